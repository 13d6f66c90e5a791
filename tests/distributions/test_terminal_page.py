"""The terminal without a script, and how a browser becomes one."""

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache

from agencies import clock
from agencies.access import TERMINAL_COOKIE
from agencies.actions.presets import add_preset
from agencies.actions.terminals import mark_lost, new_code, new_link, revoke
from agencies.models import EnrolmentCode, Terminal
from distributions.actions import LogBusy
from distributions.models import DailyCount, SubmissionKey
from tests import cast
from tests.distributions import station

PAGE, ENROL = "/terminal/", "/terminal/enrol/"
TOO_OLD = "Choose a day up to 60 days back; your coordinator enters older ones."
DAMAGED = "This page is damaged: open the terminal again."
SET_UP = "<h1>Set up this terminal</h1>"


@pytest.fixture
def terminal(agency):
    add_preset(agency=agency, zip_code="12207", by=None)
    return station.desk_of(agency)


@pytest.fixture
def browser(client, terminal):
    client.cookies[TERMINAL_COOKIE] = station.KEY
    return client


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


@pytest.fixture
def press(browser):
    """Press the plain form's button; give what is not as usual."""

    def press(headers=None, **changes):
        usual = {
            "uuid": uuid4(),
            "place": "12207",
            "kits": "1",
            "explained": "on",
            "item": "naloxone-kit",
            "day": "today",
        }
        return browser.post(PAGE, usual | changes, headers=headers)

    return press


def text_of(answer):
    return " ".join(answer.content.decode().split())


def problem_in(answer):
    return re.search(r'<div id="problem" class="problem" role="alert"> <p>(.*?)\s*</p>', text_of(answer))[1]


def nothing_is_counted():
    return not DailyCount.objects.exists() and not SubmissionKey.objects.exists()


# The way in


def test_browser_without_a_key_is_shown_the_way_in(client, terminal):
    answer = client.get(PAGE)

    assert answer.status_code == 200
    assert SET_UP in text_of(answer)
    assert answer.cookies == {}
    assert terminal.agency.name not in text_of(answer)


def test_code_makes_this_browser_a_terminal_and_no_other(client, terminal):
    code = new_code(terminal=terminal, by=None, now=clock.now())

    answer = client.post(ENROL, {"code": f" {code[:4].lower()}-{code[4:].lower()} "}, follow=True)
    again = type(client)().post(ENROL, {"code": code})

    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Front desk" in text_of(answer)
    assert again.status_code == 403
    assert TERMINAL_COOKIE not in again.cookies
    assert "This code opens nothing: check it, or ask your coordinator for a new one." in text_of(again)


def test_code_too_old_makes_nothing_a_terminal(client, terminal):
    code = new_code(terminal=terminal, by=None, now=clock.now() - timedelta(minutes=16))

    answer = client.post(ENROL, {"code": code})

    assert answer.status_code == 403
    assert "This code is too old: ask your coordinator for a new one." in text_of(answer)
    assert answer.cookies == {}


@pytest.mark.parametrize("code", ["", "   ", "x" * 41, "\x00"])
def test_what_cannot_be_a_code_is_refused(client, terminal, code):
    answer = client.post(ENROL, {"code": code})

    assert answer.status_code == 400
    assert 'role="alert"' in text_of(answer)
    assert answer.cookies == {}


def test_key_of_a_link_makes_any_browser_a_terminal(client, terminal, settings):
    link = new_link(terminal=terminal, by=None)

    answer = client.post(ENROL, {"key": urlsplit(link).fragment}, follow=True)

    assert link.startswith(f"{settings.LBN_BASE_URL}/terminal/#")
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "Front desk" in text_of(answer)


def test_key_that_opens_nothing_is_explained(client, terminal):
    answer = client.post(ENROL, {"key": "x" * 43})

    assert answer.status_code == 403
    assert "This link opens nothing: ask your coordinator for a new one." in text_of(answer)
    assert answer.cookies == {}


def test_another_sites_page_makes_nothing_a_terminal(client, terminal):
    answer = client.post(ENROL, {"key": station.KEY}, headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert answer.cookies == {}


def test_way_in_opened_by_its_address_leads_to_the_terminal(client, terminal):
    answer = client.get(ENROL)

    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)


def test_key_goes_to_the_terminal_alone_and_no_script_reads_it(client, terminal):
    cookie = client.post(ENROL, {"key": station.KEY}).cookies[TERMINAL_COOKIE]

    told = {name: cookie[name] for name in ("path", "httponly", "samesite", "secure", "domain")}
    assert told == {"path": "/terminal/", "httponly": True, "samesite": "Strict", "secure": "", "domain": ""}
    assert cookie["max-age"] == 400 * 24 * 60 * 60


