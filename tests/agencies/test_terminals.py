"""Terminals: made for a place, opened by a link or a code, closed for good."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from agencies import clock, keys
from agencies.actions import terminals as actions
from agencies.actions.presets import add_preset
from agencies.models import AuditEvent, EnrolmentCode, Location, Terminal, TerminalKey
from agencies.querysets.terminals import terminal_of_key


def key_of(link):
    return link.partition("#")[2]


@pytest.fixture
def page(agency):
    return reverse("agencies:terminals", kwargs={"slug": agency.slug})


@pytest.fixture
def terminal(agency, alice):
    return actions.open_terminal(agency=agency, location=agency.main_location, by=alice)


def test_a_terminal_is_made_for_a_place(agency, alice, at, page):
    answer = at(alice).post(f"{page}add/", {"location": agency.main_location.pk, "label": ""})

    made = Terminal.objects.get()
    assert answer.url == f"{page}{made.pk}/"
    assert (made.agency, made.label, made.status, made.last_seen_on) == (agency, "Storeroom", "active", None)


def test_a_vehicle_has_no_terminal(agency, alice, at, page):
    home = {"parent": agency.main_location, "par": 2}
    location = Location.objects.create(agency=agency, name="Elsewhere", kind="vehicle", **home)

    answer = at(alice).post(f"{page}add/", {"location": location.pk})

    assert list(answer.context["form"].errors) == ["location"]
    with pytest.raises(actions.TerminalRefused):
        actions.open_terminal(agency=agency, location=location, by=alice)
    assert not Terminal.objects.exists()


def test_an_event_has_a_terminal(agency, alice, at, page):
    location = Location.objects.create(agency=agency, name="County fair", kind="event")

    answer = at(alice).post(f"{page}add/", {"location": location.pk})

    assert answer.status_code == 302
    assert Terminal.objects.get().location == location


def test_another_agencys_place_has_no_terminal_of_ours(agency, stranger, alice):
    with pytest.raises(actions.TerminalRefused):
        actions.open_terminal(agency=agency, location=stranger.main_location, by=alice)

    assert not Terminal.objects.exists()


@pytest.mark.parametrize(
    ("days", "word"), [(None, "In use"), (30, "In use"), (31, "Silent for 30 days"), (400, "Silent for 30 days")]
)
def test_a_terminal_that_nobody_opens_is_called_silent(alice, at, page, terminal, today, days, word):
    if days is not None:
        actions.note_visit(terminal=terminal, today=today - timedelta(days=days))

    listed = " ".join(at(alice).get(page).content.decode().split())

    assert [state in listed for state in ("In use", "Silent for 30 days")] == [word == "In use", word != "In use"]


def test_a_code_is_eight_characters_that_nobody_confuses(alice, at, page, terminal):
    answer = at(alice).post(f"{page}{terminal.pk}/code/")

    code = answer.context["code"]
    assert re.fullmatch(f"[{keys.CODE_ALPHABET}]{{8}}", code)
    assert not set("01258OILZSBUVAE") & set(keys.CODE_ALPHABET)
    assert f"{code[:4]} {code[4:]}" in answer.content.decode()
    assert EnrolmentCode.objects.get().code_hash == keys.hash_of(code)


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_a_code_gives_a_key_once(alice, terminal, typed):
    code = actions.new_code(terminal=terminal, by=alice, now=clock.now())

    key = actions.enrol_by_code(code=typed(code), now=clock.now())

    assert terminal_of_key(key) == terminal
    with pytest.raises(actions.EnrolmentRefused, match="This code does not work"):
        actions.enrol_by_code(code=code, now=clock.now())
    assert TerminalKey.objects.count() == 1


def test_a_code_lives_for_fifteen_minutes(alice, terminal):
    made = clock.now()
    code = actions.new_code(terminal=terminal, by=alice, now=made)

    with pytest.raises(actions.EnrolmentRefused, match="This code is too old"):
        actions.enrol_by_code(code=code, now=made + timedelta(minutes=15))

    assert not TerminalKey.objects.exists()
    assert actions.enrol_by_code(code=code, now=made + timedelta(minutes=15, seconds=-1))


def test_a_new_code_replaces_the_one_before(alice, terminal):
    first, second = (actions.new_code(terminal=terminal, by=alice, now=clock.now()) for _ in range(2))

    with pytest.raises(actions.EnrolmentRefused):
        actions.enrol_by_code(code=first, now=clock.now())

    assert actions.enrol_by_code(code=second, now=clock.now())


@pytest.mark.parametrize(("path", "status"), [("revoke", "revoked"), ("lost", "lost")])
def test_a_closed_terminal_stays_closed(alice, at, page, terminal, told, path, status):
    key = key_of(actions.new_link(terminal=terminal, by=alice))
    code = actions.new_code(terminal=terminal, by=alice, now=clock.now())
    browser = at(alice)

    browser.post(f"{page}{terminal.pk}/{path}/")

    assert terminal_of_key(key).status == status
    with pytest.raises(actions.EnrolmentRefused):
        actions.enrol_by_code(code=code, now=clock.now())
    for again in ("link", "replace", "code", "revoke", "lost"):
        answer = browser.post(f"{page}{terminal.pk}/{again}/")
        assert told(answer)[-1] == "This terminal was closed for good: add a new one for the place."
    terminal.refresh_from_db()
    assert (terminal.status, TerminalKey.objects.count(), EnrolmentCode.objects.count()) == (status, 1, 0)


def test_a_terminal_gets_another_label_and_place(agency, alice, at, page, terminal, told):
    station = Location.objects.create(agency=agency, name="North Station", kind="station")

    answer = at(alice).post(f"{page}{terminal.pk}/change/", {"label": "Front desk", "location": station.pk})

    terminal.refresh_from_db()
    assert told(answer) == ["Front desk is saved, at North Station."]
    assert (terminal.label, terminal.location) == ("Front desk", station)
    assert AuditEvent.objects.get(what="terminal.renamed").details == {"before": "Storeroom"}
    assert AuditEvent.objects.get(what="terminal.moved").details == {
        "before": "Storeroom",
        "location": "North Station",
    }


def test_a_terminal_sent_as_it_is_leaves_no_trail(agency, alice, at, page, terminal):
    at(alice).post(f"{page}{terminal.pk}/change/", {"label": "Storeroom", "location": terminal.location.pk})

    assert not AuditEvent.objects.filter(what__in=["terminal.renamed", "terminal.moved"]).exists()


@pytest.mark.parametrize("closed", [True, False])
def test_a_terminal_moves_only_to_a_place_in_use_of_its_agency(agency, stranger, alice, at, page, terminal, closed):
    shut = Location.objects.create(agency=agency, name="Annex", kind="storeroom", closed_on="2026-11-01")
    target = shut if closed else stranger.main_location

    answer = at(alice).post(f"{page}{terminal.pk}/change/", {"label": "Desk", "location": target.pk})

    terminal.refresh_from_db()
    assert list(answer.context["form"].errors) == ["location"]
    assert (terminal.label, terminal.location) == ("Storeroom", agency.main_location)
    with pytest.raises(actions.TerminalRefused):
        actions.change_terminal(terminal=terminal, label="Desk", location=target, by=alice)


def test_a_label_is_needed(alice, at, page, terminal):
    answer = at(alice).post(f"{page}{terminal.pk}/change/", {"label": " ", "location": terminal.location.pk})

    terminal.refresh_from_db()
    assert answer.context["form"].errors == {"label": ["Enter a label."]}
    assert terminal.label == "Storeroom"


def test_a_silent_terminal_stands_first_and_a_closed_one_last(agency, alice, at, page, terminal, today):
    ages = {"Attic": 3, "Basement": 90, "Cellar": 1}
    for label, days in ages.items():
        made = actions.open_terminal(agency=agency, location=agency.main_location, by=alice, label=label)
        actions.note_visit(terminal=made, today=today - timedelta(days=days))
    actions.revoke(terminal=Terminal.objects.get(label="Attic"), by=alice)

    listed = re.findall("Basement|Cellar|Attic", at(alice).get(page).content.decode())

    assert list(dict.fromkeys(listed)) == ["Basement", "Cellar", "Attic"]


def test_the_date_of_the_last_visit_is_kept(terminal, today):
    actions.note_visit(terminal=terminal, today=today)

    terminal.refresh_from_db()
    assert terminal.last_seen_on == today


@pytest.mark.parametrize("rows", [1, 4])
def test_the_page_costs_the_same_with_more_rows(
    agency, alice, at, page, rows, django_assert_num_queries, scope_queries
):
    for zip_code in ("12207", "12208", "12047", "12180")[:rows]:
        actions.open_terminal(agency=agency, location=agency.main_location, by=alice, label=zip_code)
        add_preset(agency=agency, zip_code=zip_code, by=alice)
    browser = at(alice)

    with django_assert_num_queries(5 + scope_queries):
        browser.get(page)
