"""What a supplier is published of each of its agencies, by name: exact totals, and what the agency itself stated."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery

from agencies.models import Agency, ReportingScope, ScopeMembership
from agencies.packs.schema import TYPED
from agencies.periods import next_period, period_end, period_of
from distributions.models import DailyCount
from inventory.models import Item
from lbn.reporting.models import AgencyReport, ReportWaiver
from lbn.reporting.returns.expected import is_expected, last_days_of

ON_TIME, LATE, NO_KITS, NOT_CONFIRMED, MISSED, WAIVED, NONE_EXPECTED = STANDINGS = (
    "on_time",
    "late",
    "no_kits",
    "not_confirmed",
    "missed",
    "waived",
    "none_expected",
)
NOTHING = {"handouts": 0, "kits": 0, "doses": 0, "people_trained": 0}


class Counted(NamedTuple):
    """What was counted in a scope and period, wherever it was left.

    `by_agency` is {agency id: {"handouts", "kits", "doses", "people_trained"}}: times, kits and doses of naloxone,
    and all people trained, whatever was left. `other_items` is what was left beside naloxone, by kind: {"item",
    "items", "handouts"}.
    """

    by_agency: dict[Any, dict[str, int]]
    other_items: list[dict[str, Any]]

    @property
    def people_trained(self) -> int:
        return sum(one["people_trained"] for one in self.by_agency.values())


def agency_rows(
    scope: ReportingScope, starts_on: date, ends_on: date, counted: dict[Any, dict[str, int]]
) -> list[dict[str, Any]]:
    """Return a row for each agency that was in the scope in this period, by name, with its exact totals.

    `counted` is `Counted.by_agency` of the same scope and period. What an agency received, had on hand, trained and
    typed is as stated in the reports it sent, None where it sent none: a level is that of the last report period,
    everything else the sum. `reports` counts, for each report period of the scope from `starts_on` to `ends_on`, how
    it stands.
    """
    sent = reports_sent(scope, starts_on, ends_on)
    waived = waivers(scope, starts_on, ends_on)
    periods = list(periods_between(scope, starts_on, ends_on))
    agencies = list(members(scope, ends_on, counted).select_related("jurisdiction"))
    last_days = last_days_of(agencies)
    return [
        {
            "agency": agency.name,
            "slug": agency.slug,
            "kind": agency.kind,
            "county": agency.jurisdiction.slug,
            "county_label": agency.jurisdiction.label,
            **counted.get(agency.pk, NOTHING),
            **stated(sent.get(agency.pk, {}), periods[-1]),
            **standings(sent.get(agency.pk, {}), expectations(agency, scope, periods, waived, last_days)),
        }
        for agency in agencies
    ]


def periods_between(scope: ReportingScope, starts_on: date, ends_on: date) -> Iterator[date]:
    """Yield the first day of each report period of the scope from `starts_on` to `ends_on`."""
    first = period_of(starts_on, scope.cadence)
    while first <= ends_on:
        yield first
        first = next_period(first, scope.cadence)


def stated(reports: dict[date, AgencyReport], last_period: date) -> dict[str, Any]:
    """Return what an agency's newest reports, by the first day of their period, state besides the log."""
    contents = [report.content for report in reports.values()]
    last = reports[last_period].content if last_period in reports else None
    typed = [content.get("typed") or {} for content in contents]
    return {
        "received": sum_of_stated(content["stock"]["received"] for content in contents),
        "on_hand": last["stock"]["closing"] if last else None,
        "personnel_trained": sum_of_stated(content["personnel_trained"] for content in contents),
        "personnel_current": last["personnel_current"] if last else None,
        "sessions": sum_of_stated(content["sessions"] for content in contents),
        "typed": {name: sum_of_stated(one.get(name) for one in typed) for name in TYPED},
    }


