"""What is published: everything exact to the supplier but places and months, and sums of that to departments."""

from datetime import date

import pytest

from agencies.models import HealthDepartment, Jurisdiction, ScopeMembership
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from lbn.reporting.calendar.spans import is_quarter
from lbn.reporting.documents import (
    AgencyCounts,
    AgencyRow,
    AreaReport,
    NetCorrections,
    OtherItems,
    ReportCounts,
    StateReport,
)
from lbn.reporting.fold import Figures as Told
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.returns.actions import return_with_question
from lbn.reporting.returns.renderings import CONFIRMATIONS
from tests import cast
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, TOO_LATE, scope_of, seal_period, send
from tests.reporting.reading import stored

AFTER = date(2027, 1, 21)
NEXT_SEAL = date(2027, 4, 20)


def published(agency, starts_on=Q4, on=SEAL_DAY):
    """Seal the period of the agency's scope and return what is published."""
    return seal_period(scope_of(agency, starts_on), starts_on, on=on)[0].read()


def to_departments(program, on=SEAL_DAY):
    """What health departments are published for quarters."""
    made = publish_roll_ups(program=program, day=on)
    return [issue for issue in made if issue.department and is_quarter(issue.span)]


def reports(**counts):
    """How many reports stand how; none where it is not said. With `agencies`, of so many agencies."""
    kind = AgencyCounts if "agencies" in counts else ReportCounts
    return kind(**dict.fromkeys(("expected", "came", *CONFIRMATIONS), 0) | counts)


def places(document):
    return {row.label: row.handouts for row in document.report.rows}


def test_each_agency_has_its_exact_totals_and_what_it_stated(agency, supplier, new_york, leave, receive, strips):
    other = cast.agency(new_york, name="Cohoes Police", supplier=supplier)
    quiet = cast.agency(new_york, name="Watervliet Police", supplier=supplier)
    receive(40)
    leave(times=3, kits=5, trained=2)
    leave(times=1, kits=10, item=strips, trained=1)
    leave(times=2, of=other)
    send(agency)
    send(quiet, on=TOO_LATE, no_kits=True)

    rows = published(agency).agencies

    albany, cohoes, watervliet = rows
    assert albany == AgencyRow(
        agency="Albany County Sheriff's Office",
        slug=agency.slug,
        kind="law_enforcement",
        county="ny-albany",
        county_label="Albany County",
        handouts=3,
        kits=5,
        doses=10,
        people_trained=3,
        received=40,
        on_hand=35,
        personnel_trained=0,
        personnel_current=0,
        sessions=0,
        typed={"initial_doses": None, "refills": None, "people_served": None, "reported_used": None},
        status="on_time",
        came="on_time",
        expected=True,
        reports=reports(expected=1, came=1, on_time=1),
    )
    assert (cohoes.kits, cohoes.received, cohoes.on_hand, cohoes.status) == (2, None, None, "missed")
    assert (watervliet.kits, watervliet.on_hand, watervliet.status) == (0, 0, "no_kits")


def test_late_and_returned_reports_stand_as_such(agency, stranger, leave, sam):
    leave()
    leave(of=stranger)
    return_with_question(report=send(agency), question="Sure?", by=sam, today=TOO_LATE)
    send(stranger, on=TOO_LATE)

    assert [row.status for row in published(agency).agencies] == ["not_confirmed"]
    assert [row.status for row in published(stranger).agencies] == ["late"]


def test_totals_are_the_sum_of_the_agencies(agency, supplier, new_york, leave, strips):
    other = cast.agency(new_york, name="Cohoes Police", supplier=supplier)
    leave(times=12, kits=14, trained=3)
    leave("12047", times=13, of=other, trained=1)
    leave(times=4, kits=8, item=strips, trained=2)

    document = published(agency)

    total = document.report.total
    assert total == Told(handouts=25, kits=27, doses=54)
    for name in ("handouts", "kits", "doses"):
        assert sum(getattr(row, name) for row in document.agencies) == getattr(total, name)
    assert sum(row.people_trained for row in document.agencies) == document.people_trained == 6
    assert document.other_items == (OtherItems(item="fentanyl_strips", items=8, handouts=4),)


def test_places_are_folded(agency, leave):
    leave("12207", times=14)
    leave("12208", times=6)
    leave("12047", times=5)
    leave("12180", times=2)
    leave("05201", times=1)

    rows = places(published(agency))

    assert sum(rows.values()) == 28
    assert all(times >= 11 for times in rows.values())
    assert not {"12208", "12047", "12180", "05201"} & set(rows)


def test_a_zip_beyond_the_state_is_never_named(agency, leave):
    leave("05201", times=15)
    leave("12207", times=15)

    assert places(published(agency)) == {"12207": 15, "Unknown or out of state": 15}


def test_a_late_log_leaves_what_was_published_and_is_in_the_next(agency, leave):
    leave("12207", times=12)
    issue = seal_period(scope_of(agency))[0]
    kept = (issue.content, issue.content_hash)

    leave("12208", times=2, on=date(2026, 12, 30), today=AFTER)
    following = published(agency, Q1, on=NEXT_SEAL)

    issue.refresh_from_db()
    assert (issue.content, issue.content_hash) == kept
    assert following.report.total.handouts == 2