def test_guessing_codes_ends_after_thirty_wrong_ones(client, terminal):
    for _ in range(30):
        assert client.post(ENROL, {"code": "WRONG"}).status_code == 403
    code = new_code(terminal=terminal, by=None, now=clock.now())

    answer = client.post(ENROL, {"code": code})
    elsewhere = client.post(ENROL, {"code": code}, REMOTE_ADDR="192.0.2.7")

    assert answer.status_code == 429
    assert EnrolmentCode.objects.count() == 0
    assert elsewhere.status_code == 302


def test_guessing_is_held_against_the_address_that_the_trusted_proxy_names(client, terminal, settings):
    settings.TRUSTED_PROXIES = 1
    for number in range(30):
        client.post(ENROL, {"code": "WRONG"}, headers={"X-Forwarded-For": f"10.0.0.{number}, 192.0.2.7"})

    guesser = client.post(ENROL, {"code": "WRONG"}, headers={"X-Forwarded-For": "192.0.2.7"})
    other = client.post(ENROL, {"code": "WRONG"}, headers={"X-Forwarded-For": "192.0.2.8"})

    assert (guesser.status_code, other.status_code) == (429, 403)


# The page


def test_page_says_where_it_stands_and_promises_what_it_keeps(browser):
    page = text_of(browser.get(PAGE))

    assert "<strong>Albany County Sheriff&#x27;s Office</strong> <span>Front desk</span>" in page
    assert "<span>12207 Albany</span>" in page
    assert "No personal information is collected." in page


def test_page_load_moves_the_last_seen_day(browser, terminal, today):
    browser.get(PAGE)

    assert Terminal.objects.get(pk=terminal.pk).last_seen_on == today


def test_page_is_kept_by_nobody_and_leaves_the_terminals_cookie_only(browser):
    answer = browser.get(PAGE)

    assert answer.headers["Cache-Control"] == "no-store"
    assert list(answer.cookies) == [TERMINAL_COOKIE]


def test_page_asks_for_an_item_only_where_there_is_a_choice(browser, terminal):
    without_strips = text_of(browser.get(PAGE))
    station.stock(terminal, "fentanyl-strips", 10)

    with_strips = text_of(browser.get(PAGE))

    assert '<input type="hidden" name="item" value="naloxone-kit">' in without_strips
    assert "<legend>What</legend>" not in without_strips
    assert re.search(r'value="naloxone-kit"[^>]* checked>', with_strips)
    assert 'value="fentanyl-strips"' in with_strips


def test_page_offers_the_agencys_counties_its_own_first(browser, agency, counties):
    agency.also_serves.add(counties["Schenectady"], counties["Albany"])

    page = text_of(browser.get(PAGE))

    assert re.findall(r'<option value="([\w-]+)">', page) == ["ny-albany", "ny-schenectady"]


@pytest.mark.parametrize("presets", [1, 8])
def test_cost_of_the_page_does_not_grow(browser, agency, django_assert_num_queries, presets, counties):
    for zip_code in station.PRESETS[1:presets]:
        add_preset(agency=agency, zip_code=zip_code, by=None)
    agency.also_serves.add(*list(counties.values())[:presets])
    browser.get(PAGE)

    with django_assert_num_queries(5):
        browser.get(PAGE)


@pytest.mark.parametrize("close", [revoke, mark_lost])
@pytest.mark.parametrize("ask", [lambda browser, press: browser.get(PAGE), lambda browser, press: press()])
def test_closed_terminal_says_so_and_whom_to_call(browser, press, terminal, close, ask):
    close(terminal=terminal, by=None)

    answer = ask(browser, press)

    assert answer.status_code == 403
    assert (
        "This terminal was closed. Call the program coordinator of Albany County Sheriff&#x27;s Office."
    ) in text_of(answer)
    assert nothing_is_counted()


# The plain form


def test_plain_form_counts(press, today):
    answer = press(kits="3", explained="on", day="yesterday")

    assert answer.status_code == 200
    assert "<h1>Counted</h1>" in text_of(answer)
    counted = DailyCount.objects.get()
    assert (counted.zip_code, counted.handed_out_on) == ("12207", today - timedelta(days=1))
    assert (counted.handouts, counted.items, counted.people_trained) == (1, 3, 1)


def test_plain_form_sent_again_is_not_counted_again(press):
    uuid = uuid4()

    first, second = press(uuid=uuid), press(uuid=uuid)

    assert "<h1>Counted</h1>" in text_of(first)
    assert "This press was already counted: log another?" in text_of(second)
    assert DailyCount.objects.get().handouts == 1


def test_each_plain_form_has_a_uuid_of_its_own(browser):
    drawn = {re.search(r'name="uuid" value="([^"]+)"', text_of(browser.get(PAGE)))[1] for _ in range(3)}

    assert len(drawn) == 3


