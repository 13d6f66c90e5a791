"""What was logged and was never in stock: the page asks what was not entered, and each answer is a form filled in."""

import pytest

from agencies.models import Location
from inventory.querysets import stock_warnings
from tests.inventory.conftest import GOOD_UNTIL, LATER, told, words


@pytest.fixture
def short(stock, station):
    """Three more were left at the station than it had; the storeroom has two lots."""
    stock.receive("A1", 12)
    stock.receive("B2", 2, expires_on=LATER)
    stock.receive("C3", 1, location=station)
    stock.leave(4, location=station)
    return stock


@pytest.fixture
def page(at, short, station):
    return lambda place=station: at("uncovered", query=f"?location={place.pk}&item={short.item.slug}")


def lead(at, answer, way):
    """Follow the link of the page that leads to `way`, and return the form as it was opened."""
    [query] = {
        part.split('"')[0] for part in answer.content.decode().split(f"/stock/{way}/")[1:] if "quantity" in part
    }
    return at(way.replace("-", "_"), query=query.replace("&amp;", "&")).context["form"]


def typed(form):
    return {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}


def test_it_says_what_is_missing_and_what_each_answer_does(page):
    said = words(page())

    assert "3 more were logged at Station 1 than were in stock there." in said
    assert "3 of it were left already. The rest is on hand." in said
    assert "Storeroom A1 Mar 31, 2028 12 Move 3 Storeroom A1 Storeroom B2 Jun 30, 2029 2 Move 2 Storeroom B2" in said
    assert "What the ledger cannot explain is then a difference that the count found" in said


def test_the_delivery_is_filled_in_and_covers_them_first(at, page, short, station):
    form = lead(at, page(), "receive")
    said = typed(form)
    assert (said["location"], said["item"], said["quantity"]) == (str(station.pk), str(short.item.pk), "3")

    answer = at("receive", said | {"number": "D4", "expires_on": GOOD_UNTIL.isoformat(), "quantity": "10"})

    assert "3 cover kits logged before, 7 of the lot are on hand." in told(answer)[0]
    assert (short.levels(station), short.short(station)) == ({"D4": 7}, 0)


def test_the_move_is_filled_in_and_covers_them(at, page, short, station):
    short.write_off("B2", 2)
    said = typed(lead(at, page(), "move"))
    assert (said["target"], said["quantity"]) == (str(station.pk), "3")

    answer = at("move", said)

    assert told(answer) == ["Moved to Station 1: 3 of lot A1. 3 cover kits logged there before."]
    assert (short.levels(), short.levels(station), short.short(station)) == ({"A1": 9}, {}, 0)


def test_the_count_is_of_that_item_at_that_place(at, page, station):
    [query] = [part.split('"')[0] for part in page().content.decode().split("/stock/count/")[1:] if "?" in part[:1]]

    counted = at("count", query=query.replace("&amp;", "&"))

    assert f"Count at {station}" in words(counted)


def test_where_nothing_is_missing_it_says_so(page, storeroom):
    assert "Everything that was logged there was in stock." in words(page(storeroom))


def test_where_nobody_else_has_any_it_says_so(page, short):
    short.write_off("A1", 12)
    short.write_off("B2", 2)

    assert "No other location has any that may be left." in words(page())


def test_warnings_lead_there(agency, at, short, station, today):
    [warning] = [one for one in stock_warnings(agency, today) if one.kind == "shortfall"]

    assert warning.query == f"location={station.pk}&item={short.item.slug}"
    assert at("stock").content.decode().count("/stock/uncovered/?location=") == 2


def test_a_place_of_somebody_else_or_none_leads_to_the_stock(at, short, stranger):
    foreign = Location.objects.filter(agency=stranger).first()

    for query in ("", "?location=x&item=y", f"?location={foreign.pk}&item={short.item.slug}"):
        assert at("uncovered", query=query).url == f"/agencies/{short.agency.slug}/stock/"


@pytest.mark.parametrize("name", ["receive", "move"])
def test_a_form_that_is_filled_in_with_nonsense_opens_all_the_same(at, short, name):
    answer = at(name, query="?location=x&item=y&quantity=z&level=x&target=%00")

    assert answer.status_code == 200
