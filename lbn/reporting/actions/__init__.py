"""What changes reports."""

from lbn.reporting.actions.downloads import record_download
from lbn.reporting.actions.publishing import publish_for_departments, withdraw
from lbn.reporting.actions.reports import ReportRefused, accept, latest_of, return_with_question, submit
from lbn.reporting.actions.sealing import Due, due_periods, seal

__all__ = [
    "Due",
    "ReportRefused",
    "accept",
    "due_periods",
    "latest_of",
    "publish_for_departments",
    "record_download",
    "return_with_question",
    "seal",
    "submit",
    "withdraw",
]
