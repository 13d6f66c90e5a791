"""ZIP codes by town and by digits: what the server tells, and how "Other place" finds among it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from agencies import place_data
from agencies.access import TERMINAL_COOKIE
from agencies.models import Jurisdiction, ZipCode
from distributions.towns import towns_of
from tests.distributions import station

ALBANY = "albany-county-sheriffs-office"


def expect_counts(application, page, *counts):
    """Go on to the next kit, because then nobody waits for the undo time, and find these counts."""
    with page.expect_response("**/entries/"):
        page.locator("#next").click()
    assert station.counts(application) == list(counts)


# What the server tells


@pytest.fixture
def address(agency):
    return reverse("terminal:towns", args=[agency.pk])


def test_towns_are_those_of_the_agencys_counties_with_what_is_counted_under_the_county_apart(agency, counties):
    agency.also_serves.add(counties["Schenectady"])

    assert towns_of(agency) == {
        "ny-albany": {
            "Albany": ["12202 12203 12204 12205 12206 12207 12208 12209 12210", "12201 12222"],
            "Cohoes": ["12047", ""],
            "Latham": ["12110", ""],
            "Watervliet": ["12189", ""],
        },
        "ny-schenectady": {"Schenectady": ["12303 12304 12305 12307 12308", ""]},
    }


def test_zip_code_that_is_too_small_is_counted_under_its_county(agency):
    ZipCode.objects.filter(zip="12047").update(too_small=True)

    assert towns_of(agency)["ny-albany"]["Cohoes"] == ["", "12047"]


def test_terminal_is_told_its_towns_and_no_other_browser_is(browser, client, address):
    told = browser.get(address)
    del client.cookies[TERMINAL_COOKIE]
    stranger = client.get(address)

    assert (told.status_code, list(told.json())) == (200, ["ny-albany"])
    assert stranger.status_code == 401
    assert list(stranger.json()) == ["message"]


def test_the_address_of_another_agencys_towns_is_none(browser):
    assert browser.get(reverse("terminal:towns", args=[uuid4()])).status_code == 404


def test_towns_that_are_still_the_same_are_not_sent_again(browser, address):
    first = browser.get(address, headers={"Accept-Encoding": "gzip"})
    again = browser.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})
    ZipCode.objects.filter(zip="12047").update(name="Cohoes Falls")
    changed = browser.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, max-age=300"
    assert (again.status_code, again.content) == (304, b"")
    assert (changed.status_code, "Cohoes Falls" in changed.json()["ny-albany"]) == (200, True)


@pytest.mark.parametrize("also", [0, 2])
def test_towns_cost_the_same_however_many_counties_there_are(agency, counties, also, django_assert_num_queries):
    agency.also_serves.add(*list(counties.values())[:also])
    ZipCode.objects.filter(zip__in=["12207", "12180"]).update(latitude=42.7, longitude=-73.7)

    with django_assert_num_queries(4):
        towns_of(agency)


def fill(state, names):
    """Put the real ZIP codes of a state's counties (all of them for None) into the table; return the counties."""
    there = set(ZipCode.objects.values_list("zip", flat=True))
    rows = [row for row in place_data.zip_rows() if row.state == state and row.county and row.zip not in there]
    rows = [row for row in rows if names is None or row.county.name in names]
    counties = {
        row.county: Jurisdiction(slug=f"real-{number}", state="US", name=f"Real {number}", kind="county")
        for number, row in enumerate({row.county: row for row in rows}.values())
    }
    Jurisdiction.objects.bulk_create(counties.values())
    ZipCode.objects.bulk_create(
        ZipCode(
            zip=row.zip,
            jurisdiction=counties[row.county],
            kind=row.kind,
            name=row.town,
            other_names="|".join(row.other_names),
        )
        for row in rows
    )
    return list(counties.values())


