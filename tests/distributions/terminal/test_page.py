"""What the terminal's page shows, and what it costs."""

import re

import pytest

from agencies.access import TERMINAL_COOKIE
from agencies.actions.presets import add_preset
from agencies.actions.terminals import mark_lost, revoke
from agencies.models import Terminal
from inventory.models import Item, Lot, StockLevel
from tests.distributions import station
from tests.distributions.terminal.sent import nothing_is_counted, text_of

PAGE, ENROL = "/terminal/", "/terminal/enrol/"


def test_page_says_where_it_stands_and_promises_what_it_keeps(browser):
    page = text_of(browser.get(PAGE))

    assert "<strong>Albany County Sheriff&#x27;s Office</strong> <span>Front desk</span>" in page
    assert "<span>12207 Albany</span>" in page
    assert "No personal information is collected." in page
    assert "Leaving kits is no part of enforcement or investigation." in page


def test_page_load_moves_the_last_seen_day(browser, terminal, today):
    browser.get(PAGE)

    assert Terminal.objects.get(pk=terminal.pk).last_seen_on == today


def test_page_is_kept_by_nobody_and_leaves_the_terminals_cookie_only(browser):
    answer = browser.get(PAGE)

    assert answer.headers["Cache-Control"] == "no-store"
    assert list(answer.cookies) == [TERMINAL_COOKIE]


def lines_of(page):
    """The lines of the page: {legend: [numbers to choose from, the chosen one marked]}."""
    return {
        re.search("<legend>(.*?)</legend>", line)[1]: [
            value + ("*" if rest.endswith("checked") else "")
            for value, rest in re.findall(r'type="radio" name="[^"]+-quantity" value="(\w+)"([^>]*)>', line)
        ]
        for line in re.findall('<fieldset class="line".*?</fieldset>', page)
    }


def test_page_has_a_line_of_strips_only_where_they_are_stocked(browser, terminal):
    without_strips = lines_of(text_of(browser.get(PAGE)))
    station.stock(terminal, "fentanyl-strips", 10)

    with_strips = lines_of(text_of(browser.get(PAGE)))

    assert without_strips == {"Kits": ["1*", "2", "3", "more"]}
    assert with_strips == {
        "Kits": ["0", "1*", "2", "3", "more"],
        "Fentanyl test strips": ["0*", "1", "2", "3", "more"],
    }


def test_several_kinds_of_kit_have_a_line_each_by_their_names(browser, terminal):
    other = Item.objects.create(
        slug="strong-kit", name="Naloxone kit (two 8 mg doses)", kind="naloxone_kit", doses_per_item=2
    )
    station.stock(terminal, other.slug, 5)
    station.stock(terminal, Item.STANDARD_KIT, 5)

    assert list(lines_of(text_of(browser.get(PAGE)))) == [
        "Naloxone kit (two 4 mg doses)",
        "Naloxone kit (two 8 mg doses)",
    ]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (
            "recalled",
            "Lot A1 is recalled (Naloxone kit (two 4 mg doses)): leave none of it. "
            "Set it apart and tell your coordinator.",
        ),
        (
            "quarantined",
            "Lot A1 is held back (Naloxone kit (two 4 mg doses)): leave none of it until your coordinator says so.",
        ),
        ("active", None),
    ],
)
def test_lot_that_must_not_be_left_is_on_the_page_of_its_location(browser, terminal, status, sentence):
    station.stock(terminal, Item.STANDARD_KIT, 5)
    Lot.objects.update(status=status)

    shown = re.findall('<p class="problem held-back"> (.*?) </p>', text_of(browser.get(PAGE)))

    assert shown == ([sentence] if sentence else [])


def test_recalled_lot_that_lies_elsewhere_is_not_on_the_page(browser, terminal, agency):
    station.stock(terminal, Item.STANDARD_KIT, 5)
    Lot.objects.update(status="recalled")
    StockLevel.objects.update(location=agency.main_location)

    assert "is recalled" not in text_of(browser.get(PAGE))


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

    with django_assert_num_queries(6):
        browser.get(PAGE)


@pytest.mark.parametrize("close", [revoke, mark_lost])
@pytest.mark.parametrize("ask", [lambda browser, press: browser.get(PAGE), lambda browser, press: press()])
def test_closed_terminal_says_so_and_whom_to_call(browser, press, terminal, close, ask):
    close(terminal=terminal, by=station.in_charge(terminal.agency))

    answer = ask(browser, press)

    assert answer.status_code == 403
    assert (
        "This terminal was closed. Call the program coordinator of Albany County Sheriff&#x27;s Office."
    ) in text_of(answer)
    assert nothing_is_counted()


def test_page_without_place_buttons_says_how_to_begin_and_opens_the_box(client, stranger):
    station.desk_of(stranger, key=station.TROY_KEY)
    client.cookies[TERMINAL_COOKIE] = station.TROY_KEY

    page = text_of(client.get(PAGE))

    begin = "Type a town or a ZIP code. Your coordinator can add buttons for the places you use most."
    assert f'<p class="begin">{begin}</p>' in page
    assert re.search(r'name="place" value="other"[^>]* checked>', page)


def test_page_with_place_buttons_needs_no_such_words(browser):
    assert 'class="begin"' not in text_of(browser.get(PAGE))
