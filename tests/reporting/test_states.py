"""Where each period stands, over years: real month ends, agencies that join, leave and switch, waivers, the seal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.actions.scopes import enter_scope
from agencies.models import Agency, Program, ReportingPeriod, ReportingScope, ScopeMembership, Supplier
from agencies.periods import next_period, period_end
from lbn.reporting.calendar.deadlines import due_on, fiscal_year_end, fiscal_year_of, sealed_on, year_due_on
from lbn.reporting.returns.actions import return_with_question
from lbn.reporting.returns.actions.waivers import waive
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import periods_of, state_on, states_of
from tests import cast
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, TOO_LATE, scope_of, seal_period, send

NOV, DEC, JAN = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)


@pytest.fixture
def monthly(supplier):
    return cast.scope(supplier, cadence="monthly")


def close(scope, *starts_on):
    for first in starts_on:
        ReportingPeriod.objects.create(scope=scope, starts_on=first, sealed_at=datetime(2027, 1, 20, tzinfo=UTC))


def states(agency, today):
    """What the list says, oldest first."""
    return [(one.starts_on, one.ends_on, one.status) for one in reversed(states_of(agency, today))]


def test_months_end_when_they_do_in_leap_years_too(agency, monthly):
    agency.scope_memberships.update(scope=monthly, from_on=date(2027, 1, 1))
    Agency.objects.filter(pk=agency.pk).update(active_since_on=date(2027, 1, 1))
    agency.refresh_from_db()

    found = [
        (one.ends_on, one.due_on, sealed_on(one.scope, one.starts_on)) for one in states_of(agency, date(2028, 3, 1))
    ]

    assert found[-2] == (date(2027, 2, 28), date(2027, 3, 10), date(2027, 3, 20))
    assert found[1] == (date(2028, 2, 29), date(2028, 3, 10), date(2028, 3, 20))
    assert found[2] == (date(2028, 1, 31), date(2028, 2, 10), date(2028, 2, 20))
    assert found[3] == (date(2027, 12, 31), date(2028, 1, 10), date(2028, 1, 20))
    assert len(found) == 15


@pytest.mark.django_db
@given(years=st.integers(2020, 2060), cadence=st.sampled_from(["monthly", "quarterly"]), number=st.integers(0, 11))
def test_a_period_is_due_and_closes_in_the_month_after_it(new_york_scopes, years, cadence, number):
    scope = new_york_scopes[cadence]
    starts_on = date(years, 1 + (number - number % 3 if cadence == "quarterly" else number), 1)

    after = next_period(starts_on, cadence)

    assert due_on(scope, starts_on) == after.replace(day=10)
    assert sealed_on(scope, starts_on) == after.replace(day=20)
    assert starts_on < after - timedelta(1) < due_on(scope, starts_on) < sealed_on(scope, starts_on)


@pytest.fixture(scope="module")
def new_york_scopes(django_db_setup, django_db_blocker):
    """A monthly and a quarterly scope that are in no database."""
    with django_db_blocker.unblock():
        supplier = Supplier(program=Program.objects.get(slug="new_york"), name="Nobody")
    return {cadence: ReportingScope(supplier=supplier, cadence=cadence) for cadence in ("monthly", "quarterly")}


@pytest.mark.parametrize(
    ("day", "begins", "year", "last"),
    [
        (date(2027, 3, 31), 4, date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), 4, date(2027, 4, 1), date(2028, 3, 31)),
        (date(2026, 6, 30), 7, date(2025, 7, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), 7, date(2026, 7, 1), date(2027, 6, 30)),
        (date(2028, 2, 29), 1, date(2028, 1, 1), date(2028, 12, 31)),
        (date(2027, 12, 31), 10, date(2027, 10, 1), date(2028, 9, 30)),
    ],
)
def test_fiscal_years_begin_and_end_where_the_state_has_it(day, begins, year, last):
    assert (fiscal_year_of(day, begins), fiscal_year_end(year)) == (year, last)


@pytest.mark.parametrize(
    ("due_day", "due"), [(10, date(2027, 5, 10)), (20, date(2027, 5, 20)), (21, date(2027, 4, 21))]
)
def test_a_years_figures_are_due_once_they_can_be_made(due_day, due):
    assert year_due_on(date(2027, 3, 31), due_day=due_day, sealed_on=date(2027, 4, 20)) == due


def test_what_was_not_sent_is_missed_once_its_period_is_closed(agency, leave):
    leave()
    before = state_on(agency, Q4, SEAL_DAY)

    seal_period(scope_of(agency))
    after = state_on(agency, Q4, SEAL_DAY)

    assert (before.status, before.is_asked_for, before.can_be_sent) == ("overdue", True, True)
    assert "On Jan 20, 2027 the period closes, and your log counts as it stands." in StateForAgency(before).sentence
    assert (after.status, after.is_asked_for, after.can_be_sent) == ("missed", False, True)
    assert "the published report counted your log without it" in StateForAgency(after).sentence
    assert "You can still send it; it is marked as late." in StateForAgency(after).sentence


def test_a_missed_report_that_is_sent_after_all_is_late(agency, leave):
    leave()
    seal_period(scope_of(agency))

    send(agency, on=date(2027, 1, 25))

    found = state_on(agency, Q4, date(2027, 1, 25))
    assert (found.status, found.came_late) == ("submitted", True)


def test_a_report_in_time_is_not_missed_by_the_seal_and_stays_in_time_after_a_question(agency, leave, sam):
    leave()
    return_with_question(report=send(agency), question="Sure?", by=sam, today=TOO_LATE)
    seal_period(scope_of(agency))
    asked = state_on(agency, Q4, date(2027, 1, 21))

    send(agency, on=date(2027, 1, 21))

    answered = state_on(agency, Q4, date(2027, 1, 21))
    assert (asked.status, asked.came_late) == ("returned", False)
    assert (answered.status, answered.report.version, answered.came_late) == ("submitted", 2, False)


def test_a_waived_report_says_who_why_and_that_nothing_is_left_to_do(agency, sam):
    waive(agency=agency, scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=date(2027, 1, 5))

    found = state_on(agency, Q4, TOO_LATE)

    assert (found.status, found.can_be_sent, StateForAgency(found).tone) == ("waived", False, "quiet")
    assert StateForAgency(found).sentence == (
        "Capital Harm Reduction does without this report since Jan 5, 2027: The agency has paused. "
        "Nothing is left to do; kits that you logged count all the same."
    )


def test_what_was_sent_counts_before_a_waiver(agency, leave, sam):
    leave()
    waive(agency=agency, scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=date(2027, 1, 5))

    send(agency)

    assert state_on(agency, Q4, TOO_LATE).status == "submitted"


def test_whoever_joins_in_the_middle_owes_no_month_that_had_ended(agency, monthly):
    agency.scope_memberships.update(scope=monthly, from_on=Q4)
    Agency.objects.filter(pk=agency.pk).update(active_since_on=date(2026, 11, 15))
    agency.refresh_from_db()

    found = states_of(agency, date(2026, 12, 2))

    assert [(one.period, one.status) for one in found] == [
        ("December 2026", "running"),
        ("November 2026", "due"),
        ("October 2026", "not_expected"),
    ]
    assert StateForAgency(found[2]).sentence == "No report is expected: this period ended before your agency began."


def test_whoever_joins_in_the_middle_of_a_quarter_owes_that_quarter(agency):
    Agency.objects.filter(pk=agency.pk).update(active_since_on=date(2026, 12, 31))
    agency.refresh_from_db()

    assert states(agency, JAN) == [(Q4, date(2026, 12, 31), "due"), (Q1, date(2027, 3, 31), "running")]


def test_whoever_has_closed_owes_the_period_in_which_it_did_and_none_after(agency):
    Agency.objects.filter(pk=agency.pk).update(status="closed", closed_on=date(2026, 12, 3))
    agency.refresh_from_db()

    found = states_of(agency, date(2027, 4, 2))

    assert [(one.starts_on, one.status) for one in found] == [
        (date(2027, 4, 1), "not_expected"),
        (Q1, "not_expected"),
        (Q4, "overdue"),
    ]
    assert (
        StateForAgency(found[1]).sentence == "No report is expected: your agency had closed before this period began."
    )


def test_a_change_of_supplier_begins_with_the_next_quarter(agency, new_york, leave):
    leave()
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    old = scope_of(agency)

    enter_scope(agency=agency, supplier=other, day=date(2026, 11, 20))

    found = [(one.starts_on, one.scope.supplier, one.status) for one in states_of(agency, date(2027, 1, 12))]
    assert found == [(Q1, other, "running"), (Q4, old.supplier, "overdue")]
    close(old, Q4)
    assert [one.status for one in states_of(agency, date(2027, 1, 12))] == ["running", "missed"]


def test_a_seal_of_another_scope_misses_nothing(agency, monthly):
    ScopeMembership.objects.create(agency=agency, scope=monthly, from_on=Q1)
    close(monthly, Q4)

    assert states(agency, date(2027, 1, 12))[0] == (Q4, date(2026, 12, 31), "overdue")


def test_from_quarters_to_months_and_back(agency, monthly):
    quarterly = scope_of(agency)
    ScopeMembership.objects.create(agency=agency, scope=monthly, from_on=Q1)
    ScopeMembership.objects.create(agency=agency, scope=quarterly, from_on=date(2027, 4, 1))
    close(quarterly, Q4)
    close(monthly, Q1)

    assert states(agency, date(2027, 4, 3)) == [
        (Q4, date(2026, 12, 31), "missed"),
        (Q1, date(2027, 1, 31), "missed"),
        (date(2027, 2, 1), date(2027, 2, 28), "overdue"),
        (date(2027, 3, 1), date(2027, 3, 31), "due"),
        (date(2027, 4, 1), date(2027, 6, 30), "running"),
    ]


@given(
    turns=st.lists(st.sampled_from(["monthly", "quarterly"]), min_size=1, max_size=12),
    start=st.integers(2022, 2030),
    more=st.integers(0, 120),
)
def test_whatever_the_turns_periods_follow_each_other_without_gap(turns, start, more):
    agency = Turning(turns, start)
    today = date(start, 1, 1) + timedelta(days=92 * len(turns) + more)

    periods = agency.periods(today)

    assert periods[0][0] == date(start, 1, 1)
    assert [first for first, _ in periods[1:]] == [last + timedelta(1) for _, last in periods[:-1]]
    assert periods[-1][0] <= today <= periods[-1][1]


class Turning:
    """An agency that changes its cadence, or not, with each quarter; in no database."""

    def __init__(self, turns, start):
        scopes = {
            cadence: ReportingScope(pk=number, cadence=cadence)
            for number, cadence in enumerate(("monthly", "quarterly"))
        }
        quarter, self.tenures = date(start, 1, 1), []
        for cadence in turns:
            self.tenures.append(ScopeMembership(scope=scopes[cadence], from_on=quarter))
            quarter = next_period(quarter, "quarterly")

    @property
    def scope_memberships(self):
        return self

    def select_related(self, _path):
        return self

    def order_by(self, _name):
        return self.tenures

    def periods(self, today):
        return [(first, period_end(first, scope.cadence)) for scope, first in periods_of(self, today)]
