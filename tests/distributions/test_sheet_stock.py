"""The stock of the location that is chosen follows a sheet, however its figures change."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Location
from distributions.actions.take_back import take_sheet_back
from distributions.models import DailyCount, Sheet
from inventory.actions import CountedLot, OpeningLine, count_stock, opening_count
from inventory.models import StockLevel
from tests.distributions.asking import ledger_closes, log_of, words

EXPIRY = date(2028, 1, 31)


@pytest.fixture
def south(stocked, kit, today, alice):
    """A second location, with 60 kits since the first of November."""
    made = Location.objects.create(agency=stocked, name="South station", kind="station")
    open_with(60, made, kit, on=date(2026, 11, 1), by=alice)
    return made


def open_with(quantity, location, kit, *, on, by):
    lines = [OpeningLine(kit, "N1", EXPIRY, quantity)]
    opening_count(agency=location.agency, location=location, lines=lines, on=on, today=on, by=by)


def lying_at(location):
    return sum(StockLevel.objects.filter(location=location).values_list("quantity", flat=True))


def test_a_changed_line_takes_from_and_returns_to_the_chosen_location(stocked, south, run, sheet_of):
    run(sheet_of("11/02/2026,12207,10,0"), location="South station")

    _code, grown = run(sheet_of("11/02/2026,12207,15,0"), location="South station")
    assert "5 taken out of South station." in grown.splitlines()
    assert (lying_at(south), lying_at(stocked.main_location)) == (45, 40)

    run(sheet_of("11/02/2026,12207,4,0"), location="South station", replace=True)
    assert (lying_at(south), lying_at(stocked.main_location)) == (56, 40)
    assert ledger_closes()


def test_a_changed_line_of_a_sealed_day_follows_the_chosen_location_too(stocked, south, run, sheet_of, seal):
    run(sheet_of("11/02/2026,12207,10,0"), location="South station")
    seal(date(2026, 10, 1))

    _code, grown = run(sheet_of("11/02/2026,12207,15,0"), location="South station")

    assert "5 taken out of South station." in grown.splitlines()
    assert (lying_at(south), lying_at(stocked.main_location)) == (45, 40)


@pytest.mark.parametrize(("counted", "left"), [(2, 10), (16, 10), (17, 40), (31, 40)])
def test_a_months_total_is_taken_as_left_in_the_middle_of_its_month(
    agency, kit, run, sheet_of, today, alice, counted, left
):
    main = agency.main_location
    open_with(40, main, kit, on=date(2026, 9, 1), by=alice)
    day = date(2026, 10, counted)
    lots = [CountedLot("N1", EXPIRY, 40)]
    count_stock(agency=agency, location=main, item=kit, counted=lots, on=day, today=day, by=alice)
    file = sheet_of("2026-10,12207,30,0")

    _code, told = run(file, dry_run=True)
    run(file)

    taken = f"take {40 - left} kits out of" if left < 40 else "take nothing out of stock"
    assert (lying_at(main), taken in told) == (left, True)
    assert ledger_closes()
    take_sheet_back(sheet=Sheet.objects.get(), location=main, today=today, by=alice)
    assert (lying_at(main), log_of(agency), ledger_closes()) == (40, (0, 0, 0), True)


@pytest.mark.parametrize(("opened", "left"), [(10, 34), (31, 40)])
def test_a_months_total_is_taken_where_most_of_it_came_after_the_opening(
    agency, kit, coordinator, url, alice, opened, left
):
    main = agency.main_location
    open_with(40, main, kit, on=date(2026, 10, opened), by=alice)

    sent = {"month": "2026-10", "place": "12207", "items": "6", "uuid": uuid4()}
    coordinator.post(url("month_total"), sent)

    assert (lying_at(main), log_of(agency)) == (left, (1, 6, 0))
    count = DailyCount.objects.get()
    form = coordinator.get(url("correct", count.pk)).context["form"]
    figures = {"handouts": 1, "items": 2, "people_trained": 0, "seen": form["seen"].value()}
    coordinator.post(url("correct", count.pk), figures | {"reason": "typed_wrong"})
    assert (lying_at(main), log_of(agency)) == (min(40, left + 4), (1, 2, 0))


def test_a_sheet_that_was_taken_back_is_said_so_when_it_is_sent_again(stocked, coordinator, url):
    lines = {"lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0}
    line = {"day": "11/20", "place": "12207", "items": "4", "uuid": uuid4()}
    event = {"day": "2026-11-20", "handouts": "2", "place": "12207", "items": "6", "uuid": uuid4()}
    paper = lines | {f"lines-0-{name}": value for name, value in line.items()}
    month = {"month": "2026-10", "place": "12207", "items": "6", "uuid": uuid4()}
    for page, sent, sentence in (
        ("add", paper, "If its sheet was taken back, enter it again on this page."),
        ("event", event, "If it was taken back, open an empty page and enter it again."),
        ("month_total", month, "If it was taken back, open an empty page and enter it again."),
    ):
        coordinator.post(url(page), sent)
        coordinator.post(url("sheet_take_back", Sheet.objects.get(taken_back_on=None).pk))

        again = coordinator.post(url(page), sent, follow=True)

        assert sentence in words(again)
        assert "stays as it was" not in words(again)
        assert log_of(stocked) == (0, 0, 0)
