"""Agency reports, what stands around them, and published reports."""

from lbn.reporting.models.agency_report import AgencyReport, pick_in_force
from lbn.reporting.models.around import Reminder, ReportDraft, ReportWaiver
from lbn.reporting.models.earlier import EarlierFigure, EarlierYear, YearSpan
from lbn.reporting.models.evidence import CountyDeaths, CountyOutline, CountyResidents, FigureSource, StateFrame
from lbn.reporting.models.frozen import ContentChanged, Frozen
from lbn.reporting.models.issue import Download, Issue
from lbn.reporting.models.life import PERIOD_REPORT, PUBLISHED_REPORT, ReportRefused, WithdrawalRefused
from lbn.reporting.models.report_link import ReportLink
from lbn.reporting.models.seal_run import SealRun
from lbn.reporting.models.sealed import PlaceMembers, SealedCount, SealedItems
from lbn.reporting.models.sent_order import SentOrder
from lbn.reporting.models.statement import Statement

__all__ = [
    "PERIOD_REPORT",
    "PUBLISHED_REPORT",
    "AgencyReport",
    "ContentChanged",
    "CountyDeaths",
    "CountyOutline",
    "CountyResidents",
    "Download",
    "EarlierFigure",
    "EarlierYear",
    "FigureSource",
    "Frozen",
    "Issue",
    "PlaceMembers",
    "Reminder",
    "ReportDraft",
    "ReportLink",
    "ReportRefused",
    "ReportWaiver",
    "SealRun",
    "SealedCount",
    "SealedItems",
    "SentOrder",
    "StateFrame",
    "Statement",
    "WithdrawalRefused",
    "YearSpan",
    "pick_in_force",
]
