"""The tables of a folded report: its total, places, counties and finer times."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lbn.reporting.fold import NAMED_PART, Folded, fewer_than
from lbn.reporting.published.tables.table import FIGURES, Row, Table


def total_of(report: Folded) -> Row:
    """The exact total, or the words for one that is hidden."""
    if report.total is None:
        return (fewer_than(report.threshold),) * len(FIGURES)
    return figures_of(report.total)


def places_of(report: Folded) -> Iterator[Table]:
    """The places, the same by county, and counties by month or quarter."""
    yield Table(
        "places",
        _("Places"),
        ("place", "town", "county", *FIGURES, "part"),
        [(row.label, row.town, row.county_label, *figures_of(row), part_of(row)) for row in report.rows],
        adds_up=True,
    )
    yield Table(
        "counties",
        _("Counties"),
        ("county", *FIGURES, "part"),
        [(row.county_label, *figures_of(row), part_of(row)) for row in report.counties],
    )
    yield _by_month(report)
    yield Table(
        "months",
        _("By quarter") if report.step == "quarter" else _("By month"),
        ("area", "month", *FIGURES, "part"),
        [(row.area, row.starts_on.isoformat(), *figures_of(row), part_of(row)) for row in report.times],
        step=report.step,
    )


def _by_month(report: Folded) -> Table:
    """The rows of the finer times added up over their areas."""
    sums: dict[str, list[int]] = {}
    for row in report.times:
        figures = sums.setdefault(row.starts_on.isoformat(), [0, 0, 0])
        for number, figure in enumerate(figures_of(row)):
            figures[number] += figure
    title = _("All areas by quarter") if report.step == "quarter" else _("All areas by month")
    about = _("As far as areas are shown below.") if report.times else ""
    rows: list[Row] = [(month, *figures) for month, figures in sums.items()]
    return Table("by_month", title, ("month", *FIGURES), rows, about=about, step=report.step)


def figures_of(row) -> Row:
    return row.handouts, row.kits, row.doses


def part_of(row) -> str:
    return NAMED_PART if row.part else ""
