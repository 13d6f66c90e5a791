"""What reports and the home page ask of the log."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import ReportingScope
from distributions.actions.correct import correct_day
from distributions.counts import Counts
from distributions.models import Correction, DailyCount
from distributions.months import kits_by_month, kits_posted, line_of, net_corrections
from inventory.models import Item
from tests import cast

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)
JANUARY = date(2027, 1, 25)


def scope_of(agency):
    return ReportingScope.objects.get(memberships__agency=agency)


def test_the_cells_of_a_scope_are_added_up_by_agency_in_one_query(agency, supplier, new_york, leave, kit, strips):
    neighbour = cast.agency(new_york, name="Cohoes Police Department", supplier=supplier)
    leave(items=3)
    leave(items=2, to=neighbour)
    leave("", day=date(2026, 10, 5))
    leave(items=10, item=strips)
    scope = scope_of(agency)

    with CaptureQueriesContext(connection) as captured:
        cells = list(DailyCount.objects.cells(scope, OCTOBER, DECEMBER))

    doses = kit.doses_per_item
    assert sorted(cells, key=lambda cell: (cell[1] != agency.pk, cell[3])) == [
        (scope.pk, agency.pk, agency.jurisdiction_id, "", OCTOBER, 1, 1, doses),
        (scope.pk, agency.pk, agency.jurisdiction_id, "12207", NOVEMBER, 1, 3, 3 * doses),
        (scope.pk, neighbour.pk, agency.jurisdiction_id, "12207", NOVEMBER, 1, 2, 2 * doses),
    ]
    assert sum("distributions_dailycount" in query["sql"] for query in captured) == 1


def test_doses_of_a_cell_are_those_of_each_of_its_kits(agency, leave, kit):
    double = Item.objects.create(
        slug="double", name="Double kit", kind=Item.Kind.NALOXONE_KIT, doses_per_item=kit.doses_per_item + 3
    )
    leave(items=3)
    leave(items=2, item=double)

    scope = scope_of(agency)

    cells = list(DailyCount.objects.cells(scope, NOVEMBER, NOVEMBER))

    doses = 5 * kit.doses_per_item + 2 * 3
    assert cells == [(scope.pk, agency.pk, agency.jurisdiction_id, "12207", NOVEMBER, 2, 5, doses)]


def test_a_program_without_kits_has_no_cells(agency, leave, strips):
    leave(items=10, item=strips)
    scope = scope_of(agency)
    Item.objects.kits().delete()

    assert list(DailyCount.objects.cells(scope, OCTOBER, DECEMBER)) == []


def test_cells_of_other_scopes_and_months_stay_out(agency, stranger, leave):
    leave(to=stranger)
    leave(day=date(2026, 10, 5))

    assert list(DailyCount.objects.cells(scope_of(agency), NOVEMBER, DECEMBER)) == []


def test_strips_and_people_trained_are_scope_totals(agency, leave, strips):
    leave(items=10, item=strips)
    leave(items=3, trained=2)
    counts = DailyCount.objects.in_scope(scope_of(agency)).posted_between(OCTOBER, DECEMBER)

    assert counts.of_other_items().totals() == {"handouts": 1, "items": 10, "people_trained": 0}
    assert counts.totals()["people_trained"] == 2


def test_net_corrections_are_told_in_the_period_they_are_posted_to(agency, leave, seal, alice, kit):
    leave(items=3, trained=1)
    seal(OCTOBER)
    count = DailyCount.objects.get()
    how = {"reason": "typed_wrong", "today": JANUARY, "by": alice}
    correct_day(count=count, seen=line_of(count), wanted=Counts(1, 1, 1), **how)
    leave(items=5, day=date(2027, 1, 20), on=JANUARY)

    first_quarter = {"first": date(2027, 1, 1), "last": date(2027, 3, 1)}
    assert net_corrections(agency, **first_quarter) == Counts(0, -2, 0)
    assert kits_posted(agency, **first_quarter) == Counts(1, 3, 0)
    assert net_corrections(agency, first=OCTOBER, last=DECEMBER) == Counts()
    lines = Correction.objects.in_scope(scope_of(agency)).net_lines().of_naloxone()
    assert lines.with_doses() == {"handouts": 0, "kits": -2, "doses": -2 * kit.doses_per_item}


def test_the_months_of_the_home_page_are_exact_and_have_no_gaps(agency, leave, seal, alice, strips):
    leave(items=3)
    leave(items=10, item=strips)
    leave(items=2, day=date(2026, 9, 2))
    seal(OCTOBER)
    count = DailyCount.objects.get(items=3)
    how = {"reason": "typed_wrong", "today": JANUARY, "by": alice}
    correct_day(count=count, seen=line_of(count), wanted=Counts(1, 1, 0), **how)

    with CaptureQueriesContext(connection) as captured:
        months = kits_by_month(agency, last=NOVEMBER, months=3)

    assert months == [(date(2026, 9, 1), (1, 2, 0)), (OCTOBER, (0, 0, 0)), (NOVEMBER, (1, 1, 0))]
    assert len(captured) == 2
