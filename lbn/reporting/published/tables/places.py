"""The tables of a folded report: its places, counties, regions, and finer times."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from lbn.reporting.fold import Folded
from lbn.reporting.published.rates import NO_RATES, Rates
from lbn.reporting.published.tables.counties import county_table, is_divided, region_table
from lbn.reporting.published.tables.table import FIGURES, Cells, PublishedTable, figure_cells


def place_tables(
    report: Folded,
    *,
    operating: Iterable[str] = (),
    labels: Mapping[str, str] | None = None,
    counties: Iterable[str] = (),
    rates: Rates = NO_RATES,
) -> Iterator[PublishedTable]:
    """The places, the same by county and region, and all of it and counties by month or quarter.

    `operating` are the keys of counties in which an agency took part, `labels` what counties are called as far as the
    reader's own table says it, `counties` those of a health department that reads them alone, `rates` theirs.
    """
    yield PublishedTable(
        "places",
        _("Places"),
        ("place", "town", "county", *FIGURES),
        [(row.label, row.town, row.county_label, *figure_cells(row)) for row in report.rows],
        adds_up=is_divided(report),
        about=_("These are the ZIP codes that each of the added reports shows.") if is_new_sum(report) else "",
    )
    yield county_table(report, operating, labels or {}, rates)
    yield region_table(report, counties=counties)
    yield from _times(report)


def is_new_sum(report: Folded) -> bool:
    """Tell whether a report is a sum of shorter ones in which only what stands in all of them has a figure."""
    return report.is_sum and report.version > 1


def _times(report: Folded) -> Iterator[PublishedTable]:
    is_by_quarter = report.step == "quarter"
    whole: list[Cells] = [(row.starts_on.isoformat(), *figure_cells(row)) for row in report.steps]
    parts: list[Cells] = [(row.area, row.starts_on.isoformat(), *figure_cells(row)) for row in report.times]
    joint = _("A county with visits and no row of its own here is in a row “Other counties”.")
    yield PublishedTable(
        "by_month",
        _("All areas by quarter") if is_by_quarter else _("All areas by month"),
        ("month", *FIGURES),
        whole,
        step=report.step,
    )
    yield PublishedTable(
        "months",
        _("Counties by quarter") if is_by_quarter else _("Counties by month"),
        ("area", "month", *FIGURES),
        parts,
        about=joint if any(not row.county for row in report.times) else "",
        step=report.step,
    )
