"""Frozen reports as typed values: one canonical form, one fingerprint, one reader."""

from lbn.reporting.documents.agency import Balance, DoesNotClose, OutlierFigure, PeriodReport, StatementFigures
from lbn.reporting.documents.document import Document, UnknownFormat, from_plain, to_plain
from lbn.reporting.documents.parts import (
    AgencyCounts,
    AgencyRow,
    AskedForm,
    AskedLine,
    ComparedTotals,
    Comparison,
    KindRow,
    NetCorrections,
    OtherItems,
    ReportCounts,
    ToDate,
    TypedFigures,
)
from lbn.reporting.documents.published import (
    AreaReport,
    PublicReport,
    PublishedReport,
    StateReport,
    SupplierReport,
)
from lbn.reporting.documents.reader import read_document

__all__ = [
    "AgencyCounts",
    "AgencyRow",
    "AreaReport",
    "AskedForm",
    "AskedLine",
    "Balance",
    "ComparedTotals",
    "Comparison",
    "Document",
    "DoesNotClose",
    "KindRow",
    "NetCorrections",
    "OtherItems",
    "OutlierFigure",
    "PeriodReport",
    "PublicReport",
    "PublishedReport",
    "ReportCounts",
    "StateReport",
    "StatementFigures",
    "SupplierReport",
    "ToDate",
    "TypedFigures",
    "UnknownFormat",
    "from_plain",
    "read_document",
    "to_plain",
]