def test_nobody_was_shown_how_to_use_it(press):
    press(explained="")

    assert DailyCount.objects.get().people_trained == 0


def test_other_place_more_kits_and_another_day_are_taken_from_their_boxes(press, today):
    day = today - timedelta(days=60)

    press(place="other", zip_code=" 12304 ", kits="more", more="12", day="other", other_day=day.isoformat())

    counted = DailyCount.objects.get()
    assert (counted.zip_code, counted.items, counted.handed_out_on) == ("12304", 12, day)


def test_county_is_enough(press):
    press(place="county", county="ny-albany")

    counted = DailyCount.objects.get()
    assert (counted.jurisdiction.slug, counted.zip_code) == ("ny-albany", "")


def test_button_taken_off_since_the_page_was_drawn_still_counts(press):
    press(place="12304")

    assert DailyCount.objects.get().zip_code == "12304"


def test_strips_are_counted_as_strips(press, terminal):
    station.stock(terminal, "fentanyl-strips", 10)

    press(item="fentanyl-strips")

    assert DailyCount.objects.get().item.slug == "fentanyl-strips"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"place": ""}, "Choose where the kit was left."),
        ({"place": "other", "zip_code": ""}, "Enter the five digits of the ZIP code."),
        ({"place": "other", "zip_code": "12208-1234"}, "Enter only the first five digits."),
        ({"kits": "more", "more": "100"}, "Log between 1 and 99 kits at a time."),
        ({"kits": "more", "more": ""}, "Log between 1 and 99 kits at a time."),
        ({"kits": "more", "more": "few"}, "Log between 1 and 99 kits at a time."),
        (
            {"day": "other", "other_day": "2026-09-21"},
            TOO_OLD,
        ),
        (
            {"day": "other", "other_day": "2026-11-22"},
            TOO_OLD,
        ),
        ({"day": "other", "other_day": ""}, TOO_OLD),
        ({"uuid": "x"}, DAMAGED),
        ({"uuid": ""}, DAMAGED),
        ({"kits": "many"}, DAMAGED),
        ({"day": "tomorrow"}, DAMAGED),
        ({"item": ""}, DAMAGED),
        ({"item": "insulin"}, "There is no such item."),
        ({"place": "county", "county": "ny-nowhere"}, "There is no such county."),
        (
            {"uuid": "018f6c1c-6a63-7b5e-9a52-0d6ff1f0a3c7"},
            "This entry needs a random identifier of its own (UUID version 4).",
        ),
    ],
)
def test_plain_form_explains_what_is_missing_and_counts_nothing(press, changes, message):
    answer = press(**changes)

    assert answer.status_code == 400
    assert problem_in(answer) == message
    assert nothing_is_counted()


def test_plain_form_keeps_what_was_chosen_when_something_is_missing(press):
    uuid = uuid4()

    page = text_of(press(uuid=uuid, place="other", zip_code="1220", kits="2"))

    assert f'name="uuid" value="{uuid}"' in page
    assert re.search(r'value="other"[^>]* checked>', page)
    assert 'name="zip_code" value="1220"' in page
    assert re.search(r'name="kits" value="2"[^>]* checked>', page)


def test_plain_form_of_another_sites_page_counts_nothing(press):
    answer = press(headers={"Origin": "https://elsewhere.example"})

    assert answer.status_code == 403
    assert "Kits are logged on the terminal&#x27;s own page only." in text_of(answer)
    assert answer.cookies == {}
    assert nothing_is_counted()


def test_busy_log_keeps_the_plain_form_as_it_is(press, monkeypatch):
    def busy(**given):
        raise LogBusy

    monkeypatch.setattr("distributions.views.terminal.arrivals.log_batch", busy)
    uuid = uuid4()

    answer = press(uuid=uuid)

    assert answer.status_code == 503
    assert problem_in(answer) == "The log is busy and nothing was counted: press the button again."
    assert f'name="uuid" value="{uuid}"' in text_of(answer)


def test_one_agencys_press_is_nothing_to_another(press, client, new_york):
    troy = cast.agency(new_york, name="Troy Police Department", county="Rensselaer")
    station.desk_of(troy, key=station.TROY_KEY)
    uuid = uuid4()
    press(uuid=uuid)

    client.cookies[TERMINAL_COOKIE] = station.TROY_KEY
    answer = press(uuid=uuid, place="other", zip_code="12180")

    assert "<h1>Counted</h1>" in text_of(answer)
    assert sorted(DailyCount.objects.values_list("agency__slug", "handouts")) == [
        ("albany-county-sheriffs-office", 1),
        ("troy-police-department", 1),
    ]
