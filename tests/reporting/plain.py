"""The figures of published reports computed plainly from the counts, to be held against what readers see.

Nothing of the fold is used here but which places a joint row holds, which is stored beside the report.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from agencies.models import Jurisdiction, ReportingScope
from distributions.models import Correction, DailyCount
from lbn.reporting.documents import PublicReport, StateReport, SupplierReport
from lbn.reporting.models import Issue
from lbn.reporting.published.tables import HIDDEN
from lbn.reporting.published.tables.table import COUNTIES_TOGETHER

NOTHING = (0, 0, 0)
ELSEWHERE = ("elsewhere", "Unknown or out of state")


@dataclass(frozen=True)
class PlainCount:
    """One count as it was posted: its county's key and label, ZIP, month, agency, item, and its numbers."""

    scope: object
    agency: str
    county: str
    label: str
    zip_code: str
    month: object
    item: str
    visits: int
    items: int
    doses: int
    trained: int

    @property
    def spot(self):
        return self.zip_code or f"county {self.county}"


def read_counts(program):
    """All counts of published scopes of a program."""
    scopes = ReportingScope.objects.filter(supplier__program=program).with_reports()
    rows = DailyCount.objects.filter(scope__in=scopes).select_related("jurisdiction", "agency", "item")
    return [count_of(row, program.state) for row in rows]


def count_of(row, state):
    place = row.jurisdiction
    is_beyond = place.kind == Jurisdiction.Kind.ELSEWHERE or place.state != state
    county, label = ELSEWHERE if is_beyond else (place.slug, place.label)
    is_kit = row.item.kind == "naloxone_kit"
    return PlainCount(
        scope=row.scope_id,
        agency=row.agency.name,
        county=county,
        label=label,
        zip_code=row.zip_code,
        month=row.posted_month,
        item="naloxone_kit" if is_kit else row.item.kind,
        visits=row.handouts,
        items=row.items,
        doses=row.items * row.item.doses_per_item if is_kit else 0,
        trained=row.people_trained,
    )


def kits_in(counts):
    """Visits, kits and doses of naloxone."""
    kits = [count for count in counts if count.item == "naloxone_kit"]
    return sum(one.visits for one in kits), sum(one.items for one in kits), sum(one.doses for one in kits)


@dataclass
class Plain:
    """What a published report should say, from the counts that are in it."""

    issue: Issue
    document: object
    counts: list
    all_counts: list = field(repr=False)

    @classmethod
    def of(cls, issue, counts):
        document = issue.read()
        own = [one for one in counts if one.month in issue.span and is_of(one, issue, document)]
        return cls(issue, document, own, counts)

    def where(self, **facts):
        """Visits, kits and doses of the counts that have these facts."""
        return kits_in(
            one for one in self.counts if all(getattr(one, name) == wanted for name, wanted in facts.items())
        )

    def within(self, span):
        return kits_in(one for one in self.all_counts if one.month in span and is_of(one, self.issue, self.document))

    def members(self):
        """Which spots each row of places holds."""
        kept = self.issue
        if self.issue.department:
            kept = Issue.objects.of_state(self.issue.department.program).over(self.issue.span).get()
        return kept.members.spots_by_row if hasattr(kept, "members") else {}

    def of_row(self, label):
        """What a row of places holds that names no ZIP code."""
        spots = self.members()[label]
        return kits_in(one for one in self.counts if one.spot in spots)

    def steps(self, first, months):
        """The counts of a month, or of the three from `first` on."""
        return [one for one in self.counts if 0 <= months_after(first, one.month) < months]


def months_after(first, month):
    return (month.year - first.year) * 12 + month.month - first.month


def is_of(count, issue, document):
    """Whether a count is of the area of a report."""
    if isinstance(document, SupplierReport):
        return count.scope == issue.scope_id
    if isinstance(document, PublicReport | StateReport):
        return True
    return count.county in {row.county for row in document.report.counties}


def faults_of(issue, tables, counts):
    """Every cell of the tables that is neither the plain figure nor "not shown"."""
    plain = Plain.of(issue, counts)
    found = []
    for table in tables:
        for row in table.rows:
            for name, cell in wanted_of(table, row, plain):
                place = table.header.index(name)
                if row[place] not in (cell, HIDDEN):
                    found.append(f"{issue} {table.name} {row}: {name} is {cell}")
    return found + faults_of_joint_months(issue, tables, plain) + faults_of_together(issue, tables, plain)


def wanted_of(table, row, plain):
    """Yield (column, plain figure) of the cells that are computed from counts."""
    figures = FIGURES_OF[table.name](row, plain) if table.name in FIGURES_OF else None
    if figures is not None:
        yield from zip(("times", "kits", "doses"), figures, strict=True)
    yield from (BESIDE[table.name](row, plain) if table.name in BESIDE else ())


