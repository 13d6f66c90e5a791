"""What changes courses, people, sessions and completions."""

from training.actions.courses import load_courses
from training.actions.people import EmployeeNumberTaken, add_person, bring_back, change_person, mark_left
from training.actions.roster import import_roster
from training.actions.sessions import SessionRefused, record_session, withdraw_session

__all__ = [
    "EmployeeNumberTaken",
    "SessionRefused",
    "add_person",
    "bring_back",
    "change_person",
    "import_roster",
    "load_courses",
    "mark_left",
    "record_session",
    "withdraw_session",
]
