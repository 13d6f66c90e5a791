"""What an import takes out of stock is told before and after, item by item and at the location that is chosen."""

from datetime import date

import pytest

from agencies.models import Location
from distributions.models import DailyCount
from inventory.actions import CountedLot, OpeningLine, count_stock, opening_count, receive
from inventory.models import StockLevel
from tests import cast
from tests.distributions.asking import ledger_closes, on_hand, short, words

LINES = "Date,ZIP,Kits\n11/02/2026,12207,30\n11/03/2026,12207,25\n"


@pytest.fixture
def north(stocked, kit, today, alice):
    """A second location, with 60 kits since the first of November."""
    north = Location.objects.create(agency=stocked, name="North station", kind="station")
    lines = [OpeningLine(kit, "N1", date(2028, 1, 31), 60)]
    opening_count(agency=stocked, location=north, lines=lines, on=date(2026, 11, 1), today=today, by=alice)
    return north


def held_at(location):
    return sum(StockLevel.objects.filter(location=location).values_list("quantity", flat=True))


def test_what_stock_does_not_cover_is_told_before_and_after(stocked, upload, confirm):
    shown = upload(LINES)

    place = stocked.main_location
    assert (
        f"This will take 55 kits out of {place}, which has 40. 15 will be recorded as not covered by stock."
        in words(shown)
    )
    assert on_hand(stocked) == 40
    done = confirm(shown)
    assert f"40 taken out of {place}. 15 recorded as not covered by stock." in words(done)
    assert (on_hand(stocked), short(stocked)) == (0, 15)
    assert ledger_closes()


@pytest.mark.parametrize(
    ("lines", "sentence", "left"),
    [
        ("11/02/2026,12207,3\n", "This will take 3 kits out of {place}, which has 40.", 37),
        ("11/02/2026,12207,1\n", "This will take 1 kit out of {place}, which has 40.", 39),
        (
            "11/02/2026,12207,3\n10/02/2026,12207,5\n",
            "This will take 3 kits out of {place}, which has 40. "
            "5 were left before the first stock record there and take nothing.",
            37,
        ),
        (
            "10/02/2026,12207,1\n",
            "This will take nothing out of stock: 1 kit was left before {place} had a stock record.",
            40,
        ),
        (
            "10/02/2026,12207,5\n",
            "This will take nothing out of stock: 5 kits were left before {place} had a stock record.",
            40,
        ),
    ],
)
def test_each_case_has_its_sentence(stocked, upload, confirm, lines, sentence, left):
    shown = upload("Date,ZIP,Kits\n" + lines)

    assert sentence.format(place=stocked.main_location) in words(shown)
    confirm(shown)
    assert on_hand(stocked) == left


def test_an_agency_without_stock_is_told_that_nothing_is_taken(agency, upload):
    shown = upload(LINES)

    assert "This will take nothing out of stock: 55 kits were left before" in words(shown)


def test_only_what_is_new_is_taken(stocked, upload, confirm):
    confirm(upload(LINES))

    shown = upload("Date,ZIP,Kits\n11/02/2026,12207,30\n11/03/2026,12207,25\n11/04/2026,12207,2\n")

    assert "This will take 2 kits out of" in words(shown)


def test_with_and_without_what_is_counted_already(stocked, upload, confirm, leave):
    leave("12207", items=2, day=date(2026, 11, 20))
    shown = upload("Date,ZIP,Kits\n11/19/2026,12207,5\n11/20/2026,12207,3\n")

    said = words(shown)
    place = stocked.main_location
    assert f"This will take 5 kits out of {place}, which has 38." in said
    assert (
        f"If you add everything that is counted already: This will take 8 kits out of {place}, which has 38." in said
    )
    confirm(shown, overlap="skip")
    assert on_hand(stocked) == 33


def test_the_location_is_asked_for_where_there_is_a_choice(stocked, north, upload, confirm):
    shown = upload(LINES, location=north.pk)

    assert "This will take 55 kits out of North station, which has 60." in words(shown)
    done = confirm(shown)
    assert "55 taken out of North station." in words(done)
    assert (held_at(north), held_at(stocked.main_location)) == (5, 40)
    assert ledger_closes()


def test_it_is_not_asked_for_where_there_is_none(stocked, coordinator, url):
    assert "location" not in coordinator.get(url("import")).context["form"].fields


def test_the_location_of_another_agency_is_refused(stocked, north, upload):
    other = cast.agency(stocked.program, name="Cohoes Police Department")

    answer = upload(LINES, location=other.main_location.pk)

    assert list(answer.context["form"].errors) == ["location"]
    assert not DailyCount.objects.exists()


def test_two_items_are_told_apart(stocked, upload, confirm, strips, today, alice):
    receive(
        agency=stocked,
        location=stocked.main_location,
        item=strips,
        number="S1",
        expires_on=date(2028, 1, 31),
        quantity=10,
        on=date(2026, 11, 1),
        today=today,
        by=alice,
    )

    shown = upload(f"Date,ZIP,Kits,Item\n11/02/2026,12207,3,\n11/02/2026,12207,12,{strips.name}\n")

    place = stocked.main_location
    assert f"This will take 3 kits out of {place}, which has 40." in words(shown)
    assert (
        f"This will take 12 of {strips.name} out of {place}, which has 10. "
        "2 will be recorded as not covered by stock." in words(shown)
    )


def test_the_command_says_the_same(stocked, north, run, sheet_of):
    file = sheet_of("11/02/2026,12207,30,0", "11/03/2026,12207,35,0")

    _code, before = run(file, location="north station", dry_run=True)
    assert (
        "This will take 65 kits out of North station, which has 60. 5 will be recorded as not covered by stock."
        in before.splitlines()
    )
    assert held_at(north) == 60
    _code, after = run(file, location="north station")
    assert "60 taken out of North station. 5 recorded as not covered by stock." in after.splitlines()
    assert held_at(north) == 0


def test_the_command_knows_only_the_agencys_locations(stocked, north, run, sheet_of):
    code, said = run(sheet_of("11/02/2026,12207,30,0"), location="South station")

    assert code == 2
    assert said.startswith("There is no location “South station” with a stock: choose one of ")
    assert not DailyCount.objects.exists()


def test_what_was_left_before_the_last_count_takes_nothing_and_is_told(upload, confirm, stocked, kit, today, alice):
    count = {"counted": [CountedLot("A1", date(2028, 1, 31), 31)], "on": today, "today": today, "by": alice}
    count_stock(agency=stocked, location=stocked.main_location, item=kit, **count)

    page = upload("Date,ZIP,Kits\n11/02/2026,12207,9\n10/02/2026,12207,1\n")
    confirm(page)

    assert (
        "This will take nothing out of stock: 9 kits were left before the last count at Storeroom, "
        "which found them gone. 1 was left before the first stock record there and takes nothing."
    ) in words(page)
    assert (on_hand(stocked), short(stocked)) == (31, 0)
    assert ledger_closes()


def test_where_not_all_are_kits_nothing_calls_them_kits(stocked, run, upload, confirm, strips, sheet_of):
    lines = "Date,ZIP,Kits,Item\n11/02/2026,12207,2,\n11/03/2026,12207,10,Fentanyl test strips\n"

    page = upload(lines)
    done = confirm(page)

    assert "Lines What happens Days and places How many Times People trained New added 2 12 2 0" in words(page)
    assert "was imported. Added: 12 items, left on 2 occasions." in words(done)
    _code, said = run(sheet_of("11/04/2026,12207,1", name="others.csv"))
    assert "1 kit, 1 time, 0 people trained added · 0 kits unchanged" in said
