"""This period beside the one before and the same one of last year. A comparison needs both sides whole."""

from django.utils.translation import gettext as _

from lbn.reporting.documents import AreaReport, ComparedTotals, SupplierReport
from lbn.reporting.published.tables.table import FIGURES, HIDDEN, Cells, CellValue, PublishedTable, figure_cells


def comparison_table(document: SupplierReport | AreaReport) -> PublishedTable:
    """The comparison; no row but this period's where nothing was published before, and then none at all."""
    total = figure_cells(document.report.total)
    before = {"previous": document.comparison.previous, "last_year": document.comparison.last_year}
    rows = [_row_of(name, other, total) for name, other in before.items() if other]
    if rows:
        rows.insert(0, ("this", document.starts_on.isoformat(), document.ends_on.isoformat(), *total, None))
    header = ("compared", "period_from", "period_to", *FIGURES, "kits_change")
    return PublishedTable("comparison", _("Compared with earlier reports"), header, rows)


def _row_of(name: str, other: ComparedTotals, total: Cells) -> Cells:
    figures = figure_cells(other)
    change = subtract_shown(total[1], figures[1])
    return (name, other.starts_on.isoformat(), other.ends_on.isoformat(), *figures, change)


def subtract_shown(now: CellValue, before: CellValue) -> CellValue:
    """By how many kits a period differs; not shown as soon as either is."""
    return now - before if isinstance(now, int) and isinstance(before, int) else HIDDEN
