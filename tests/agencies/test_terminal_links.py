"""A terminal's link: shown once, drawn for a camera, replaced, printed by a command."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies import clock, keys
from agencies.actions import terminals as actions
from agencies.models import AuditEvent, Location, Terminal, TerminalKey
from agencies.qr import qr_of
from agencies.querysets.terminals import terminal_of_key

LINK = re.compile(r"http://127\.0\.0\.1:8000/terminal/#([A-Za-z0-9_-]{43})")


def key_of(link):
    return link.partition("#")[2]


@pytest.fixture
def page(agency):
    return reverse("agencies:terminals", kwargs={"slug": agency.slug})


@pytest.fixture
def terminal(agency, alice):
    return actions.open_terminal(agency=agency, location=agency.main_location, by=alice)


def test_a_link_is_shown_once_and_only_its_hash_is_kept(alice, at, page, terminal):
    shown = at(alice).post(f"{page}{terminal.pk}/link/").content.decode()
    again = at(alice).get(f"{page}{terminal.pk}/").content.decode()

    (key,) = LINK.findall(shown)
    assert terminal_of_key(key) == terminal
    assert LINK.findall(again) == []
    assert list(TerminalKey.objects.values_list("key_hash", flat=True)) == [keys.hash_of(key)]
    assert not AuditEvent.objects.filter(details__icontains=key).exists()


def test_links_given_before_keep_working(alice, terminal):
    links = [actions.new_link(terminal=terminal, by=alice) for _ in range(2)]

    assert [terminal_of_key(key_of(link)) for link in links] == [terminal, terminal]


def test_links_and_browsers_from_before_a_replacement_end_after_fourteen_days(terminal, alice, today):
    code = actions.new_code(terminal=terminal, by=alice, now=clock.now())
    before = [
        key_of(actions.new_link(terminal=terminal, by=alice)),
        actions.enrol_by_code(code=code, now=clock.now()),
    ]

    new = key_of(actions.replace_link(terminal=terminal, by=alice, today=today))

    assert [terminal_of_key(key).key_until_on for key in before] == [date(2026, 12, 5)] * 2
    assert terminal_of_key(new).key_until_on is None
    assert AuditEvent.objects.filter(what="terminal.link_replaced", by=alice).get().details == {
        "until_on": "2026-12-05"
    }


def test_an_end_that_was_set_before_stays_and_an_ended_key_is_removed(terminal, alice, today):
    first, second, third = (
        key_of(actions.replace_link(terminal=terminal, by=alice, today=today + timedelta(days=days)))
        for days in (0, 7, 22)
    )

    assert terminal_of_key(first) is None
    assert terminal_of_key(second).key_until_on == today + timedelta(days=36)
    assert terminal_of_key(third).key_until_on is None
    assert TerminalKey.objects.count() == 2


def test_another_terminals_links_are_not_replaced(agency, terminal, alice, today):
    other = actions.open_terminal(agency=agency, location=agency.main_location, by=alice, label="Other")
    key = key_of(actions.new_link(terminal=other, by=alice))

    actions.replace_link(terminal=terminal, by=alice, today=today)

    assert terminal_of_key(key).key_until_on is None


def test_a_replaced_link_is_told_with_its_last_day_and_the_new_one_once(alice, at, page, terminal):
    actions.new_link(terminal=terminal, by=alice)
    browser = at(alice)

    shown = browser.post(f"{page}{terminal.pk}/replace/").content.decode()
    again = browser.get(f"{page}{terminal.pk}/").content.decode()

    sentence = "Links and browsers from before the link was replaced work until Dec 5, 2026."
    assert (sentence in shown, sentence in again) == (True, True)
    assert (len(LINK.findall(shown)), len(LINK.findall(again))) == (1, 0)


def test_the_page_of_a_new_link_draws_it_for_a_camera_and_for_the_kit_cabinet(alice, at, page, terminal):
    answer = at(alice).post(f"{page}{terminal.pk}/link/")

    shown = answer.content.decode()
    assert shown.count(qr_of(answer.context["link"])) == 2
    assert "Log kits left here" in shown


def test_a_qr_is_dark_on_white_with_a_quiet_zone_and_no_style():
    drawn = qr_of("http://127.0.0.1:8000/terminal/#" + "A" * 43)

    assert drawn.startswith('<svg viewBox="0 0 53 53"')
    assert '<path fill="#fff" d="M0 0h53v53h-53z"/>' in drawn
    assert 'stroke="#000" d="M4 4.5h7' in drawn
    assert "style" not in drawn


@pytest.mark.parametrize("key", [None, "", "x", "A" * 43])
def test_a_wrong_key_opens_nothing(terminal, alice, key):
    actions.new_link(terminal=terminal, by=alice)

    assert terminal_of_key(key) is None


def test_the_command_prints_a_link_and_makes_the_terminal_once(agency):
    printed = [StringIO(), StringIO()]
    for output in printed:
        call_command("issue_terminal_link", "--agency", agency.slug, "--location", "storeroom", stdout=output)

    found = [terminal_of_key(LINK.fullmatch(output.getvalue().strip())[1]) for output in printed]
    assert found == [Terminal.objects.get()] * 2


def test_the_command_replaces_the_link_where_it_is_told_to(agency):
    told = ("issue_terminal_link", "--agency", agency.slug, "--location", "Storeroom")
    first, second = StringIO(), StringIO()
    call_command(*told, stdout=first)
    call_command(*told, "--replace", stdout=second)

    ends = [terminal_of_key(key_of(output.getvalue().strip())).key_until_on for output in (first, second)]
    assert ends == [date(2026, 12, 5), None]


@pytest.mark.parametrize(
    ("slug", "location", "sentence"),
    [
        ("nobody", "Storeroom", "There is no agency nobody; use the slug in its addresses."),
        (None, "Attic", "Albany County Sheriff's Office has no location Attic; it has Car 7, Storeroom."),
        (None, "Car 7", "A terminal belongs to a storeroom, a station or an event: choose one."),
    ],
)
def test_the_command_refuses_with_a_sentence(agency, slug, location, sentence):
    Location.objects.create(agency=agency, name="Car 7", kind="vehicle", parent=agency.main_location, par=2)

    with pytest.raises(CommandError) as refusal:
        call_command("issue_terminal_link", "--agency", slug or agency.slug, "--location", location)

    assert (str(refusal.value), refusal.value.returncode) == (sentence, 2)
    assert not Terminal.objects.exists()
