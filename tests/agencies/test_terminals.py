"""Terminals: made for a place, opened by a link or a code, closed for good."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies import clock, keys
from agencies.actions import terminals as actions
from agencies.actions.presets import add_preset
from agencies.models import AuditEvent, EnrolmentCode, Location, PlacePreset, Terminal, TerminalKey
from agencies.querysets.terminals import terminal_of_key

LINK = re.compile(r"http://127\.0\.0\.1:8000/terminal/#([A-Za-z0-9_-]{43})")


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


@pytest.mark.parametrize("kind", ["vehicle", "event"])
def test_a_vehicle_or_an_event_has_no_terminal(agency, alice, at, page, kind):
    home = {"parent": agency.main_location, "par": 2} if kind == "vehicle" else {}
    location = Location.objects.create(agency=agency, name="Elsewhere", kind=kind, **home)

    answer = at(alice).post(f"{page}add/", {"location": location.pk})

    assert list(answer.context["form"].errors) == ["location"]
    with pytest.raises(actions.TerminalRefused):
        actions.open_terminal(agency=agency, location=location, by=alice)
    assert not Terminal.objects.exists()


def test_another_agencys_place_has_no_terminal_of_ours(agency, stranger, alice):
    with pytest.raises(actions.TerminalRefused):
        actions.open_terminal(agency=agency, location=stranger.main_location, by=alice)

    assert not Terminal.objects.exists()


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

    assert [terminal_of_key(link.partition("#")[2]) for link in links] == [terminal, terminal]


@pytest.mark.parametrize("key", [None, "", "x", "A" * 43])
def test_a_wrong_key_opens_nothing(terminal, alice, key):
    actions.new_link(terminal=terminal, by=alice)

    assert terminal_of_key(key) is None


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
    with pytest.raises(actions.EnrolmentRefused, match="This code opens nothing"):
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
    key = actions.new_link(terminal=terminal, by=alice).partition("#")[2]
    code = actions.new_code(terminal=terminal, by=alice, now=clock.now())
    browser = at(alice)

    browser.post(f"{page}{terminal.pk}/{path}/")

    assert terminal_of_key(key).status == status
    with pytest.raises(actions.EnrolmentRefused):
        actions.enrol_by_code(code=code, now=clock.now())
    for again in ("link", "code", "revoke", "lost"):
        answer = browser.post(f"{page}{terminal.pk}/{again}/")
        assert told(answer)[-1] == "This terminal was closed for good: add a new one for the place."
    terminal.refresh_from_db()
    assert (terminal.status, TerminalKey.objects.count(), EnrolmentCode.objects.count()) == (status, 1, 0)


def test_a_terminal_gets_another_label(alice, at, page, terminal):
    browser = at(alice)

    refused = browser.post(f"{page}{terminal.pk}/rename/", {"label": " "})
    browser.post(f"{page}{terminal.pk}/rename/", {"label": "Front desk"})

    terminal.refresh_from_db()
    assert refused.context["form"].errors == {"label": ["Enter a label."]}
    assert terminal.label == "Front desk"


def test_the_date_of_the_last_visit_is_kept(terminal, today):
    actions.seen(terminal=terminal, today=today)

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


def test_place_buttons_are_in_place_name_order(agency, alice, at, page):
    browser = at(alice)
    for zip_code in ("12180", "12207", " 12047 "):
        browser.post(f"{page}places/", {"zip_code": zip_code})

    answer = browser.get(f"{page}places/")

    names = [str(preset.zip_code) for preset in answer.context["presets"]]
    assert names == ["12207 Albany", "12047 Cohoes", "12180 Troy"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12207", "This ZIP code has a button already."),
        ("1220", "Enter the five digits of the ZIP code."),
        ("12208-1234", "Enter only the first five digits."),
        ("99999", "This ZIP code is not in our list: check the five digits."),
        ("12222", "Kits left there are counted under Albany County only, which is on every terminal anyway."),
    ],
)
def test_a_place_button_is_refused_at_its_field(agency, alice, at, page, typed, sentence):
    add_preset(agency=agency, zip_code="12207", by=alice)

    answer = at(alice).post(f"{page}places/", {"zip_code": typed})

    assert answer.context["form"].errors == {"zip_code": [sentence]}
    assert PlacePreset.objects.count() == 1


def test_the_ninth_place_button_does_not_fit(agency, alice, at, page):
    browser = at(alice)
    for number in range(12202, 12211):
        answer = browser.post(f"{page}places/", {"zip_code": str(number)})

    assert answer.context["form"].errors == {
        "zip_code": ["Eight place buttons are the most that fit: remove one first."]
    }
    assert PlacePreset.objects.count() == 8


def test_a_place_button_is_removed(agency, alice, at, page):
    preset = add_preset(agency=agency, zip_code="12207", by=alice)

    at(alice).post(f"{page}places/{preset.pk}/remove/")

    assert not PlacePreset.objects.exists()


def test_the_command_prints_a_link_and_makes_the_terminal_once(agency):
    printed = [StringIO(), StringIO()]
    for output in printed:
        call_command("issue_terminal_link", "--agency", agency.slug, "--location", "storeroom", stdout=output)

    found = [terminal_of_key(LINK.fullmatch(output.getvalue().strip())[1]) for output in printed]
    assert found == [Terminal.objects.get()] * 2


@pytest.mark.parametrize(
    ("slug", "location", "sentence"),
    [
        ("nobody", "Storeroom", "There is no agency nobody; use the slug in its addresses."),
        (None, "Attic", "Albany County Sheriff's Office has no location Attic; it has Car 7, Storeroom."),
        (None, "Car 7", "A terminal belongs to a storeroom or station: choose one."),
    ],
)
def test_the_command_refuses_with_a_sentence(agency, slug, location, sentence):
    Location.objects.create(agency=agency, name="Car 7", kind="vehicle", parent=agency.main_location, par=2)

    with pytest.raises(CommandError) as refusal:
        call_command("issue_terminal_link", "--agency", slug or agency.slug, "--location", location)

    assert (str(refusal.value), refusal.value.returncode) == (sentence, 2)
    assert not Terminal.objects.exists()
