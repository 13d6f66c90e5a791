"""The tables of a folded report: its total, places, counties and finer times."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lbn.reporting.fold import NAMED_PART, Figures, Folded, PlaceRow, TimeRow, fewer_than
from lbn.reporting.published.tables.table import FIGURES, Cells, PublishedTable, figure_cells


def total_cells(report: Folded) -> Cells:
    """The exact total, or the words for one that is hidden."""
    if report.total is None:
        return (fewer_than(report.threshold),) * len(FIGURES)
    return figure_cells(report.total)


def place_tables(report: Folded) -> Iterator[PublishedTable]:
    """The places, the same by county, and counties by month or quarter."""
    yield PublishedTable(
        "places",
        _("Places"),
        ("place", "town", "county", *FIGURES, "part"),
        [(row.label, row.town, row.county_label, *figure_cells(row), part_word(row)) for row in report.rows],
        adds_up=True,
    )
    yield PublishedTable(
        "counties",
        _("Counties"),
        ("county", *FIGURES, "part"),
        [(row.county_label, *figure_cells(row), part_word(row)) for row in report.counties],
    )
    yield _by_month(report)
    yield PublishedTable(
        "months",
        _("By quarter") if report.step == "quarter" else _("By month"),
        ("area", "month", *FIGURES, "part"),
        [(row.area, row.starts_on.isoformat(), *figure_cells(row), part_word(row)) for row in report.times],
        step=report.step,
    )


def _by_month(report: Folded) -> PublishedTable:
    """The rows of the finer times added up over their areas."""
    sums: dict[str, Figures] = defaultdict(Figures)
    for row in report.times:
        sums[row.starts_on.isoformat()] += row.figures
    title = _("All areas by quarter") if report.step == "quarter" else _("All areas by month")
    about = _("As far as areas are shown below.") if report.times else ""
    rows: list[Cells] = [(month, *figure_cells(figures)) for month, figures in sums.items()]
    return PublishedTable("by_month", title, ("month", *FIGURES), rows, about=about, step=report.step)


def part_word(row: PlaceRow | TimeRow) -> str:
    return NAMED_PART if row.part else ""
