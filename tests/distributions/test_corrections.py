"""Corrections: the count changes in the open, the net line after the seal, and stock follows."""

from datetime import date

import pytest

from distributions.actions.correct import CorrectionRefused, correct_day
from distributions.counts import Counts
from distributions.models import Correction, DailyCount
from distributions.months import kits_posted, line_of, net_corrections
from inventory.models import StockUse
from tests.distributions.asking import ledger_closes, log_of, on_hand

JANUARY = date(2027, 1, 25)
OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 1)
THIS_QUARTER = {"first": OCTOBER, "last": DECEMBER}
NEXT_QUARTER = {"first": date(2027, 1, 1), "last": date(2027, 3, 1)}


@pytest.fixture
def put_right(agency, alice, today):
    """Correct the newest count of the log to (times, items, people trained); return the corrections."""

    def put_right(*wanted, on=today, seen=None):
        count = DailyCount.objects.of(agency).newest_posting_first().first()
        return correct_day(
            count=count,
            seen=seen or line_of(count),
            wanted=Counts(*wanted),
            reason="typed_wrong",
            today=on,
            by=alice,
        )

    return put_right


@pytest.mark.parametrize(
    ("wanted", "hand"), [((2, 5, 1), 35), ((1, 1, 0), 39), ((0, 0, 0), 40), ((1, 3, 0), 37), ((2, 2, 2), 38)]
)
def test_an_open_count_is_changed_and_stock_follows(stocked, leave, put_right, wanted, hand):
    leave(items=3, trained=1)

    put_right(*wanted)

    assert log_of(stocked) == wanted
    assert on_hand(stocked) == hand
    assert ledger_closes()
    assert Correction.objects.get().to_net_line is False
    assert kits_posted(stocked, **THIS_QUARTER) == wanted


@pytest.mark.parametrize(
    ("wanted", "counted", "net"),
    [
        ((0, 0, 0), (1, 3, 1), (-1, -3, -1)),
        ((1, 2, 1), (1, 3, 1), (0, -1, 0)),
        ((2, 3, 1), (1, 3, 1), (1, 0, 0)),
        ((1, 4, 0), (1, 3, 1), (0, 1, -1)),
        ((1, 4, 1), (1, 3, 1), (0, 1, 0)),
        ((3, 5, 2), (3, 5, 2), (0, 0, 0)),
    ],
)
def test_a_sealed_count_stands_and_the_difference_is_told_later(
    stocked, leave, put_right, seal, wanted, counted, net
):
    leave(items=3, trained=1)
    seal(OCTOBER)

    put_right(*wanted, on=JANUARY)

    assert log_of(stocked) == counted
    assert line_of(DailyCount.objects.first()) == wanted
    assert net_corrections(stocked, **NEXT_QUARTER) == net
    assert kits_posted(stocked, **THIS_QUARTER) == (1, 3, 1)
    assert kits_posted(stocked, **NEXT_QUARTER) == Counts(*wanted).minus(Counts(1, 3, 1))
    assert on_hand(stocked) == 40 - wanted[1]
    assert ledger_closes()


def test_what_is_added_to_a_sealed_day_is_a_count_of_the_open_month(agency, leave, put_right, seal):
    leave(items=3)
    seal(OCTOBER)

    put_right(3, 5, 2, on=JANUARY)

    assert list(DailyCount.objects.order_by("posted_month").values_list("posted_month", "handouts", "items")) == [
        (date(2026, 11, 1), 1, 3),
        (date(2027, 1, 1), 2, 2),
    ]


def test_stock_use_is_given_back_in_the_open_month(stocked, leave, put_right, seal):
    leave(items=3)
    seal(OCTOBER)

    put_right(1, 1, 0, on=JANUARY)

    assert dict(StockUse.objects.values_list("posted_month", "quantity")) == {
        date(2026, 11, 1): 3,
        date(2027, 1, 1): -2,
    }


def test_a_day_posted_to_two_months_is_lowered_in_the_newest_first(agency, leave, put_right, seal):
    leave(items=3)
    seal(OCTOBER)
    leave(items=2, on=JANUARY)

    done = put_right(1, 2, 0, on=JANUARY)

    assert [(part.items, part.to_net_line) for part in done] == [(-2, False), (-1, True)]
    assert line_of(DailyCount.objects.first()) == (1, 2, 0)


def test_a_day_lowered_to_nothing_can_be_raised_again(agency, leave, put_right, seal):
    leave(items=3)
    seal(OCTOBER)

    put_right(0, 0, 0, on=JANUARY)
    put_right(1, 2, 0, on=JANUARY)
    put_right(2, 5, 1, on=JANUARY)

    assert line_of(DailyCount.objects.first()) == (2, 5, 1)
    assert kits_posted(agency, **THIS_QUARTER) == (1, 3, 0)
    assert kits_posted(agency, **NEXT_QUARTER) == (1, 2, 1)


@pytest.mark.parametrize("wanted", [(2, 1, 0), (0, 2, 0), (0, 0, 2), (-1, 1, 0), (1, 3, -1)])
def test_an_impossible_count_is_refused_and_nothing_changes(stocked, leave, put_right, wanted):
    leave(items=3)

    with pytest.raises(CorrectionRefused, match="fewer kits than times"):
        put_right(*wanted)

    assert log_of(stocked) == (1, 3, 0)
    assert on_hand(stocked) == 37
    assert not Correction.objects.exists()


def test_a_correction_of_nothing_is_refused(agency, leave, put_right):
    leave(items=3)

    with pytest.raises(CorrectionRefused, match="Change at least one"):
        put_right(1, 3, 0)

    assert not Correction.objects.exists()


def test_what_was_logged_meanwhile_is_not_overwritten(agency, leave, put_right):
    leave(items=3)
    leave(items=1)

    with pytest.raises(CorrectionRefused, match="More was counted"):
        put_right(1, 2, 0, seen=Counts(1, 3, 0))

    assert log_of(agency) == (2, 4, 0)
    assert not Correction.objects.exists()
