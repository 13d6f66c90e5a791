"""A published report as tables: the one shape from which pages, CSV and workbooks are drawn."""

from lbn.reporting.documents import AreaReport, PublicReport, PublishedReport, SupplierReport
from lbn.reporting.published.rates import Evidence
from lbn.reporting.published.tables.notes import all_notes, completeness_in_words, notes_of, protection
from lbn.reporting.published.tables.scope import supplier_tables
from lbn.reporting.published.tables.state import area_tables, public_tables
from lbn.reporting.published.tables.table import HIDDEN, PublishedTable, label_in_words

__all__ = [
    "HIDDEN",
    "PublishedTable",
    "all_notes",
    "completeness_in_words",
    "label_in_words",
    "notes_of",
    "protection",
    "tables_of",
]


def tables_of(document: PublishedReport, evidence: Evidence | None = None) -> list[PublishedTable]:
    """Return the tables of a published report, whoever reads it; empty ones too. Five queries at most, none where
    `evidence` knows its counties and their labels."""
    match document:
        case SupplierReport():
            return list(supplier_tables(document))
        case AreaReport():
            return list(area_tables(document, evidence))
        case PublicReport():
            return list(public_tables(document, evidence))
    raise TypeError(f"There are no tables of {type(document).__name__}.")
