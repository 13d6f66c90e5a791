"""What was left on another day, or in another place: lowered here and counted there, or neither."""

from datetime import date

import pytest

from agencies.models import Location
from distributions.actions.correct import CorrectionRefused
from distributions.actions.move import move_count
from distributions.counts import Counts, Key
from distributions.models import Correction, DailyCount
from distributions.months import kits_posted, log_lines, net_corrections
from inventory.models import Lot, Shortfall, StockUse
from tests.distributions.asking import ledger_closes, log_of, on_hand, short

DAY = date(2026, 11, 20)
JANUARY = date(2027, 1, 25)
OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)
NEXT_QUARTER = {"first": date(2027, 1, 1), "last": date(2027, 3, 1)}


@pytest.fixture
def station(agency):
    return Location.objects.create(agency=agency, name="Station 1", kind="station")


@pytest.fixture
def put(agency, alice, today):
    """Move a part of the oldest count: `put(Counts(1, 1, 0), zip_code="12047")`; return the corrections."""

    def put(moved, *, seen, on=today, reason="wrong_place", **to):
        count = DailyCount.objects.of(agency).order_by("posted_month", "handed_out_on", "-zip_code").first()
        key = Key(*(getattr(count, name) for name in Key._fields))
        return move_count(
            count=count, seen=seen, moved=moved, to=key._replace(**to), reason=reason, today=on, by=alice
        )

    return put


def lines(agency):
    """The log line by line: (day, ZIP code, figures)."""
    found = log_lines(agency, first=date(2026, 1, 1), last=date(2027, 12, 31))
    return [(line.key.handed_out_on, line.key.zip_code, tuple(line.figures)) for line in found]


def test_a_part_moves_to_the_right_place_and_both_halves_say_why(stocked, leave, put):
    leave(items=3, trained=1)
    leave(items=2)

    put(Counts(1, 2, 0), seen=Counts(2, 5, 1), zip_code="12047")

    assert lines(stocked) == [(DAY, "12047", (1, 2, 0)), (DAY, "12207", (1, 3, 1))]
    assert log_of(stocked) == (2, 5, 1)
    assert on_hand(stocked) == 35
    assert ledger_closes()
    said = Correction.objects.order_by("items").values_list("zip_code", "items", "reason", "to_net_line")
    assert list(said) == [("12207", -2, "wrong_place", False), ("12047", 2, "wrong_place", False)]


def test_what_moves_to_a_counted_place_is_added_there(agency, leave, put):
    leave(items=3)
    leave("12047", items=4)

    put(Counts(1, 3, 0), seen=Counts(1, 3, 0), zip_code="12047")

    assert lines(agency) == [(DAY, "12047", (2, 7, 0))]


def test_another_day_may_be_another_month(stocked, leave, put, kit):
    leave(items=3)

    put(Counts(1, 3, 0), seen=Counts(1, 3, 0), reason="wrong_day", handed_out_on=date(2026, 10, 30))

    assert lines(stocked) == [(date(2026, 10, 30), "12207", (1, 3, 0))]
    assert kits_posted(stocked, first=OCTOBER, last=OCTOBER) == (1, 3, 0)
    assert on_hand(stocked) == 40, "what was left before the opening count never touches stock"
    assert ledger_closes()


def test_stock_use_moves_to_the_month_of_the_right_day(stocked, leave, put):
    leave(day=date(2026, 11, 2), items=3, on=date(2026, 12, 5))

    put(
        Counts(1, 3, 0),
        seen=Counts(1, 3, 0),
        on=date(2026, 12, 5),
        reason="wrong_day",
        handed_out_on=date(2026, 12, 2),
    )

    use = StockUse.objects.filter(agency=stocked).order_by("posted_month").values_list("posted_month", "quantity")
    assert list(use) == [(date(2026, 11, 1), 0), (DECEMBER, 3)]
    assert on_hand(stocked) == 37
    assert ledger_closes()


