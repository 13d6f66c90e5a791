"""Two programs in one state: what is not a program's is not told as 0, and no year mixes two areas."""

from datetime import date

import pytest

from agencies.actions.departments import add_department
from agencies.models import Jurisdiction, Program
from agencies.querysets.departments import counties_of_state
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import must_add_up
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import rollups
from lbn.reporting.published.compile import folds
from lbn.reporting.published.tables import tables_of
from tests import cast
from tests.reporting.conftest import SEAL_DAY
from tests.reporting.rolling import QUARTER_ENDS, YEAR, a_year_of, places, seal_all, state, total

pytestmark = pytest.mark.django_db


def share(program, *counties):
    """Let a second program have the state's other counties."""
    other = Program.objects.get(pk=program.pk)
    other.pk, other.slug, other.name = None, "second", "Second"
    other.save()
    program.pack = {**program.pack, "counties": list(counties)}
    program.save()
    return other


def county_rows(document):
    table = next(one for one in tables_of(document) if one.name == "counties")
    return {row[0]: row[1] for row in table.rows}


def test_a_department_is_offered_the_programs_own_counties(new_york, agency, stranger):
    every = set(counties_of_state(new_york).values_list("name", flat=True))
    assert {"Albany", "Rensselaer"} < every

    share(new_york, "Albany", "Schenectady")

    assert set(counties_of_state(new_york).values_list("name", flat=True)) == {"Albany", "Schenectady"}


@pytest.fixture
def listed(new_york, agency, olga):
    """Departments that were listed while the state had one program: of one county, of two, of the other one."""

    def department(name, *counties):
        found = Jurisdiction.objects.filter(state="NY", name__in=counties)
        return add_department(program=new_york, name=name, level="city", by=olga, jurisdictions=list(found))

    return {
        "both": department("Both", "Albany", "Rensselaer"),
        "own": department("Own", "Albany"),
        "others": department("Others", "Rensselaer"),
    }


def test_counties_of_the_other_program_are_nowhere_and_never_nothing(new_york, agency, leave, listed):
    beyond = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=cast.supplier(new_york, name="B"))
    leave("12207", times=30)
    leave("ny-rensselaer", times=20, of=beyond)
    share(new_york, "Albany", "Schenectady")

    seal_all(new_york, SEAL_DAY)

    whole = Issue.objects.of_state(new_york).get().read()
    assert county_rows(whole) == {"Albany County": 30, "Unknown or out of state": 20}
    assert whole.operating == ("ny-albany",)
    for name in ("both", "own"):
        part = listed[name].issues.get().read()
        assert (county_rows(part), total(part)) == ({"Albany County": 30}, 30)
    assert not listed["others"].issues.exists()
    supplier = Issue.objects.filter(scope__supplier__name="B").get().read()
    assert county_rows(supplier) == {"Unknown or out of state": 20}


@pytest.fixture
def grown_apart(new_york, agency, leave):
    """A year in which a second program takes over Rensselaer County after the second quarter."""
    agency.scope_memberships.update(from_on=YEAR.first)
    a_year_of(leave)
    a_year_of(leave, place="12208")
    a_year_of(leave, place="ny-rensselaer")
    for number, (_first, end) in enumerate(QUARTER_ENDS):
        if number == 2:
            share(new_york, "Albany", "Schenectady")
        seal_all(new_york, date(end.year + end.month // 12, end.month % 12 + 1, 20))
    return new_york


def test_a_year_over_the_change_adds_up_what_was_the_programs_all_the_time(grown_apart):
    year = state(grown_apart, YEAR)

    assert year.report.is_sum
    assert year.report.total is None
    assert places(year) == {"12207": 144, "12208": 144}
    assert county_rows(year) == {"Albany County": 288, "Unknown or out of state": "not shown"}
    assert (year.people_trained, year.typed) == (None, None)


def test_a_quarter_after_the_change_is_compared_and_added_up_with_none_before_it(grown_apart):
    third = state(grown_apart, Span(date(2027, 7, 1), date(2027, 9, 30)))
    fourth = state(grown_apart, Span(date(2027, 10, 1), date(2027, 12, 31)))

    assert third.comparison.previous is None
    assert third.to_date.since == date(2027, 7, 1)
    assert fourth.comparison.previous.handouts == 108
    assert fourth.to_date.since == date(2027, 7, 1)


def test_a_suppliers_year_adds_up_where_places_of_its_quarters_are_gone(grown_apart, agency):
    """Its counts without a ZIP code of the county that is another program's now are in another place."""
    year = Issue.objects.filter(scope__supplier__program=grown_apart).over(YEAR).get().read()

    assert year.report.is_sum
    assert total(year) == 3 * 144


def test_without_that_the_year_would_be_folded_beside_rows_that_hold_less(grown_apart, monkeypatch):
    """The planted fault: places that are gone are left out of what is known."""
    quarters = list(Issue.objects.of_state(grown_apart).filter(members__isnull=False).order_by("starts_on"))
    area = folds.Area(grown_apart)
    assert folds.fold_area(area, YEAR, quarters) is None

    monkeypatch.setattr(folds, "are_all_held", lambda cells, earlier: True)

    assert folds.fold_area(area, YEAR, quarters).report.total.handouts == 3 * 144
    assert must_add_up([rollups.area_today(area, one.read().report) for one in quarters])
