"""A published report as tables: the one shape from which pages, CSV and workbooks are drawn."""

from lbn.reporting.published.tables.notes import completeness_in_words, notes_of
from lbn.reporting.published.tables.scope import of_scope
from lbn.reporting.published.tables.state import of_public, of_state
from lbn.reporting.published.tables.table import Content, Row, Table, in_words, label_in_words

__all__ = [
    "Content",
    "Row",
    "Table",
    "completeness_in_words",
    "in_words",
    "label_in_words",
    "notes_of",
    "tables_of",
]

DRAWN = {"scope": of_scope, "state": of_state, "department": of_state, "public": of_public}


def tables_of(content: Content) -> list[Table]:
    """Return the tables of a published report's content, whoever reads it; empty ones too."""
    return list(DRAWN[content["kind"]](content))
