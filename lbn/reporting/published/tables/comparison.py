"""This period beside the one before and the same one of last year."""

from django.utils.translation import gettext as _

from lbn.reporting.documents import AreaReport, ComparedTotals, SupplierReport
from lbn.reporting.fold import fewer_than
from lbn.reporting.published.tables.table import FIGURES, Cells, CellValue, PublishedTable, figure_cells


def comparison_table(document: SupplierReport | AreaReport, total: Cells) -> PublishedTable:
    """The comparison; no row but this period's where nothing was published before, and then none at all."""
    hidden = fewer_than(document.report.threshold)
    before = {"previous": document.comparison.previous, "last_year": document.comparison.last_year}
    rows = [_row_of(name, other, total, hidden) for name, other in before.items() if other]
    if rows:
        rows.insert(0, ("this", document.starts_on.isoformat(), document.ends_on.isoformat(), *total, None))
    header = ("compared", "period_from", "period_to", *FIGURES, "kits_change")
    return PublishedTable("comparison", _("Compared with earlier reports"), header, rows)


def _row_of(name: str, other: ComparedTotals, total: Cells, hidden: str) -> Cells:
    figures = tuple(hidden if cell is None else cell for cell in figure_cells(other))
    change = difference(total[1], figures[1])
    return (name, other.starts_on.isoformat(), other.ends_on.isoformat(), *figures, change)


def difference(now: CellValue, before: CellValue) -> int | None:
    """By how many kits a period differs; None where either is hidden."""
    return now - before if isinstance(now, int) and isinstance(before, int) else None
