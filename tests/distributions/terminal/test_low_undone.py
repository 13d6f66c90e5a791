"""That kits run low is taken back where it was told: nothing stands that nobody meant, and nothing else is lost."""

import json

import pytest
from django.core import signing

from agencies.access import TERMINAL_COOKIE
from agencies.models import Location
from distributions.views.terminal import low_undo
from inventory.actions import settle_low
from inventory.models import LowStockNotice
from tests.distributions import station
from tests.distributions.terminal.sent import text_of
from tests.distributions.terminal.test_low import LOW, notices

TOO_LATE = "This cannot be undone any more. Tell your coordinator yourself."


@pytest.fixture
def ask(browser):
    def ask(**body):
        answer = browser.post(LOW, json.dumps(body), content_type="application/json")
        return answer.status_code, answer.json()

    return ask


def test_what_was_told_for_the_first_time_is_gone_once_it_is_undone(ask):
    _status, told = ask(left=None)

    status, answer = ask(undo=told["undo"])

    assert (status, answer) == (200, {"message": "Your coordinator no longer sees that kits run low here."})
    assert notices() == []


def test_what_was_told_before_stands_again(ask, today):
    ask(left=4)
    _status, told = ask(left=1)

    ask(undo=told["undo"])

    assert notices() == [("Front desk", today, 4)]


def test_what_was_settled_before_is_settled_again(ask, today, alice):
    ask(left=4)
    settle_low(notice=LowStockNotice.objects.get(), by=alice, today=today)
    _status, told = ask(left=None)
    opened = LowStockNotice.objects.get().settled_on

    ask(undo=told["undo"])

    notice = LowStockNotice.objects.get()
    assert (opened, notice.settled_on, notice.settled_by, notice.left) == (None, today, alice, 4)


def test_what_the_coordinator_settled_meanwhile_stays_settled(ask, today, alice):
    _status, told = ask(left=2)
    settle_low(notice=LowStockNotice.objects.get(), by=alice, today=today)

    assert ask(undo=told["undo"]) == (409, {"message": TOO_LATE})
    assert [notice.settled_by for notice in LowStockNotice.objects.all()] == [alice]


def test_what_somebody_else_told_meanwhile_stands(ask, today):
    _status, told = ask(left=None)
    ask(left=3)

    assert ask(undo=told["undo"]) == (409, {"message": TOO_LATE})
    assert notices() == [("Front desk", today, 3)]


def test_what_one_page_told_in_two_steps_is_undone_at_once(ask):
    _status, told = ask(left=None)
    _status, more = ask(left=3, undo=told["undo"])

    status, _answer = ask(undo=more["undo"])

    assert (status, notices()) == (200, [])


def test_what_somebody_else_told_between_the_two_steps_stands_again(ask, today):
    _status, told = ask(left=None)
    ask(left=5)
    _status, more = ask(left=3, undo=told["undo"])

    ask(undo=more["undo"])

    assert notices() == [("Front desk", today, 5)]


def test_a_page_of_the_last_version_undoes_nothing(ask, agency, today):
    ask(left=2)
    terminal = agency.terminals.get()
    old = signing.dumps([str(terminal.pk), today.isoformat(), None], salt=low_undo.SALT)

    assert ask(undo=old) == (409, {"message": TOO_LATE})
    assert notices() == [("Front desk", today, 2)]


def test_what_the_page_holds_names_nobody(ask, today, alice):
    ask(left=4)
    settle_low(notice=LowStockNotice.objects.get(), by=alice, today=today)

    _status, told = ask(left=1)

    held = signing.loads(told["undo"], salt=low_undo.SALT)
    assert held[1:] == [today.isoformat(), [4, today.isoformat()], 1]
    assert str(alice.pk) not in json.dumps(held)


@pytest.mark.parametrize("text", ["", "nonsense", None, 7, ["a"]])
def test_what_nobody_signed_undoes_nothing(ask, today, text):
    ask(left=2)

    assert ask(undo=text) == (409, {"message": TOO_LATE})
    assert notices() == [("Front desk", today, 2)]


def test_another_terminal_undoes_nothing(ask, agency, today, client):
    _status, told = ask(left=2)
    Location.objects.filter(agency=agency, name="Front desk").update(name="Jail")
    station.desk_of(agency, key=station.TROY_KEY)
    client.cookies[TERMINAL_COOKIE] = station.TROY_KEY

    assert ask(undo=told["undo"]) == (409, {"message": TOO_LATE})
    assert notices() == [("Jail", today, 2)]


def test_plain_form_can_be_undone(browser):
    page = browser.post(LOW, {}).content.decode()
    undo = page.split('name="undo" value="')[1].split('"')[0]

    answer = text_of(browser.post(LOW, {"undo": undo}))
    again = browser.post(LOW, {"undo": undo})

    assert "<h1>Undone</h1>" in answer
    assert (again.status_code, TOO_LATE in text_of(again)) == (409, True)
    assert notices() == []
