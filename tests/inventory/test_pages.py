import re
from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Location
from inventory.models import Lot, StockLevel, StockMovement
from tests.inventory.conftest import GOOD_UNTIL, LATER

PAGES = ("stock", "opening", "receive", "move", "write_off", "count", "ledger")
DAY = "2026-11-21"


@pytest.fixture
def at(client, agency, alice):
    """Ask or answer a page of the agency's stock as Alice: `at("receive", {...})` posts."""
    client.force_login(alice)

    def page(name, data=None, *, query="", args=(), who=None):
        if who:
            client.force_login(who)
        address = reverse(f"inventory:{name}", args=[agency.slug, *args]) + query
        return client.get(address) if data is None else client.post(address, data)

    return page


def words(response):
    """The page's text, without tags and in single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def told(response):
    """The messages waiting for the next page."""
    return [str(message) for message in response.wsgi_request._messages]


def lines(*rows, extra=0):
    """Posted lines of an opening count: (item, number, expires_on, quantity)."""
    names = ("item", "number", "expires_on", "quantity")
    data = {"lines-TOTAL_FORMS": len(rows) + extra, "lines-INITIAL_FORMS": 0}
    for index, row in enumerate([*rows, *[("naloxone-kit", "", "", "")] * extra]):
        data |= {f"lines-{index}-{name}": value for name, value in zip(names, row, strict=True)}
    return data


@pytest.mark.parametrize("name", PAGES)
def test_pages_open_with_and_without_stock(at, stock, name):
    empty = at(name)
    stock.receive("A1", 5)
    full = at(name)

    assert (empty.status_code, full.status_code) == (200, 200)


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_told_nothing(client, stock, agency, stranger, name):
    client.force_login(stranger.memberships.get().user)

    assert client.get(reverse(f"inventory:{name}", args=[agency.slug])).status_code == 404


def test_another_agencys_lot_is_not_found_or_changed(at, stock, stranger, kit):
    theirs = Lot.objects.create(agency=stranger, item=kit, number="T1", expires_on=GOOD_UNTIL)

    answers = [
        at("lot", args=[theirs.pk]),
        at("hold_back", {}, args=[theirs.pk]),
        at("release", {}, args=[theirs.pk]),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Lot.objects.get().status == "active"


def test_an_empty_stock_says_how_to_begin(at):
    assert "Start with an opening count or a delivery" in words(at("stock"))
    assert "Start with an opening count or a delivery" in words(at("ledger"))


def test_stock_shows_lots_with_time_left_and_what_needs_somebody(at, stock, station, alice):
    stock.open(("OLD", date(2026, 11, 20), 2), ("A1", GOOD_UNTIL, 1100), ("", None, 3))
    stock.receive("SOON", 4, expires_on=date(2026, 12, 1), location=station)
    Lot.objects.filter(number="A1").update(status="recalled")

    page = words(at("stock"))

    assert "1,100 on hand are recalled. Set them apart and return them." in page
    assert "SOON Expires soon Dec 1, 2026 10 days 4" in page
    assert "OLD Expired: do not leave Nov 20, 2026 1 day ago 2" in page
    assert "A1 Recalled: do not leave Mar 31, 2028 496 days 1,100" in page
    assert "not recorded Expiry not recorded 3" in page
    assert "Total on hand 1,109" in page


def test_stock_shows_what_was_logged_and_not_covered(at, stock):
    stock.receive("A1", 1)
    stock.leave(3)

    page = words(at("stock"))

    assert "To count Logged here, but not in stock when they were 2" in page
    assert "Total on hand 0" in page


def test_a_page_of_stock_costs_the_same_with_more_lots(at, stock, station, strips, django_assert_num_queries):
    for round_number in range(2):
        for index in range(1 + 3 * round_number):
            stock.receive(f"R{round_number}-{index}", 5, location=station)
            stock.receive(f"S{round_number}-{index}", 5, item=strips)
        with django_assert_num_queries(8):
            at("stock")
        with django_assert_num_queries(14):
            at("ledger")


def test_opening_count_takes_several_lots_at_once(at, stock, storeroom):
    rows = lines(("naloxone-kit", "A1", "2028-03-31", 30), ("fentanyl-strips", "", "", 50), extra=2)

    answer = at("opening", {"location": storeroom.pk, "on": DAY} | rows)

    assert answer.status_code == 302
    assert told(answer) == ["80 are in stock at Storeroom. Next, open a terminal there and log kits."]
    assert set(StockLevel.objects.values_list("lot__item__slug", "lot__number", "quantity")) == {
        ("naloxone-kit", "A1", 30),
        ("fentanyl-strips", "", 50),
    }


def test_more_lines_keep_what_was_typed(at, storeroom):
    rows = lines(("naloxone-kit", "A1", "2028-03-31", 30))

    answer = at("opening", {"location": storeroom.pk, "on": DAY, "more": "yes"} | rows)

    assert answer.status_code == 200
    assert answer.content.count(b'name="lines-') - 4 == 5 * 4
    assert b'value="A1"' in answer.content
    assert not StockMovement.objects.exists()


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("naloxone-kit", "A1", "", 30), "Give both the lot number and the expiry date from the label, or neither."),
        (("naloxone-kit", "A1", "2028-03-31", 0), "Enter a whole number between 1 and 100,000."),
        (("naloxone-kit", "A1", "31.3.2028", 5), "Enter a date, such as 2028-03-31."),
        (("nonsense", "A1", "2028-03-31", 5), "Select a valid choice. nonsense is not one of the available choices."),
        (("naloxone-kit", "", "", ""), "Enter at least one line: what lies there, and how many."),
    ],
)
def test_a_bad_opening_count_is_explained_and_nothing_is_stored(at, storeroom, row, sentence):
    answer = at("opening", {"location": storeroom.pk, "on": DAY} | lines(row))

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not StockMovement.objects.exists()
    assert not Lot.objects.exists()


def test_a_delivery_says_what_it_did(at, stock, storeroom, kit):
    stock.receive("A1", 1)
    stock.leave(3)
    entry = {"item": kit.pk, "number": "B2", "expires_on": "2029-06-30", "quantity": 10}

    answer = at("receive", entry | {"location": storeroom.pk, "on": DAY})

    assert (answer.status_code, answer.url) == (302, "/agencies/albany-county-sheriffs-office/stock/")
    assert told(answer) == [
        "10 of lot B2 came to Storeroom: 2 cover kits logged before, 8 of the lot are on hand. "
        "Count when you have a moment."
    ]
    assert stock.levels() == {"B2": 8}


def test_the_next_lot_of_a_delivery_follows_at_once(at, stock, storeroom, kit):
    entry = {"item": kit.pk, "number": "B2", "expires_on": "2029-06-30", "quantity": 10, "another": "yes"}

    answer = at("receive", entry | {"location": storeroom.pk, "on": DAY})

    assert answer.url == "/agencies/albany-county-sheriffs-office/stock/receive/"
    assert told(answer) == ["10 of lot B2 are in stock at Storeroom; 10 of it are on hand there now."]


def test_a_refused_delivery_is_explained_at_its_field(at, stock, storeroom, kit):
    stock.receive("A1", 5)
    entry = {"item": kit.pk, "number": "a1", "expires_on": "2029-06-30", "quantity": 10}

    answer = at("receive", entry | {"location": storeroom.pk, "on": DAY})

    assert answer.context["form"].errors == {
        "expires_on": [
            "Lot A1 is recorded with the expiry date March 31, 2028. Check the label: one lot has one date."
        ]
    }
    assert stock.levels() == {"A1": 5}


def test_stock_of_a_stranger_cannot_be_chosen(at, stock, stranger, kit):
    entry = {"item": kit.pk, "number": "A1", "expires_on": "2029-06-30", "quantity": 1, "on": DAY}

    answer = at("receive", entry | {"location": stranger.main_location.pk})

    assert list(answer.context["form"].errors) == ["location"]
    assert not StockMovement.objects.exists()


def test_kits_are_moved_and_the_page_says_so(at, stock, station):
    stock.receive("A1", 5)
    level = StockLevel.objects.get()

    answer = at("move", {"level": level.pk, "quantity": 2, "target": station.pk, "on": DAY})

    assert told(answer) == ["2 of lot A1 are at Station 1 now. Carry them over if you have not yet."]
    assert (stock.levels(), stock.levels(station)) == ({"A1": 3}, {"A1": 2})


def test_a_lots_own_page_leads_to_a_filled_in_move(at, stock):
    stock.receive("A1", 5)
    level = StockLevel.objects.get()

    assert f"?level={level.pk}".encode() in at("lot", args=[level.lot_id]).content
    assert f'value="{level.pk}" selected'.encode() in at("move", query=f"?level={level.pk}").content


def test_more_than_there_is_cannot_be_written_off(at, stock):
    stock.receive("A1", 5)
    level = StockLevel.objects.get()

    answer = at("write_off", {"level": level.pk, "quantity": 6, "reason": "lost", "on": DAY})

    assert answer.context["form"].errors == {
        "quantity": ["There are only 5 of lot A1 at Storeroom. If there are more, count first."]
    }
    assert stock.levels() == {"A1": 5}


def test_written_off_kits_are_named_once_more(at, stock):
    stock.receive("A1", 5)
    level = StockLevel.objects.get()

    answer = at("write_off", {"level": level.pk, "quantity": 2, "reason": "damaged", "on": DAY})

    assert told(answer) == [
        "2 of lot A1 are written off; 3 are left at Storeroom. Take them away so that nobody leaves them."
    ]


def where(stock):
    return f"?location={stock.location.pk}&item={stock.item.slug}"


def test_a_count_is_blind_first(at, stock):
    stock.receive("A1", 7654)

    page = at("count", query=where(stock))

    assert "Lot A1, expires Mar 31, 2028" in words(page)
    assert b"7654" not in page.content
    assert b"7,654" not in page.content


def test_the_variance_is_shown_before_anything_changes(at, stock):
    stock.receive("A1", 12)
    lot = stock.lot("A1")

    page = at("count", {f"lot_{lot.pk}": 10}, query=where(stock))

    assert "Counted 10 In stock by the ledger 12 Difference to explain -2" in words(page)
    assert stock.levels() == {"A1": 12}


def test_a_confirmed_count_sets_the_stock(at, stock):
    stock.receive("A1", 12)
    data = {f"lot_{stock.lot('A1').pk}": 10, "number": "C3", "expires_on": "2029-06-30", "found": 1}
    seen = {"seen_counted": 11, "seen_level": 12, "seen_shortfall": 0, "reason": "lost", "agreed": "yes"}

    answer = at("count", data | seen, query=where(stock))

    assert told(answer) == ["11 are on hand at Storeroom now, 1 fewer than the ledger had."]
    assert stock.levels() == {"A1": 10, "C3": 1}
    assert set(StockMovement.objects.values_list("reason", "quantity")) == {
        ("received", 12),
        ("lost", -2),
        ("counted", 1),
    }


def test_a_count_overtaken_by_the_log_is_counted_again(at, stock):
    stock.receive("A1", 12)
    stock.leave(1)
    seen = {"seen_counted": 12, "seen_level": 12, "seen_shortfall": 0, "reason": "counted", "agreed": "yes"}

    answer = at("count", {f"lot_{stock.lot('A1').pk}": 12} | seen, query=where(stock))

    assert "Nothing was changed: please count again." in words(answer)
    assert stock.levels() == {"A1": 11}


def test_a_count_where_nothing_was_ever_kept_is_refused(at, stock, station):
    stock.receive("A1", 12)
    query = f"?location={station.pk}&item={stock.item.slug}"
    data = {"number": "A1", "expires_on": "2028-03-31", "found": 3}
    seen = {"seen_counted": 3, "seen_level": 0, "seen_shortfall": 0, "reason": "counted", "agreed": "yes"}

    answer = at("count", data | seen, query=query)

    assert "Begin with an opening count." in words(answer)
    assert stock.levels(station) == {}


def test_a_lot_is_held_back_and_released(at, stock):
    stock.receive("A1", 12)
    lot = stock.lot("A1")

    held = at("hold_back", {}, args=[lot.pk])
    page = words(at("lot", args=[lot.pk]))
    released = at("release", {}, args=[lot.pk])

    assert told(held) == [
        "Lot A1 is held back: set it apart, the log takes none of it. Release it when it is found good."
    ]
    assert "Held back" in page
    assert "Lot A1 is in use again: it may be left with people." in told(released)
    assert stock.lot("A1").status == "active"


def test_the_ledger_runs_from_opening_to_closing_balance(at, stock, station):
    stock.open(("A1", GOOD_UNTIL, 40), on=date(2026, 10, 5))
    stock.leave(9, on=date(2026, 10, 31))
    stock.receive("B2", 10, expires_on=LATER)

    page = words(at("ledger"))
    elsewhere = words(at("ledger", query=f"?item={stock.item.slug}&location={station.pk}"))

    assert (
        "Opening balance 31 Nov 21 Received Storeroom B2 Alice +10 Left with people, as logged this month 0" in page
    )
    assert (
        "Opening balance 0 Oct 5 Opening count Storeroom A1 Alice +40 Left with people, as logged this month -9"
        in page
    )
    assert "Closing balance 41" in page
    assert "Nothing came to or left this location yet." in elsewhere


def test_the_ledger_is_paged_by_month(at, stock):
    for month in range(1, 10):
        stock.receive(f"M{month}", month, on=date(2026, month, 10), today=date(2026, month, 10))

    first, second = words(at("ledger")), words(at("ledger", query="?page=2"))

    assert "Page 1 of 2" in first
    assert "September 2026" in first
    assert "March 2026" not in first
    assert "March 2026" in second


def test_staff_may_keep_stock_too(at, stock, stan, storeroom, kit):
    entry = {"item": kit.pk, "number": "B2", "expires_on": "2029-06-30", "quantity": 10}

    answer = at("receive", entry | {"location": storeroom.pk, "on": DAY}, who=stan)

    assert answer.status_code == 302
    assert StockMovement.objects.get().by == stan


def test_an_agency_without_a_location_is_sent_to_make_one(at, agency):
    agency.main_location = None
    agency.save()
    Location.objects.all().delete()

    assert "Add a location first" in words(at("receive"))
    assert "Add a location first" in words(at("opening"))