def of_totals(row, plain):
    if row[0] == "counted":
        return plain.where()
    if isinstance(plain.document, SupplierReport):
        lines = Correction.objects.filter(scope=plain.issue.scope).net_lines().of_published_counts()
        first, last = plain.issue.starts_on, plain.issue.ends_on
        return tuple(lines.posted_between(first, last.replace(day=1)).of_naloxone().with_doses().values())
    return None


def of_place(row, plain):
    label, _town, county, *_figures = row
    if label.isdigit():
        return plain.where(label=county, zip_code=label)
    return plain.of_row(label)


def of_county(row, plain):
    labels = {one.label for one in plain.counts}
    if row[0] in labels or row[0].endswith(" County"):
        return plain.where(label=row[0])
    return None if row[0] == COUNTIES_TOGETHER else plain.of_row(row[0])


def of_region(row, plain):
    (region,) = [one for one in plain.document.report.regions if one.label == row[0]]
    return kits_in(one for one in plain.counts if one.county in region.counties)


def of_step(row, plain):
    return kits_in(plain.steps(date.fromisoformat(row[0]), width_of(plain)))


def of_area_in_step(row, plain):
    if row[0].startswith("Other counties"):
        return None  # see faults_of_joint_months
    return kits_in(one for one in plain.steps(date.fromisoformat(row[1]), width_of(plain)) if one.label == row[0])


def of_compared(row, plain):
    other = {"previous": plain.document.comparison.previous, "last_year": plain.document.comparison.last_year}
    if row[0] == "this":
        return plain.where()
    compared = other[row[0]]
    return plain.within(plain.issue.span.__class__(compared.starts_on, compared.ends_on))


def of_agency(row, plain):
    return plain.where(agency=row[0])


def width_of(plain):
    return 3 if plain.document.report.step == "quarter" else 1


FIGURES_OF = {
    "totals": of_totals,
    "places": of_place,
    "counties": of_county,
    "regions": of_region,
    "by_month": of_step,
    "months": of_area_in_step,
    "comparison": of_compared,
    "agencies": of_agency,
}


def beside_totals(row, plain):
    if row[0] == "counted" and isinstance(plain.document, SupplierReport | StateReport):
        yield "people_trained", sum(one.trained for one in plain.counts)
    if isinstance(plain.document, PublicReport):
        yield "jurisdictions", len(plain.document.operating)


def beside_comparison(row, plain):
    if row[0] != "this":
        yield "kits_change", plain.where()[1] - of_compared(row, plain)[1]


def beside_agencies(row, plain):
    yield "people_trained", sum(one.trained for one in plain.counts if one.agency == row[0])


def beside_items(row, plain):
    alike = [one for one in plain.counts if one.item == row[0]]
    yield "item_times", sum(one.visits for one in alike)
    yield "items", sum(one.items for one in alike)


def beside_to_date(row, plain):
    span = plain.issue.span.__class__(plain.document.to_date.since, plain.issue.ends_on)
    visits, _kits, doses = plain.within(span)
    yield "doses", doses
    if plain.document.to_date.people_are == "times":
        yield "people", visits


BESIDE = {
    "totals": beside_totals,
    "comparison": beside_comparison,
    "agencies": beside_agencies,
    "other_items": beside_items,
    "to_date": beside_to_date,
}


def rows_in(tables, name):
    return [row for table in tables if table.name == name for row in table.rows]


def faults_of_joint_months(issue, tables, plain):
    """Where every area of a month is shown, those that are joint hold all that the counties beside them do not."""
    rows, sums, joint = rows_in(tables, "months"), Counter(), set()
    for area, month, visits, *_figures in rows:
        if visits == HIDDEN:
            return []
        sums[month] += visits
        joint |= {month} if area.startswith("Other counties") else set()
    is_whole = plain.document.report.total is not None
    wrong = {month: sums[month] for month in joint if sums[month] != of_step((month,), plain)[0]}
    return [f"{issue} months {wrong}"] if is_whole and wrong else []


def faults_of_together(issue, tables, plain):
    """What no county row holds is all but the counties that are shown."""
    rows = rows_in(tables, "counties")
    together = [row for row in rows if row[0] == COUNTIES_TOGETHER]
    shown = [plain.where(label=row[0]) for row in rows if row[0] != COUNTIES_TOGETHER and row[1] != HIDDEN]
    wanted = [total - sum(part) for total, part in zip(plain.where(), zip(*shown, NOTHING, strict=True), strict=True)]
    return [f"{issue} counties {row}: {wanted}" for row in together if list(row[1:4]) not in (wanted, [HIDDEN] * 3)]
