from training.views.people import matrix, person, person_add, person_change, person_leave, person_return
from training.views.roster import roster_check, roster_import, roster_template
from training.views.sessions import session, session_record, session_withdraw, sessions

__all__ = [
    "matrix",
    "person",
    "person_add",
    "person_change",
    "person_leave",
    "person_return",
    "roster_check",
    "roster_import",
    "roster_template",
    "session",
    "session_record",
    "session_withdraw",
    "sessions",
]
