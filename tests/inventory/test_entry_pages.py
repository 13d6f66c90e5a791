import pytest

from agencies.models import Location
from inventory.models import Lot, StockLevel, StockMovement
from tests.inventory.conftest import told, words

DAY = "2026-11-21"


def lines(*rows, extra=0):
    """Posted lines of an opening count: (item, number, expires_on, quantity)."""
    names = ("item", "number", "expires_on", "quantity")
    data = {"lines-TOTAL_FORMS": len(rows) + extra, "lines-INITIAL_FORMS": 0}
    for index, row in enumerate([*rows, *[("naloxone-kit", "", "", "")] * extra]):
        data |= {f"lines-{index}-{name}": value for name, value in zip(names, row, strict=True)}
    return data


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
    assert told(answer) == ["Put into stock at Storeroom: 10 of lot B2. On hand there now: 10 of this lot."]


def test_a_page_that_is_sent_twice_is_stored_once(at, stock, storeroom, station, kit):
    key = str(at("receive").context["form"]["key"].value())
    delivery = {"item": kit.pk, "number": "B2", "expires_on": "2029-06-30", "quantity": 10, "key": key}
    at("receive", delivery | {"location": storeroom.pk, "on": DAY})
    level = StockLevel.objects.get()
    keys = [str(at(name).context["form"]["key"].value()) for name in ("move", "write_off")]
    move = {"level": level.pk, "quantity": 2, "target": station.pk, "on": DAY, "key": keys[0]}
    loss = {"level": level.pk, "quantity": 1, "reason": "lost", "on": DAY, "key": keys[1]}
    at("move", move)
    at("write_off", loss)

    again = [at("receive", delivery | {"location": storeroom.pk, "on": DAY}), at("move", move), at("write_off", loss)]

    sentence = "This was stored already. Enter it again only if it happened twice."
    assert [told(answer)[-1] for answer in again] == [sentence] * 3
    assert {answer.url for answer in again} == {"/agencies/albany-county-sheriffs-office/stock/"}
    assert (stock.levels(), stock.levels(station)) == ({"B2": 7}, {"B2": 2})


def test_a_refused_delivery_is_explained_at_its_field(at, stock, storeroom, kit):
    stock.receive("A1", 5)
    entry = {"item": kit.pk, "number": "a1", "expires_on": "2029-06-30", "quantity": 10}

    answer = at("receive", entry | {"location": storeroom.pk, "on": DAY})

    assert answer.context["form"].errors == {
        "expires_on": ["Lot A1 is recorded with the expiry date Mar 31, 2028. Check the label: one lot has one date."]
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

    assert told(answer) == ["Moved to Station 1: 2 of lot A1."]
    assert (stock.levels(), stock.levels(station)) == ({"A1": 3}, {"A1": 2})


def test_a_lots_own_page_leads_to_a_filled_in_move(at, stock, station):
    stock.receive("A1", 5)
    level = StockLevel.objects.get()

    assert f"?level={level.pk}".encode() in at("lot", args=[level.lot_id]).content
    assert f'value="{level.pk}" selected'.encode() in at("move", query=f"?level={level.pk}").content


@pytest.mark.parametrize("page", ["move", "write_off"])
def test_a_lot_that_no_address_can_name_is_not_filled_in(at, stock, page):
    stock.receive("A1", 5)

    answer = at(page, query="?level=x")

    assert answer.status_code == 200
    assert f'value="{StockLevel.objects.get().pk}" selected'.encode() not in answer.content


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

    assert told(answer) == ["Written off: 2 of lot A1 at Storeroom. On hand there now: 3 of this lot."]


def test_where_nothing_is_left_the_sentence_says_so(at, stock):
    stock.receive("A1", 5)
    level = StockLevel.objects.get()

    answer = at("write_off", {"level": level.pk, "quantity": 5, "reason": "lost", "on": DAY})

    assert told(answer) == ["Written off: 5 of lot A1 at Storeroom. None of this lot is left there."]


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


@pytest.mark.parametrize("page", ["count", "move", "write_off"])
def test_where_nothing_is_in_stock_the_page_says_how_to_begin(at, agency, page):
    answer = at(page)

    assert "Start with an opening count or a delivery" in words(answer)
    assert b'<select name="level"' not in answer.content


def test_a_move_needs_a_second_location(at, stock):
    stock.receive("A1", 5)

    answer = at("move")

    assert "Add a second location first" in words(answer)


def test_what_was_left_open_is_asked_for_in_words(at, stock):
    stock.receive("A1", 5)

    answer = at("write_off", {"on": DAY})

    errors = answer.context["form"].errors
    assert errors == {
        "level": ["Choose the lot."],
        "quantity": ["Enter how many."],
        "reason": ["Choose why."],
    }
    assert stock.levels() == {"A1": 5}
