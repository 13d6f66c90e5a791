"""Mails about the agency itself: what to do first, and once a year whether it goes on."""

from datetime import date

import pytest

from agencies.actions.greetings import ask_for_confirmation, welcome_coordinator
from agencies.models import Membership, SentOnce
from tests import cast

LINK = "http://127.0.0.1:8000/agencies/albany/confirm/"


def ask(agency, today=date(2027, 10, 1)):
    return ask_for_confirmation(agency=agency, link=LINK, today=today)


@pytest.mark.parametrize(("waits", "says_so"), [(True, True), (False, False)])
def test_whoever_registered_reads_what_to_do_first(agency, alice, mailed, waits, says_so):
    if waits:
        agency.admitted_on, agency.status = None, "waiting"
    membership = Membership.objects.get(user=alice)
    membership.agency = agency

    (mail,) = mailed(lambda: welcome_coordinator(membership))

    assert mail.to == ["alice@example.org"]
    assert "1. Count the kits that you have, or enter your first delivery." in mail.body
    assert "\nhttp://127.0.0.1:8000/home/\n" in mail.body
    assert ("still has to confirm that your agency takes part" in mail.body) == says_so


def test_each_coordinator_is_asked_once_until_the_agency_is_confirmed_again(agency, alice, stan, mailed):
    cast.user("Ben", role="coordinator", agency=agency)

    first = mailed(lambda: ask(agency))
    again = mailed(lambda: ask(agency, date(2027, 10, 2)))
    agency.confirmed_on = date(2027, 10, 3)
    next_year = mailed(lambda: ask(agency, date(2028, 10, 3)))

    assert [mail.to for mail in first] == [["alice@example.org"], ["ben@example.org"]]
    assert LINK in first[0].body
    assert (again, len(next_year)) == ([], 2)


def test_without_a_coordinator_nothing_is_written_down(agency, stan, mailed):
    assert mailed(lambda: ask(agency)) == []
    assert not SentOnce.objects.exists()
