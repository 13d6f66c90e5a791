"""What changes courses, people, sessions and completions."""

from training.actions.completions import (
    CompletionRefused,
    correct_completion,
    delete_completion,
    record_certificate,
    restore_completion,
)
from training.actions.courses import load_courses
from training.actions.people import (
    EmployeeNumberTaken,
    MergeRefused,
    PersonKept,
    add_person,
    bring_back,
    change_person,
    delete_person,
    mark_left,
    merge_people,
)
from training.actions.roster import import_roster
from training.actions.sessions import (
    SessionChange,
    SessionRefused,
    change_session,
    record_session,
    withdraw_session,
)

__all__ = [
    "CompletionRefused",
    "EmployeeNumberTaken",
    "MergeRefused",
    "PersonKept",
    "SessionChange",
    "SessionRefused",
    "add_person",
    "bring_back",
    "change_person",
    "change_session",
    "correct_completion",
    "delete_completion",
    "delete_person",
    "import_roster",
    "load_courses",
    "mark_left",
    "merge_people",
    "record_certificate",
    "record_session",
    "restore_completion",
    "withdraw_session",
]