def test_a_correction_to_a_sealed_period_is_in_the_net_line(agency, leave):
    leave("12207", times=12, kits=20, trained=4)
    issue = seal_period(scope_of(agency))[0]
    kept = issue.content

    correct(count=DailyCount.objects.get(), difference=Counts(-2, -3, -1), reason="counted_twice", today=AFTER)
    document = published(agency, Q1, on=NEXT_SEAL)

    issue.refresh_from_db()
    assert issue.content == kept
    assert document.net_corrections == NetCorrections(handouts=-2, kits=-3, doses=-6, people_trained=-1)
    assert document.report.total.handouts == 0


@pytest.fixture
def second(new_york):
    """Another agency, with another supplier."""
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    return cast.agency(new_york, name="Schenectady Police", county="Schenectady", supplier=other)


def test_a_department_waits_until_all_scopes_are_sealed(agency, second, new_york, department, leave):
    leave(times=12)
    seal_period(scope_of(agency))
    early = to_departments(new_york)
    seal_period(scope_of(second))

    assert early == []
    assert [(issue.starts_on, issue.ends_on) for issue in to_departments(new_york)] == [(Q4, date(2026, 12, 31))]
    assert to_departments(new_york) == []
    assert Issue.objects.filter(department=department).count() == 1


def test_a_state_reads_the_sum_of_base_rows(agency, second, new_york, department, leave):
    leave("12207", times=14)
    leave("12208", times=12)
    leave("12208", times=13, of=second)
    leave("12303", times=20, of=second)
    base = [published(agency), published(second)]

    issue = to_departments(new_york)[0]
    document = issue.read()

    sums = {}
    for label, times in [pair for one in base for pair in places(one).items()]:
        sums[label] = sums.get(label, 0) + times
    assert places(document) == sums == {"12207": 14, "12208": 25, "12303": 20}
    assert document.report.total == Told(handouts=59, kits=59, doses=118)
    assert document.reporting == reports(agencies=2, expected=2, missed=2)
    assert "Albany County Sheriff" not in issue.content


def test_an_areas_places_are_folded_from_all_its_agencies(agency, second, new_york, department, leave):
    leave("12207", times=14)
    leave("12207", times=5, of=second)
    leave("12208", times=8, of=second)
    leave("12047", times=11, of=second)
    published(agency)
    published(second)

    document = to_departments(new_york)[0].read()

    assert places(document) in (
        {"12207": 19, "Other ZIP codes in Albany County": 19},
        {"12047": 11, "Other ZIP codes in Albany County": 27},
    )


def test_three_sealed_months_and_a_quarter_make_the_states_quarter(
    agency, second, supplier, new_york, department, leave
):
    monthly = cast.scope(supplier, cadence="monthly")
    ScopeMembership.objects.filter(agency=agency).update(scope=monthly)
    for month in (10, 11, 12):
        leave("12207", times=11, on=date(2026, month, 5), today=date(2026, month, 6))
        seal_period(monthly, date(2026, month, 1))
    leave("12207", times=12, of=second)
    published(second)

    document = to_departments(new_york)[0].read()

    assert places(document) == {"12207": 45}
    assert document.reporting.agencies == 2


def test_a_small_state_total_is_hidden(agency, new_york, department, leave):
    leave("12207", times=10)
    published(agency)

    document = to_departments(new_york)[0].read()

    assert document.report.total is None
    assert document.report.rows == ()


def test_a_city_sees_the_states_rows_of_its_counties_and_their_agencies(agency, second, new_york, department, leave):
    city = HealthDepartment.objects.create(slug="city", name="City Health", level="city", program=new_york)
    city.jurisdictions.add(Jurisdiction.objects.get(slug="ny-schenectady"))
    leave("12207", times=14)
    leave("12303", times=20, of=second)
    send(second)
    published(agency)
    published(second)

    issues = {issue.department.slug: issue for issue in to_departments(new_york)}

    read = issues["city"].read()
    whole = issues[department.slug].read()
    assert (type(read), type(whole)) == (AreaReport, StateReport)
    assert places(read) == {"12303": 20}
    assert read.report.total.handouts == 20
    assert read.reporting == reports(agencies=1, expected=1, came=1, on_time=1)
    assert "net_corrections" not in stored(issues["city"])
    assert places(whole) == {"12207": 14, "12303": 20}


def test_corrections_reach_the_state_once_enough_stand_behind_them(agency, new_york, department, leave):
    leave("12207", times=30)
    published(agency)
    count = DailyCount.objects.get()
    for times, day, starts_on, seal_on in [
        (6, date(2027, 2, 1), Q1, NEXT_SEAL),
        (5, date(2027, 5, 1), date(2027, 4, 1), date(2027, 7, 20)),
    ]:
        correct(count=count, difference=Counts(-times, -times, 0), reason="counted_twice", today=day)
        published(agency, starts_on, on=seal_on)

    told = [stored(issue)["net_corrections"] for issue in to_departments(new_york, on=date(2027, 7, 20))]

    nothing = {"handouts": 0, "kits": 0, "doses": 0}
    assert told == [nothing, nothing, {"handouts": -11, "kits": -11, "doses": -22}]
