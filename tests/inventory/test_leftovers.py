"""After an event: what came back is counted and moved in one step, and the books are even."""

from datetime import date
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from agencies.models import AuditEvent, Location
from distributions.actions import LogEntry, log_kits
from inventory.actions import OpeningLine, close_location, move_stock, opening_count, return_leftovers
from inventory.models import Shortfall, StockLevel, StockMovement
from inventory.querysets import drifts, leftovers_at
from inventory.refusals import StockChanged
from inventory.views.sentences import say_leftovers

DAY = date(2026, 11, 20)


@pytest.fixture
def fair(agency, kit, today, alice):
    """An event to which sixty of the agency's hundred kits were taken, ten of them of a second lot."""
    lines = [OpeningLine(kit, "A1", date(2028, 1, 31), 80), OpeningLine(kit, "B1", date(2028, 6, 30), 20)]
    opening_count(agency=agency, location=agency.main_location, lines=lines, on=DAY, today=today, by=alice)
    made = Location.objects.create(agency=agency, name="County fair", kind="event")
    for level in StockLevel.objects.select_related("lot"):
        quantity = {"A1": 50, "B1": 10}[level.lot.number]
        where = {"agency": agency, "source": agency.main_location, "target": made}
        move_stock(**where, lot=level.lot, quantity=quantity, on=DAY, today=today, by=alice)
    return made


@pytest.fixture
def leave_there(fair, kit, today):
    def leave_there(items):
        county = fair.agency.jurisdiction_id
        entry = LogEntry(uuid4(), DAY, county, "12207", kit.pk, items, 0, min(items, 40))
        log_kits(agency=fair.agency, location=fair, entries=[entry], today=today)

    return leave_there


@pytest.fixture
def page(client, alice, fair):
    client.force_login(alice)
    return reverse("inventory:leftovers", args=[fair.agency.slug, fair.pk])


def held(location):
    levels = StockLevel.objects.filter(location=location, quantity__gt=0)
    return dict(levels.values_list("lot__number", "quantity"))


def counted(location):
    found = StockMovement.objects.filter(location=location, reason="counted")
    return sorted(found.values_list("lot__number", "quantity"))


def sent_from(form, **changes):
    names = {lot.number: f"lot_{lot.pk}" for lot in form.lots}
    values = {name: form[name].value() for name in form.fields}
    return values | {names[number]: quantity for number, quantity in changes.items()}


def test_what_came_back_is_moved_with_one_press(client, page, fair, leave_there):
    leave_there(45)
    form = client.get(page).context["form"]

    client.post(page, sent_from(form))

    assert held(fair) == {}
    assert held(fair.agency.main_location) == {"A1": 35, "B1": 20}
    assert counted(fair) == []
    assert drifts() == []


@pytest.mark.parametrize(
    ("back", "sentence"),
    [
        (0, "Nothing came back from County fair, and nothing is left there."),
        (1, "1 came back from County fair and is at Storeroom. Nothing is left at County fair."),
        (2, "2 came back from County fair and are at Storeroom. Nothing is left at County fair."),
    ],
)
def test_what_came_back_is_told_in_one_sentence(back, sentence):
    assert say_leftovers(back, source="County fair", target="Storeroom") == sentence


def test_what_is_missing_is_a_difference_found_by_a_count(client, page, fair, leave_there):
    leave_there(45)
    form = client.get(page).context["form"]

    client.post(page, sent_from(form, A1=3, B1=10))

    assert held(fair.agency.main_location) == {"A1": 33, "B1": 20}
    assert counted(fair) == [("A1", -2)]
    assert drifts() == []


def test_more_left_than_taken_there_is_made_even(client, page, fair, leave_there, alice, today):
    leave_there(65)
    form = client.get(page).context["form"]
    assert list(form.lots.values()) == [0, 0]

    client.post(page, sent_from(form))

    assert sum(Shortfall.objects.values_list("quantity", flat=True)) == 0
    assert (held(fair), drifts()) == ({}, [])
    close_location(location=fair, by=alice, today=today)
    assert Location.objects.get(pk=fair.pk).closed_on == today


def test_a_page_sent_twice_moves_once(client, page, fair, leave_there):
    leave_there(45)
    sent = sent_from(client.get(page).context["form"])

    for _time in range(2):
        client.post(page, sent)

    assert held(fair.agency.main_location) == {"A1": 35, "B1": 20}
    assert drifts() == []


def test_kits_logged_meanwhile_change_nothing_and_are_said(client, page, fair, leave_there):
    sent = sent_from(client.get(page).context["form"])
    leave_there(45)
    before = (held(fair), AuditEvent.objects.count())

    answer = client.post(page, sent)

    assert "Kits were logged or stock was moved there since you looked." in answer.content.decode()
    assert (held(fair), AuditEvent.objects.count()) == before


def test_the_next_press_goes_by_what_is_there_now_and_keeps_what_was_counted(client, page, fair, leave_there):
    sent = sent_from(client.get(page).context["form"], B1=9)
    leave_there(45)

    form = client.post(page, sent).context["form"]
    client.post(page, sent_from(form))

    assert held(fair.agency.main_location) == {"A1": 35, "B1": 19}
    assert counted(fair) == [("B1", -1)]
    assert drifts() == []


def test_a_lot_that_is_gone_by_now_is_a_change_too(client, page, fair, leave_there):
    sent = sent_from(client.get(page).context["form"])
    leave_there(50)

    answer = client.post(page, sent)

    assert "Kits were logged or stock was moved there since you looked." in answer.content.decode()
    assert held(fair) == {"B1": 10}


def test_numbers_of_any_length_are_no_fault_of_the_page(client, page, fair):
    form = client.get(page).context["form"]
    sent = sent_from(form) | {"seen": " ".join(f"{lot.pk}:{'9' * 5000}" for lot in form.lots)}

    answer = client.post(page, sent)

    assert "Kits were logged or stock was moved there since you looked." in answer.content.decode()
    assert held(fair) == {"A1": 50, "B1": 10}


def test_the_action_refuses_what_is_not_there_any_more(fair, leave_there, alice, today):
    seen = leftovers_at(fair)
    leave_there(1)
    where = {"agency": fair.agency, "source": fair, "target": fair.agency.main_location}

    with pytest.raises(StockChanged):
        return_leftovers(**where, came_back=seen, seen=seen, today=today, by=alice)


def test_a_place_where_nothing_is_left_says_so(client, page, fair):
    StockLevel.objects.filter(location=fair).update(quantity=0)

    assert "Nothing is left there" in client.get(page).content.decode()


def test_the_page_of_events_leads_there_while_kits_are_there(client, page, fair):
    events = reverse("distributions:event", args=[fair.agency.slug])
    assert page in client.get(events).content.decode()

    StockLevel.objects.filter(location=fair).update(quantity=0)

    assert page not in client.get(events).content.decode()


def test_a_terminal_may_stand_at_an_event(fair):
    link = StringIO()

    call_command("issue_terminal_link", agency=fair.agency.slug, location=fair.name, stdout=link)

    assert "/terminal/#" in link.getvalue()
    assert fair.terminals.active().count() == 1
