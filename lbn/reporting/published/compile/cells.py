"""From sealed counts to cells of the fold: which counts are of an area, and how a report names their counties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Min

from agencies.models import HealthDepartment, Jurisdiction, Program, ReportingScope, ZipCode
from agencies.periods import months_between
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import UNKNOWN, Cell, County, Folded, Region
from lbn.reporting.models import SealedCount

BEYOND = "elsewhere"


def disclosure_key() -> bytes:
    """Return the deployment's key; by it is drawn which row joins one that is too small."""
    return settings.LBN_DISCLOSURE_KEY.encode()


def months_in(span: Span) -> list[date]:
    return list(months_between(*span))


def period_label(span: Span) -> str:
    """Return the stable label of a period: 2026-10 to 2026-12."""
    return f"{span.first:%Y-%m} to {span.last:%Y-%m}"


@dataclass(frozen=True)
class Area:
    """The counties that a program reports on: its state's, or its own where two programs share a state. What was left
    in another program's counties is of "Unknown or out of state"."""

    program: Program

    @property
    def label(self) -> str:
        """The stable name of the area, which takes part in the draw."""
        return f"area {self.program.slug}"

    @property
    def public_label(self) -> str:
        return f"public {self.program.slug}"

    @cached_property
    def own_counties(self) -> frozenset[str]:
        """The names of its counties; empty for all of the state."""
        return self.program.find_own_counties()

    @cached_property
    def own_keys(self) -> frozenset[str]:
        """Their keys, and that of everything beyond; empty for all of the state."""
        own = Jurisdiction.objects.in_state(self.program.state).filter(name__in=self.own_counties)
        return frozenset({BEYOND, *own.values_list("slug", flat=True)}) if self.own_counties else frozenset()

    def county(self, place: Jurisdiction) -> County:
        """Return a place as a report of the area names it: everything beyond the area is one county of its own."""
        is_beyond = place.kind == Jurisdiction.Kind.ELSEWHERE or place.state != self.program.state
        if is_beyond or (self.own_counties and place.name not in self.own_counties):
            return County(BEYOND, UNKNOWN, unknown=True)
        return County(place.slug, place.label)

    def counties_of(self, department: HealthDepartment) -> dict[str, str]:
        """Return the counties of a health department that the area has, {key: label}: what was left in others is not
        known here."""
        counties = [self.county(place) for place in department.jurisdictions.all()]
        return {county.key: county.label for county in counties if not county.unknown}

    def is_of_same_counties(self, report: Folded) -> bool:
        """Tell whether a report of the area was made when it had no county beyond those of today."""
        return not self.own_keys or self.own_keys >= {row.county for row in (*report.rows, *report.counties)} - {""}

    def scopes_begun(self) -> dict[ReportingScope, date]:
        """Return the published scopes that ever had an agency, each with the day on which the first came."""
        scopes = ReportingScope.objects.filter(supplier__program=self.program).with_reports()
        begun = scopes.annotate(begun_on=Min("memberships__from_on")).exclude(begun_on=None)
        return {scope: scope.begun_on for scope in begun.select_related("supplier__program", "supplier__merged_into")}

    def regions(self) -> list[Region]:
        """Return the counties of each health department that does not read the whole state, but for those that
        overlap a larger one's: no department is listed with such counties any more."""
        departments = self.program.departments.filter(merged_into=None).exclude(level=HealthDepartment.Level.STATE)
        found = [
            Region(department.slug, self._name_of(department), tuple(sorted(counties)))
            for department in departments.order_by("slug").prefetch_related("jurisdictions")
            if (counties := self.counties_of(department))
        ]
        regions = nested_only(found)
        require_own_names(regions)
        return regions

    def _name_of(self, department: HealthDepartment) -> str:
        """A region's name in labels such as "Rest of New York City": the pack's, where it has these counties."""
        counties = {county.name for county in department.jurisdictions.all()}
        for region in self.program.pack.get("regions", ()):
            if set(region["counties"]) == counties:
                return region["name"]
        labels = list(self.counties_of(department).values())
        return department.name if len(labels) > 1 else labels[0]


def nested_only(regions: Iterable[Region]) -> list[Region]:
    """Return the regions, the largest first, without those that cut across one before them."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda one: -len(one.counties)):
        mine = set(region.counties)
        if all(mine.isdisjoint(other.counties) or mine <= set(other.counties) for other in kept):
            kept.append(region)
    return kept


def require_own_names(regions: Iterable[Region]) -> None:
    """Raise ValueError where "Rest of …" would mean two things."""
    taken: dict[str, Sequence[str]] = {"state": ()}
    for region in regions:
        if taken.setdefault(region.label.casefold(), region.counties) != region.counties:
            raise ValueError(
                f"Two regions are called {region.label}, so that their rows could not be told apart: nothing was "
                "published for the area. Let the program office give one of the two health departments another name "
                "or other counties, and run seal_reports again."
            )


def cells_of(area: Area, scopes: Iterable[ReportingScope], span: Span) -> list[Cell]:
    """Return what was counted in some scopes and posted in the months of a span, as it was kept when they were
    sealed.

    The source of a cell is an agency at a supplier: see `source_of`.
    """
    suppliers = {scope.pk: scope.supplier.successor.pk for scope in scopes}
    counts = SealedCount.objects.posted_in(scopes, span.first, span.last.replace(day=1))
    rows = list(
        counts.order_by().values_list(
            "jurisdiction_id", "zip_code", "posted_month", "handouts", "kits", "doses", "agency_id", "scope_id"
        )
    )
    places = Jurisdiction.objects.in_bulk({row[0] for row in rows})
    counties = {key: area.county(place) for key, place in places.items()}
    return [
        Cell(counties[place], zip_code, month, handouts, kits, doses, source_of(agency, suppliers[scope]))
        for place, zip_code, month, handouts, kits, doses, agency, scope in rows
    ]


def source_of(agency: object, supplier: object) -> str:
    """Return the name of a source in the fold: an agency's id and its supplier's."""
    return f"{agency} {supplier}"


def sources_of(cells: Iterable[Cell]) -> set[str]:
    """Return the sources of some cells."""
    return {cell.source for cell in cells}


def town_names(cells: Sequence[Cell]) -> dict[str, str]:
    """Return the town of each ZIP code among the cells, for people to read."""
    zip_codes = {cell.zip_code for cell in cells}
    return dict(ZipCode.objects.filter(zip__in=zip_codes).values_list("zip", "name"))