def test_kits_of_a_station_that_move_take_nothing_out_of_the_storeroom(stocked, leave, put, station):
    leave(items=3, at=station)

    put(Counts(1, 3, 0), seen=Counts(1, 3, 0), zip_code="12047")

    assert on_hand(stocked) == 40, "the station has no stock of its own, and nothing left the storeroom"
    assert not StockUse.objects.exists()


def test_a_lot_that_was_recalled_since_gets_nothing_back(stocked, leave, put):
    leave(items=3)
    Lot.objects.update(status=Lot.Status.RECALLED)

    put(Counts(1, 3, 0), seen=Counts(1, 3, 0), zip_code="12047")

    assert (on_hand(stocked), short(stocked)) == (37, 0)
    assert ledger_closes()


def test_a_shortfall_moves_to_the_month_of_the_right_day(stocked, leave, put):
    late = date(2026, 12, 5)
    leave(day=date(2026, 11, 2), items=45, on=late)

    put(Counts(1, 45, 0), seen=Counts(1, 45, 0), on=late, reason="wrong_day", handed_out_on=date(2026, 12, 2))

    assert list(Shortfall.objects.order_by("posted_month").values_list("posted_month", "quantity")) == [
        (date(2026, 11, 1), 0),
        (DECEMBER, 5),
    ]
    assert (on_hand(stocked), short(stocked)) == (0, 5)
    assert ledger_closes()


def test_kits_left_before_the_opening_count_are_taken_once_they_move_past_it(stocked, leave, put):
    leave(day=date(2026, 10, 30), items=3)

    put(Counts(1, 3, 0), seen=Counts(1, 3, 0), reason="wrong_day", handed_out_on=DAY)

    assert on_hand(stocked) == 37
    assert ledger_closes()


def test_kits_that_no_stock_covered_move_with_their_shortfall(stocked, leave, put):
    leave(items=45)

    put(Counts(1, 45, 0), seen=Counts(1, 45, 0), zip_code="12047")

    assert (on_hand(stocked), short(stocked)) == (0, 5)
    assert ledger_closes()


def test_a_published_report_stays_and_the_next_one_tells_the_difference(stocked, leave, put, seal):
    leave(items=3, trained=1)
    seal(OCTOBER)

    lowered, counted = put(Counts(1, 3, 1), seen=Counts(1, 3, 1), on=JANUARY, zip_code="12047")

    assert lines(stocked) == [(DAY, "12047", (1, 3, 1))]
    assert kits_posted(stocked, first=OCTOBER, last=DECEMBER) == (1, 3, 1)
    assert net_corrections(stocked, **NEXT_QUARTER) == (-1, -3, -1)
    assert kits_posted(stocked, **NEXT_QUARTER) == (0, 0, 0)
    assert (lowered.to_net_line, counted.to_net_line) == (True, False)
    assert on_hand(stocked) == 37
    assert ledger_closes()


@pytest.mark.parametrize(
    ("moved", "to", "sentence"),
    [
        (Counts(2, 4, 0), {"zip_code": "12047"}, "less than nothing"),
        (Counts(1, 2, 0), {"zip_code": "12047"}, "fewer kits than times"),
        (Counts(0, 0, 0), {"zip_code": "12047"}, "Each visit leaves at least one kit"),
        (Counts(1, 3, 4), {"zip_code": "12047"}, "less than nothing"),
        (Counts(1, 3, 0), {}, "Enter another day, or another place."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(stocked, leave, put, moved, to, sentence):
    leave(items=3)

    with pytest.raises(CorrectionRefused, match=sentence):
        put(moved, seen=Counts(1, 3, 0), **to)

    assert lines(stocked) == [(DAY, "12207", (1, 3, 0))]
    assert DailyCount.objects.count() == 1
    assert on_hand(stocked) == 37
    assert not Correction.objects.exists()


def test_what_was_logged_meanwhile_stops_a_move(agency, leave, put):
    leave(items=3)
    leave(items=1)

    with pytest.raises(CorrectionRefused, match="More was counted"):
        put(Counts(1, 3, 0), seen=Counts(1, 3, 0), zip_code="12047")

    assert log_of(agency) == (2, 4, 0)
    assert not Correction.objects.exists()
