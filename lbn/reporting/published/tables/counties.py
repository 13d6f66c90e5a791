"""The table of counties: each of which something may be said, and what no county row holds as a row of its own.

A county has a row where an agency took part in it or where the report names it. Its figure is the whole, 0 where no
kit was left there, or not shown. What is left is told too, so that the table has all kits of the report: each row
"Rest of …" by itself; or, where named places of a county that is not shown are beside the rest, everything that no
county row holds in one row. Where the total is not shown, and in a sum of shorter reports, that cannot be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from lbn.reporting.fold import UNKNOWN, Figures, Folded, Kind, add_whole
from lbn.reporting.published.rates import NO_RATES, Rates, explain_rates
from lbn.reporting.published.tables.table import (
    COUNTIES_TOGETHER,
    FIGURES,
    HIDDEN,
    Cells,
    CellValue,
    PublishedTable,
    figure_cells,
    say_figure,
)

FORMER = 1


def county_table(
    report: Folded, operating: Iterable[str], labels: Mapping[str, str], rates: Rates = NO_RATES
) -> PublishedTable:
    """The counties of a report; `operating` are the keys of those with an agency, `labels` what some are called.

    Where residents or deaths are known, `rates` adds their columns; what no county holds has none.
    """
    about = _("“Counties not shown, together” is all that no other row of this table has.")
    columns = rate_columns(rates)
    rests = [(*row, *(None for _column in columns)) for row in rest_lines(report)]
    sentences = [about if any(row[0] == COUNTIES_TOGETHER for row in rests) else "", explain_rates(rates)]
    return PublishedTable(
        "counties",
        _("Counties"),
        ("county", *FIGURES, *columns),
        [*county_lines(report, name_counties(report, operating, labels), rates), *rests],
        about=" ".join(filter(None, sentences)),
    )


def rate_columns(rates: Rates) -> tuple[str, ...]:
    """The columns of residents and deaths, of each where any are known."""
    of_residents = ("residents", "kits_per_100k") if rates.residents else ()
    return (*of_residents, *(("deaths", "kits_per_death") if rates.deaths else ()))


def rate_cells(rates: Rates, county: str) -> Cells:
    """What those columns say of a county: its own figures, or not shown; nothing of what has no residents."""
    rate = rates.of(county)
    cells: Cells = ()
    if rates.residents:
        cells = (rate.residents, None if rate.residents is None else _say_rate(rate.per_100k))
    if rates.deaths:
        has_none = bool(rates.residents) and rate.residents is None
        cells += (None, None) if has_none else (say_figure(rate.deaths), _say_rate(rate.per_death))
    return cells


def _say_rate(rate: Decimal | None) -> CellValue:
    return HIDDEN if rate is None else rate


def name_counties(report: Folded, operating: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return {key: label} of the counties that have a row. One query, where a county has no label yet."""
    named = {row.county: row.county_label for row in report.counties}
    named |= {key: labels[key] for key in operating if key in labels and key not in named}
    nameless = [key for key in operating if key not in named]
    if nameless:
        found = {place.slug: place.label for place in Jurisdiction.objects.filter(slug__in=nameless)}
        named |= {key: found.get(key, key) for key in nameless}
    return named


def county_lines(report: Folded, named: Mapping[str, str], rates: Rates = NO_RATES) -> Iterator[Cells]:
    """Yield each county with its figures and rates, by name, the unknown one last."""
    for key, label in sorted(named.items(), key=lambda one: (one[1] == UNKNOWN, one[1], one[0])):
        yield label, *figure_cells(report.of_county(key)), *rate_cells(rates, key)


def rest_lines(report: Folded) -> Iterator[Cells]:
    """Yield what no county row holds."""
    rests = [row for row in report.rows if row.kind in (Kind.REST, Kind.UNPLACED)]
    if report.version == FORMER:
        yield from (_line(row.label, row.figures) for row in rests)
        return
    if report.is_sum:
        return
    beside = [row for row in report.rows if row.county and report.of_county(row.county) is None]
    if beside and is_divided(report):
        yield _line(COUNTIES_TOGETHER, add_whole(row.figures for row in (*rests, *beside)))
    elif report.places_hidden and report.total:
        yield _line(COUNTIES_TOGETHER, report.total)
    else:
        yield from (_line(row.label, row.figures) for row in rests)


def is_divided(report: Folded) -> bool:
    """Tell whether the places of a report are all that was counted, so that they add up to its total."""
    return report.total is not None and add_whole(row.figures for row in report.rows) == report.total


def region_table(report: Folded, *, counties: Iterable[str] = ()) -> PublishedTable:
    """The regions of a report, but those of one county, and the one that is exactly `counties`: their figures are a
    county's, and the total."""
    whole = set(counties)
    shown = [row for row in report.regions if len(row.counties) > 1 and set(row.counties) != whole]
    rows = [_line(row.label, row.figures) for row in shown]
    about = _("A region is the counties of one health department. The table of counties has them as well.")
    return PublishedTable("regions", _("Regions"), ("region", *FIGURES), rows, about=about)


def _line(label: str, figures: Figures | None) -> Cells:
    return label, *figure_cells(figures)
