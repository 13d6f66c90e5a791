"""From the log to the fold: the only place where a published report reads counts by place."""

from datetime import date

from django.conf import settings

from agencies.models import Jurisdiction, ReportingScope, ZipCode
from agencies.periods import months_between
from distributions.models import DailyCount
from lbn.reporting.fold import UNKNOWN, Cell, County, Folded, fold


def disclosure_key() -> bytes:
    """Return the deployment's key; by it is drawn which row joins one that is too small."""
    return settings.LBN_DISCLOSURE_KEY.encode()


def county_in_report(place: Jurisdiction, state: str) -> County:
    """Return a place as a report of `state` names it: everything beyond the state is one county of its own."""
    if place.kind == Jurisdiction.Kind.ELSEWHERE or place.state != state:
        return County("elsewhere", UNKNOWN, unknown=True)
    return County(place.slug, place.label)


def cells_of(scope: ReportingScope, first: date, last: date) -> list[Cell]:
    """Return the naloxone counted in a scope, posted from `first` to `last` (firsts of months), in one GROUP BY."""
    rows = list(DailyCount.objects.cells(scope, first, last))
    places = Jurisdiction.objects.in_bulk({row[0] for row in rows})
    counties = {key: county_in_report(place, scope.state) for key, place in places.items()}
    return [Cell(counties[place], *rest) for place, *rest in rows]


def town_names(cells: list[Cell]) -> dict[str, str]:
    """Return the town of each ZIP code among the cells, for people to read."""
    return dict(ZipCode.objects.filter(zip__in={cell.zip_code for cell in cells}).values_list("zip", "name"))


def fold_scope(scope: ReportingScope, starts_on: date, ends_on: date) -> Folded:
    """Fold the counts of a scope from `starts_on` to `ends_on` into its base report."""
    months = list(months_between(starts_on, ends_on))
    cells = cells_of(scope, months[0], months[-1])
    return fold(
        cells,
        key=disclosure_key(),
        scope=f"scope {scope.pk}",
        period=period_label(starts_on, ends_on),
        months=months,
        place_period=scope.place_period,
        towns=town_names(cells),
    )


def period_label(starts_on: date, ends_on: date) -> str:
    """Return the stable label of a period, which takes part in the draw: 2026-10 to 2026-12."""
    return f"{starts_on:%Y-%m} to {ends_on:%Y-%m}"
