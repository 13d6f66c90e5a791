from training.views.completions import certificate_add, completion_change, completion_delete, completion_restore
from training.views.merging import person_delete, person_merge
from training.views.people import matrix, person, person_add, person_change, person_leave, person_return
from training.views.roster import roster_check, roster_columns_say, roster_download, roster_import, roster_template
from training.views.sessions import session, session_change, session_record, session_withdraw, sessions, sign_in_sheet

__all__ = [
    "certificate_add",
    "completion_change",
    "completion_delete",
    "completion_restore",
    "matrix",
    "person",
    "person_add",
    "person_change",
    "person_delete",
    "person_leave",
    "person_merge",
    "person_return",
    "roster_check",
    "roster_columns_say",
    "roster_download",
    "roster_import",
    "roster_template",
    "session",
    "session_change",
    "session_record",
    "session_withdraw",
    "sessions",
    "sign_in_sheet",
]
