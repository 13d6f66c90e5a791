"""As long as a period is open its agency reads what the log has beyond the report that was sent; nobody else does."""

from dataclasses import replace
from datetime import date

import pytest

from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from lbn.reporting.returns.actions import accept, amend, return_with_question
from lbn.reporting.returns.behind import reports_behind, say_behind
from lbn.reporting.returns.renderings import StateForAgency, StateForSupplier
from lbn.reporting.returns.states import state_on, states_of
from tests.reporting.conftest import IN_TIME, Q4, scope_of, seal_period, send

DECEMBER, LATER = date(2026, 12, 1), date(2027, 1, 9)
TWO = "2 kits were logged after you sent this report. They will be added when the period closes on Jan 20, 2027."


@pytest.fixture
def address(agency):
    return f"/agencies/{agency.slug}/reports/2026/10/"


def test_the_page_and_home_say_how_many_kits_follow_and_when(agency, leave, alice, browser, address):
    leave(times=3)
    send(agency)
    leave(times=2, on=DECEMBER, today=LATER)
    coordinator = browser(alice, "2027-01-10")

    page, home = coordinator.get(address), coordinator.get("/home/")

    assert page.context["behind"] == TWO
    (need,) = [one for one in home.context["needs"] if one.word == "Not in the report yet"]
    assert (need.sentence, need.url, need.action) == (TWO, address, "See the report")


@pytest.mark.parametrize(
    ("difference", "sentence"),
    [
        (
            Counts(-1, -1, 0),
            "Your log has 1 kit fewer than this report. The report will be corrected when the period closes on "
            "Jan 20, 2027.",
        ),
        (
            Counts(0, 0, 1),
            "Your log, stock or roster has changed since you sent this report. It will be completed on Jan 20, 2027.",
        ),
    ],
)
def test_what_was_taken_back_or_is_no_kit_is_said_too(agency, leave, alice, browser, address, difference, sentence):
    leave(times=3)
    send(agency)

    correct(count=DailyCount.objects.get(), difference=difference, reason="typed_wrong", today=LATER)

    assert browser(alice, "2027-01-10").get(address).context["behind"] == sentence


def test_nothing_is_said_of_a_report_that_is_whole_closed_or_not_sent(agency, leave, alice, browser, address):
    leave(times=3)
    coordinator = browser(alice, "2027-01-10")
    assert coordinator.get(address).context["behind"] == ""
    send(agency)
    assert coordinator.get(address).context["behind"] == ""
    leave(times=2, on=DECEMBER, today=LATER)

    seal_period(scope_of(agency))

    assert browser(alice).get(address).context["behind"] == ""
    closed = state_on(agency, Q4, date(2027, 1, 21))
    assert say_behind(closed, replace(closed.document, sessions=9)) == ""
    assert reports_behind(states_of(agency, date(2027, 1, 21))) == []


def test_where_the_close_is_late_it_is_said_to_be_next(agency, leave, alice, browser, address):
    leave(times=3)
    send(agency)
    leave(times=1, on=DECEMBER, today=LATER)

    page = browser(alice, "2027-02-03").get(address)

    assert "It will be added when the period closes on Feb 3, 2027." in page.context["behind"]


@pytest.fixture
def amended(agency, leave, sam, alice):
    leave(times=3)
    accepted = accept(report=send(agency), by=sam, today=IN_TIME)
    return amend(report=accepted, typed={"refills": 3}, comment="Asked.", by=alice, today=LATER)


def words_of(agency, day=date(2027, 1, 10)):
    state = state_on(agency, Q4, day)
    own, theirs = StateForAgency(state), StateForSupplier(state)
    return (own.tone, own.word, own.remark), (theirs.word, theirs.remark)


def test_accepted_and_on_time_stay_while_an_amendment_waits(agency, amended):
    assert words_of(agency) == (
        ("ok", "Accepted", "on time, an amendment waits for an answer"),
        ("Amendment waits for you", "on time, accepted before it was amended"),
    )


def test_and_while_it_came_back(agency, amended, sam):
    return_with_question(report=amended, question="Sure?", by=sam, today=LATER)

    assert words_of(agency) == (
        ("attention", "Returned with a question", "on time, accepted before it was amended"),
        ("Returned with your question", "on time, accepted before it was amended"),
    )


def test_both_pages_keep_when_it_was_sent_accepted_and_completed(
    agency, supplier, amended, leave, sam, alice, browser, address
):
    leave(times=2, on=DECEMBER, today=LATER)
    seal_period(scope_of(agency))
    newest = state_on(agency, Q4, date(2027, 1, 21)).report

    own = browser(alice).get(address).context["milestones"]
    theirs = browser(sam).get(f"/suppliers/{supplier.slug}/agencies/reports/{newest.pk}/").context["milestones"]

    assert own == theirs
    assert own == [
        "First sent on Jan 8, 2027, on time.",
        "Accepted on Jan 8, 2027.",
        "Completed when the period closed on Jan 20, 2027.",
        "Amended on Jan 9, 2027. The accepted report counts until the amendment is accepted too.",
    ]