def sum_of_stated(figures: Iterable[int | None]) -> int | None:
    """Add what was stated; None where nothing was."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def expectations(
    agency: Agency, scope: ReportingScope, periods: Iterable[date], waived, last_days
) -> dict[date, Any]:
    """Return {first day of a period: whether its report is expected}: None where none is due, False where waived."""
    return {
        one: (agency.pk, one) not in waived
        if is_expected(agency, one, period_end(one, scope.cadence), last_days)
        else None
        for one in periods
    }


def standings(reports: dict[date, AgencyReport], expected: dict[date, bool | None]) -> dict[str, Any]:
    """Return how an agency's reports stand, period by period counted, and how the last one does.

    `expected` is what `expectations` returns. A report that came counts as expected, whoever did without it.
    """
    each = [standing_of(reports.get(one), is_expected=here) for one, here in expected.items()]
    came = [came_of(reports.get(one)) for one in expected]
    counts = Counter(each)
    return {
        "status": each[-1],
        "came": came[-1],
        "expected": each[-1] not in (WAIVED, NONE_EXPECTED),
        "reports": {
            "expected": len(each) - counts[WAIVED] - counts[NONE_EXPECTED],
            "came": sum(one != "" for one in came),
            **{name: counts[name] for name in STANDINGS},
            ON_TIME: came.count(ON_TIME),
            LATE: came.count(LATE),
        },
    }


def counted_in(scope: ReportingScope, starts_on: date, ends_on: date) -> Counted:
    """Count a scope and period by agency and item: one question, in which no place is named."""
    counts = DailyCount.objects.in_scope(scope).posted_between(starts_on, ends_on.replace(day=1))
    known = Item.objects.in_bulk()
    by_agency: dict[Any, dict[str, int]] = {}
    others: dict[str, Counter[str]] = defaultdict(Counter)
    for agency, number, handouts, items, trained in counts.summed_by("agency_id", "item_id"):
        item, sums = known[number], by_agency.setdefault(agency, dict(NOTHING))
        sums["people_trained"] += trained
        if item.kind == Item.Kind.NALOXONE_KIT:
            sums["handouts"] += handouts
            sums["kits"] += items
            sums["doses"] += items * item.doses_per_item
        else:
            others[item.kind].update(items=items, handouts=handouts)
    return Counted(by_agency, [{"item": kind, **others[kind]} for kind in sorted(others)])


def members_on(scopes: Iterable[ReportingScope], day: date):
    """Agencies that were in one of `scopes` on `day`, by name."""
    had = ScopeMembership.objects.filter(agency=OuterRef("pk"), from_on__lte=day).order_by("-from_on")
    then = Agency.objects.annotate(scope_then=Subquery(had.values("scope")[:1]))
    return then.filter(scope_then__in=[scope.pk for scope in scopes])


def members(scope: ReportingScope, ends_on: date, counted: Iterable[Any]):
    """Agencies that were in `scope` when the period ended, or are among those `counted` in it (ids), by name."""
    then = members_on([scope], ends_on).values("pk")
    return Agency.objects.filter(Q(pk__in=then) | Q(pk__in=list(counted)))


def reports_sent(scope: ReportingScope, starts_on: date, ends_on: date) -> dict[Any, dict[date, AgencyReport]]:
    """Return the newest version of each report for the periods from `starts_on` to `ends_on`; an amendment that was
    returned is none: the version before it stands.

    By agency id, then by the first day of its period, oldest first. One query.
    """
    sent = AgencyReport.objects.filter(period__scope=scope, period__starts_on__range=(starts_on, ends_on))
    reports: dict[Any, dict[date, AgencyReport]] = defaultdict(dict)
    for report in sent.select_related("period").order_by("period__starts_on", "version"):
        if not report.is_returned_amendment:
            reports[report.agency_id][report.period.starts_on] = report
    return dict(reports)


def waivers(scope: ReportingScope, starts_on: date, ends_on: date) -> set[tuple[Any, date]]:
    """Return (agency id, first day of the period) of each report that the supplier does without. One query."""
    rows = ReportWaiver.objects.filter(scope=scope, starts_on__range=(starts_on, ends_on))
    return set(rows.values_list("agency_id", "starts_on"))


def standing_of(report: AgencyReport | None, *, is_expected: bool | None = True) -> str:
    """Return how far an agency has confirmed what the log counts, by its report: one of `STANDINGS`.

    `is_expected` is False where the supplier does without the report, None where none is due.
    """
    if report is None:
        return MISSED if is_expected else NONE_EXPECTED if is_expected is None else WAIVED
    if report.status == AgencyReport.Status.RETURNED:
        return NOT_CONFIRMED
    if report.content["no_kits"]:
        return NO_KITS
    return LATE if report.submitted_late else ON_TIME


def came_of(report: AgencyReport | None) -> str:
    """Return whether a report came "on_time" or "late", whatever it said; "" where none is there that counts."""
    if report is None or report.status == AgencyReport.Status.RETURNED:
        return ""
    return LATE if report.submitted_late else ON_TIME
