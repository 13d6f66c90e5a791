"""Agency reports and published reports."""

from lbn.reporting.models.agency_report import AgencyReport
from lbn.reporting.models.issue import ContentChanged, Download, Issue

__all__ = ["AgencyReport", "ContentChanged", "Download", "Issue"]
