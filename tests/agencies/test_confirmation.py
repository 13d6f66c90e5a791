"""Once a year an agency is asked whether its program is still running, and says so with one press."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.actions.confirmation import (
    a_year_after,
    ask_for_confirmation,
    confirm_running,
    confirmation_due_on,
)
from agencies.life import AgencyRefused
from agencies.machines import MoveRefused
from agencies.models import Agency, AuditEvent, Program

DUE = date(2027, 10, 1)  # the agency of tests takes part since 2026-10-01


def status():
    return Agency.objects.get().status


def codes():
    return sorted(AuditEvent.objects.values_list("what", flat=True))


@pytest.mark.parametrize(("day", "next_year"), [(date(2026, 10, 1), DUE), (date(2028, 2, 29), date(2029, 2, 28))])
def test_a_year_later_is_the_same_day(day, next_year):
    assert a_year_after(day) == next_year


@pytest.mark.parametrize(
    ("today", "becomes", "mails"), [(DUE - timedelta(days=1), "admitted", 0), (DUE, "confirmation_due", 1)]
)
def test_it_is_due_a_year_after_the_last_one(agency, alice, mailed, today, becomes, mails):
    sent = mailed(lambda: ask_for_confirmation(agency=agency, today=today))

    assert (status(), len(sent)) == (becomes, mails)


def test_without_one_the_year_is_counted_from_when_somebody_vouched(agency):
    Agency.objects.update(confirmed_on=None, admitted_on=date(2026, 10, 5))

    assert confirmation_due_on(Agency.objects.get()) == date(2027, 10, 5)


def test_it_is_asked_once(agency, alice, mailed):
    mailed(lambda: ask_for_confirmation(agency=agency, today=DUE))

    again = mailed(lambda: ask_for_confirmation(agency=agency, today=DUE + timedelta(days=90)))

    assert again == []
    assert (status(), codes()) == ("confirmation_due", ["agency.confirmation_due"])


def test_the_mail_asks_and_leads_home(agency, alice, mailed):
    (mail,) = mailed(lambda: ask_for_confirmation(agency=agency, today=DUE))

    assert (mail.to, mail.subject) == (
        ["alice@example.org"],
        "Is the program of Albany County Sheriff's Office still running?",
    )
    assert "Once a year the NY ORS team asks each agency" in mail.body
    assert reverse("home") in mail.body


@pytest.mark.parametrize(("after", "becomes"), [(29, "confirmation_due"), (30, "overdue")])
def test_in_reviewed_programs_it_becomes_overdue(agency, alice, mailed, after, becomes):
    Program.objects.update(entry="reviewed")
    mailed(lambda: ask_for_confirmation(agency=agency, today=DUE))

    mailed(lambda: ask_for_confirmation(agency=agency, today=DUE + timedelta(days=after)))

    assert status() == becomes


@pytest.mark.parametrize("state", ["closed", "left_out", "waiting"])
def test_whoever_does_not_take_part_is_not_asked(agency, alice, mailed, state):
    changes = {
        "closed": {"closed_on": date(2027, 1, 1)},
        "left_out": {"left_out_on": date(2027, 1, 1), "left_out_because": "duplicate"},
        "waiting": {"admitted_on": None, "admitted_by": "", "confirmed_on": None},
    }
    Agency.objects.update(status=state, **changes[state])

    sent = mailed(lambda: ask_for_confirmation(agency=agency, today=DUE))

    assert (sent, status(), codes()) == ([], state, [])


@pytest.mark.parametrize("state", ["confirmation_due", "overdue"])
def test_one_press_on_home_confirms(agency, alice, at, told, state):
    Agency.objects.update(status=state)
    browser = at(alice)
    (need,) = [one for one in browser.get(reverse("home")).context["needs"] if one.word == "Yearly confirmation"]

    answer = browser.post(need.settle.url, need.settle.fields)

    assert (need.settle.action, told(answer)) == (
        "Yes, our program is still running",
        ["Thank you. We ask again on Nov 21, 2027."],
    )
    assert Agency.objects.values_list("status", "confirmed_on").get() == ("admitted", date(2026, 11, 21))
    assert codes() == ["agency.confirmed"]


def test_nobody_confirms_what_is_not_asked(agency, alice, today):
    with pytest.raises(AgencyRefused, match="takes part already"):
        confirm_running(agency=agency, by=alice, today=today)

    assert codes() == []


def test_only_a_coordinator_confirms(agency, stan, sam, at, today):
    Agency.objects.update(status="confirmation_due")

    with pytest.raises(MoveRefused):
        confirm_running(agency=agency, by=sam, today=today)

    assert at(stan).post(reverse("agencies:confirm_running", args=[agency.slug])).status_code == 403
    assert (status(), codes()) == ("confirmation_due", [])
