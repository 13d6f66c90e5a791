"""What changes an agency's reports."""

from lbn.reporting.returns.actions.drafts import draft_of, save_draft
from lbn.reporting.returns.actions.reports import (
    ReportRefused,
    accept,
    amend,
    is_locked,
    latest_of,
    return_with_question,
    submit,
)

__all__ = [
    "ReportRefused",
    "accept",
    "amend",
    "draft_of",
    "is_locked",
    "latest_of",
    "return_with_question",
    "save_draft",
    "submit",
]
