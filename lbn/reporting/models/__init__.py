"""Agency reports, what stands around them, and published reports."""

from lbn.reporting.models.agency_report import AgencyReport
from lbn.reporting.models.around import Reminder, ReportDraft, ReportWaiver
from lbn.reporting.models.frozen import ContentChanged, Frozen
from lbn.reporting.models.issue import Download, Issue
from lbn.reporting.models.statement import Statement

__all__ = [
    "AgencyReport",
    "ContentChanged",
    "Download",
    "Frozen",
    "Issue",
    "Reminder",
    "ReportDraft",
    "ReportWaiver",
    "Statement",
]
