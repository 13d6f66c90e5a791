"""E of a period is A of the next, whatever happens in between."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.periods import add_months, next_period
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.actions import ReportRefused, accept, amend
from lbn.reporting.returns.chain import CARRIED, ReportBefore, chain_balance, keep_log_figures
from lbn.reporting.returns.entries import entries_of
from lbn.reporting.returns.states import states_of
from tests import cast
from tests.documents import period_report
from tests.reporting.conftest import IN_TIME, Q1, Q4, scope_of, seal_period, send

WHOLE = st.integers(-5_000, 5_000)


def books(**stock):
    return period_report(**stock).stock


@given(opening=WHOLE, received=st.integers(0, 500), left=WHOLE, lost=WHOLE, before=WHOLE, is_sealed=st.booleans())
def test_a_balance_goes_on_from_any_report_before_and_closes(opening, received, left, lost, before, is_sealed):
    stock = books(
        opening=opening,
        received=received,
        left=left,
        other={"lost": lost},
        other_change=lost,
        closing=opening + received - left + lost,
    )

    chained = chain_balance(stock, ReportBefore(before, is_sealed))

    chained.require_closing()
    assert chained.opening == before
    assert chained.left == left
    if is_sealed:
        assert (chained.closing, chained.other.get(CARRIED, 0)) == (stock.closing, opening - before)
    else:
        assert (chained.closing - before, chained.other) == (stock.closing - opening, stock.other)


@given(received=st.integers(0, 500), late=st.integers(0, 50), lost=WHOLE)
def test_a_version_sent_again_keeps_the_log_and_closes(received, late, lost):
    first = period_report(opening=40, left=5, closing=35, handouts=3, doses=10)
    now = period_report(
        opening=40,
        received=received,
        left=5 + late,
        other={"lost": lost},
        other_change=lost,
        closing=35 + received - late + lost,
        handouts=3 + late,
        sessions=2,
    )

    again = keep_log_figures(first, now)

    again.stock.require_closing()
    assert (again.stock.received, again.stock.closing, again.sessions) == (received, 35 + received, 2)
    assert replace(again.stock, received=0, closing=35) == first.stock
    assert (again.handouts, again.doses) == (3, 10)


def amend_as_before(report, **stock):
    """Change B or D of what was stored, as amendments could under earlier rules."""
    document = report.read()
    changed = replace(document, stock=replace(document.stock, **stock))
    AgencyReport.objects.filter(pk=report.pk).update(**AgencyReport.freeze(changed))


def test_what_an_earlier_amendment_left_apart_is_a_line_of_the_next(agency, leave, receive):
    receive(40)
    leave(times=5)
    report = send(agency)
    seal_period(scope_of(agency))
    amend_as_before(report, received=42, closing=37)
    leave(times=2, on=date(2027, 2, 1))

    following = send(agency, starts_on=Q1, on=date(2027, 4, 2)).read().stock

    assert (following.opening, following.closing) == (37, 33)
    assert (following.other, following.other_change) == ({CARRIED: -2}, -2)
    period = {"agency": agency, "scope": scope_of(agency, Q1), "starts_on": Q1}
    assert {name: entries_of(name, **period).total for name in ("opening", "other", "closing")} == {
        "opening": 37,
        "other": -2,
        "closing": 33,
    }


def test_while_the_period_before_is_open_what_it_lacks_is_not_shown_through_the_next(agency, leave, receive):
    receive(40)
    leave(times=5)
    send(agency)
    leave(times=2, on=date(2026, 12, 30), today=IN_TIME)

    leave(times=1, on=date(2027, 2, 1))

    following = send(agency, starts_on=Q1, on=date(2027, 4, 2))

    assert (following.read().stock.opening, following.read().stock.closing) == (35, 34)
    period = {"agency": agency, "scope": scope_of(agency, Q1), "starts_on": Q1}
    assert {name: entries_of(name, **period).total for name in ("opening", "closing")} == {
        "opening": 35,
        "closing": 34,
    }
    seal_period(scope_of(agency), on=date(2027, 4, 20))
    seal_period(scope_of(agency), Q1, on=date(2027, 4, 20))
    assert require_chain(agency, date(2027, 4, 21)) == 2


def require_chain(agency, today):
    """Fail where a closed report does not begin as the one before ended; return how many were looked at."""
    states = [one for one in reversed(states_of(agency, today)) if one.is_sealed]
    stocks = []
    for state in states:
        assert state.in_force is not None, state.period
        stock = state.in_force.read().stock
        stock.require_closing()
        stocks.append(stock)
    assert [one.opening for one in stocks[1:]] == [one.closing for one in stocks[:-1]]
    return len(stocks)


def test_a_year_of_late_logs_corrections_and_amendments_chains(agency, leave, receive, sam, alice):
    receive(60, on=date(2026, 10, 3))
    starts_on = Q4
    for number in range(4):
        ends_on = next_period(starts_on, "quarterly") - timedelta(days=1)
        sent_on, late_on = ends_on + timedelta(days=5), ends_on + timedelta(days=9)
        leave(times=4, kits=6, on=starts_on + timedelta(days=20))
        leave(times=1, on=starts_on - timedelta(days=20), today=starts_on + timedelta(days=40))
        report = send(agency, starts_on=starts_on, on=sent_on)
        accepted = accept(report=report, by=sam, today=sent_on)
        if number % 2:
            amend(report=accepted, typed={"refills": number}, comment="Asked.", by=alice, today=late_on)
        leave(times=2, on=ends_on, today=late_on)
        receive(11, number=f"L{number}", on=ends_on, today=late_on)
        seal_period(scope_of(agency, starts_on), starts_on, on=next_period(starts_on, "quarterly").replace(day=20))
        closed_count = DailyCount.objects.filter(posted_month=starts_on).first()
        after = next_period(starts_on, "quarterly").replace(day=25)
        correct(count=closed_count, difference=Counts(0, -1, 0), reason="typed_wrong", today=after)
        starts_on = next_period(starts_on, "quarterly")

    assert require_chain(agency, date(2027, 10, 21)) == 4


def test_reports_chain_through_a_change_of_supplier_and_cadence(agency, leave, receive, new_york):
    receive(60, on=date(2026, 10, 3))
    leave(times=5, on=date(2026, 11, 20))
    monthly = cast.scope(cast.supplier(new_york, name="Sparse Supply"), cadence="monthly")
    agency.scope_memberships.create(scope=monthly, from_on=Q1)
    send(agency)
    leave(times=2, on=date(2026, 12, 30), today=IN_TIME)
    leave(times=3, on=date(2027, 1, 5), today=IN_TIME)
    seal_period(scope_of(agency, Q4))
    for month in (Q1, add_months(Q1, 1)):
        sent_on = add_months(month, 1).replace(day=3)
        leave(times=1, on=date(2026, 12, 31), today=month.replace(day=25))
        send(agency, starts_on=month, on=sent_on)
        leave(times=1, on=month.replace(day=26), today=sent_on)
        seal_period(monthly, month, on=add_months(month, 1).replace(day=20))

    assert require_chain(agency, date(2027, 3, 21)) == 3


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["log", "late log", "delivery", "late delivery", "correct", "send"]), st.integers(1, 9)
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quarters=st.lists(ACTS, min_size=3, max_size=3))
@pytest.mark.django_db(transaction=False)
def test_any_three_quarters_chain(agency, leave, receive, quarters):
    with transaction.atomic():
        starts_on = Q4
        for acts in quarters:
            live(agency, leave, receive, starts_on, acts)
            starts_on = next_period(starts_on, "quarterly")
        assert require_chain(agency, starts_on + timedelta(days=60)) == 3
        transaction.set_rollback(True)


def live(agency, leave, receive, starts_on, acts):
    """Do what a quarter holds: things of its days first, then late ones, with the report sent in their midst."""
    after = next_period(starts_on, "quarterly")
    today, late = starts_on + timedelta(days=30), after + timedelta(days=3)
    for position, (what, number) in enumerate(acts):
        if what in ("log", "late log"):
            leave(times=number, on=today, today=late if what == "late log" else today)
        elif what in ("delivery", "late delivery"):
            receive(number, number=f"D{starts_on}{position}", on=today, today=late if "late" in what else today)
        elif what == "correct" and DailyCount.objects.exists():
            count = DailyCount.objects.order_by("posted_month", "pk").last()
            correct(count=count, difference=Counts(1, number, 0), reason="not_logged", today=late)
        elif what == "send":
            send_if_open(agency, starts_on, after + timedelta(days=4))
    send_if_open(agency, starts_on, after + timedelta(days=8))
    seal_period(scope_of(agency, starts_on), starts_on, on=after.replace(day=20))


def send_if_open(agency, starts_on, day):
    for no_kits in (False, True):
        try:
            send(agency, starts_on=starts_on, on=day, no_kits=no_kits)
        except ReportRefused:
            continue
        return
