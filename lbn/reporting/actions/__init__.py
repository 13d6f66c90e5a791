"""What changes reports."""

from lbn.reporting.actions.downloads import record_download
from lbn.reporting.actions.drafts import draft_of, save_draft
from lbn.reporting.actions.publicity import show_public_figures
from lbn.reporting.actions.publishing import withdraw
from lbn.reporting.actions.reports import (
    ReportRefused,
    accept,
    amend,
    is_locked,
    latest_of,
    return_with_question,
    submit,
)
from lbn.reporting.actions.rollups import publish_roll_ups
from lbn.reporting.actions.sealing import Due, PlacesChanged, due_periods, seal

__all__ = [
    "Due",
    "PlacesChanged",
    "ReportRefused",
    "accept",
    "amend",
    "draft_of",
    "due_periods",
    "is_locked",
    "latest_of",
    "publish_roll_ups",
    "record_download",
    "return_with_question",
    "save_draft",
    "seal",
    "show_public_figures",
    "submit",
    "withdraw",
]
