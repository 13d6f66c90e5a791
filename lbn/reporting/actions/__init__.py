"""What changes reports."""

from lbn.reporting.actions.downloads import record_download
from lbn.reporting.actions.publicity import show_public_figures
from lbn.reporting.actions.publishing import withdraw
from lbn.reporting.actions.reports import ReportRefused, accept, latest_of, return_with_question, submit
from lbn.reporting.actions.rollups import publish_roll_ups
from lbn.reporting.actions.sealing import Due, due_periods, seal

__all__ = [
    "Due",
    "ReportRefused",
    "accept",
    "due_periods",
    "latest_of",
    "publish_roll_ups",
    "record_download",
    "return_with_question",
    "seal",
    "show_public_figures",
    "submit",
    "withdraw",
]