@pytest.mark.parametrize(
    ("state", "names", "most"),
    [
        ("NY", ["New York", "Kings", "Queens", "Bronx", "Richmond"], 2304),
        ("CA", ["San Diego"], 2048),
        ("NY", None, 20 * 1024),
    ],
)
def test_real_towns_weigh_little(browser, agency, address, state, names, most):
    agency.also_serves.set(fill(state, names))

    answer = browser.get(address, headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert 500 < len(answer.content) <= most


# How "Other place" finds among it


@pytest.fixture
def other(desk):
    """The box of "Other place", opened by a tap; the towns are there."""
    desk.wait_for_load_state("networkidle")
    desk.get_by_label("Other place").click()
    box = desk.get_by_role("combobox", name="Town or ZIP code")
    expect(box).to_be_focused()
    return box


def offered(page):
    return page.locator("#towns").get_by_role("option").all_inner_texts()


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_town_is_found_by_its_first_letters_and_logged_by_touch(application, desk, other):
    other.press_sequentially("wat")
    found = offered(desk)
    desk.get_by_role("option", name="12189 Watervliet").click()

    desk.get_by_role("button", name="Log 1 kit · 12189 Watervliet · Sat, Nov 21").click()

    assert found == ["12189 Watervliet\nAlbany County"]
    expect_counts(application, desk, (ALBANY, "12189", "2026-11-21", "naloxone-kit", 1, 1, 1))


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_place_is_found_and_logged_by_keyboard_alone(application, desk):
    desk.wait_for_load_state("networkidle")
    desk.get_by_label("12202 Albany").focus()
    for _step in range(8):
        desk.keyboard.press("ArrowDown")
    expect(desk.get_by_label("Other place")).to_be_checked()
    desk.keyboard.press("Tab")
    desk.keyboard.type("SCHEN")
    expect(desk.locator("#towns-found")).to_have_text("5 places found")
    desk.keyboard.press("ArrowDown")
    pointed_at = desk.get_by_role("combobox").get_attribute("aria-activedescendant")
    expect(desk.locator(f"#{pointed_at}")).to_have_text("12304 Schenectady Schenectady County")

    desk.keyboard.press("Enter")
    expect(desk.locator("#go")).to_have_text("Log 1 kit · 12304 Schenectady · Sat, Nov 21")
    desk.keyboard.press("Enter")

    expect_counts(application, desk, (ALBANY, "12304", "2026-11-21", "naloxone-kit", 1, 1, 1))


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_escape_closes_the_list_and_leaves_what_was_typed(desk, other):
    other.press_sequentially("al")
    expect(desk.get_by_role("listbox")).to_be_visible()

    other.press("Escape")

    expect(desk.get_by_role("listbox")).to_be_hidden()
    expect(other).to_have_value("al")
    assert other.get_attribute("aria-expanded") == "false"


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_zip_code_without_delivery_to_homes_is_found_and_counted_under_its_county(application, desk, other):
    other.press_sequentially("1220")
    found = offered(desk)
    other.press_sequentially("1")
    other.press("Enter")

    desk.get_by_role("button", name="Log 1 kit · Albany County · Sat, Nov 21").click()

    assert found[-1] == "12201 Albany\nCounted under Albany County"
    assert len(found) == 9
    expect_counts(application, desk, (ALBANY, "", "2026-11-21", "naloxone-kit", 1, 1, 1))


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_zip_code_outside_the_area_is_asked_about_with_one_tap_and_counted(application, desk, other):
    other.press_sequentially("12180")
    expect(desk.locator("#go")).to_have_text("Log 1 kit · choose where · Sat, Nov 21")
    desk.get_by_role("option", name="12180 Outside your area. Log it anyway?").click()

    desk.get_by_role("button", name="Log 1 kit · 12180 · Sat, Nov 21").click()

    expect_counts(application, desk, (ALBANY, "12180", "2026-11-21", "naloxone-kit", 1, 1, 1))


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12207-1234", "Enter only the first five digits."),
        ("122071234", "Enter only the first five digits."),
        ("1220", "Choose a town from the list, or enter the five digits of the ZIP code."),
        ("nowhere", "Choose a town from the list, or enter the five digits of the ZIP code."),
        ("\uff11\uff12\uff12\uff10\uff17", "Choose a town from the list, or enter the five digits of the ZIP code."),
    ],
)
def test_what_names_no_place_gets_its_sentence_and_nothing_is_sent(desk, other, typed, sentence):
    sent = []
    desk.on("request", lambda request: sent.append(request.url))
    other.fill(typed)

    desk.locator("#go").click()

    expect(desk.locator("#problem p")).to_have_text(sentence)
    assert sent == []


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_places_are_found_without_a_network(desk, other, context):
    context.set_offline(True)

    other.press_sequentially("coh")

    assert offered(desk) == ["12047 Cohoes\nAlbany County"]


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_any_five_digits_are_taken_where_the_towns_could_not_be_fetched(application, chromium):
    # Without the service worker, whose requests nobody can stop.
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/towns/*.json", lambda route: route.abort())
    page.goto(f"{application.url}/terminal/#{station.KEY}")
    page.get_by_label("Other place").click()

    page.get_by_label("Town or ZIP code").fill("12207")

    expect(page.locator("#go")).to_have_text("Log 1 kit · 12207 · Sat, Nov 21")
    context.close()


@pytest.mark.server
@pytest.mark.browser
@pytest.mark.once
def test_rows_of_the_list_are_large_enough_for_a_gloved_finger(desk, other):
    desk.set_viewport_size({"width": 768, "height": 1024})
    other.press_sequentially("albany")

    heights = desk.locator("#towns li").evaluate_all("rows => rows.map((row) => row.getBoundingClientRect().height)")

    assert len(heights) == 11
    assert min(heights) >= 56
