"""A day with far more kits than usual is asked about, and never refused."""

from datetime import date, timedelta

import pytest

from distributions.actions.usual import find_right
from distributions.models import DailyCount, UsualDay
from distributions.volume import UnusualDay, asked_about_on

DAY = date(2026, 11, 19)


@pytest.fixture
def usually(leave):
    """Leave some kits on each of four days of the weeks before."""

    def usually(items):
        for back in (7, 14, 21, 56):
            leave(day=DAY - timedelta(days=back), items=items)

    return usually


def asked(agency, today):
    return [tuple(day) for day in asked_about_on(agency, today)]


@pytest.mark.parametrize(
    ("mean", "kits", "is_asked"),
    [(1, 20, False), (1, 21, True), (6, 30, False), (6, 31, True)],
    ids=["twenty never", "more than twenty", "five times the mean", "more than five times the mean"],
)
def test_a_day_is_unusual_beyond_twenty_and_five_times_the_mean(agency, leave, usually, today, mean, kits, is_asked):
    usually(mean)

    leave(day=DAY, items=kits)

    assert asked(agency, today) == ([(DAY, kits)] if is_asked else [])


def test_the_first_day_of_all_is_unusual_beyond_twenty(agency, leave, today):
    leave(day=DAY, items=21)

    assert asked_about_on(agency, today) == [UnusualDay(DAY, 21)]


def test_the_places_of_a_day_are_added_up_and_other_items_are_not(agency, leave, today, strips):
    leave("12207", day=DAY, items=11)
    leave("12047", day=DAY, items=10)
    leave(day=DAY - timedelta(days=1), items=200, item=strips)

    assert asked(agency, today) == [(DAY, 21)]


def test_a_month_total_is_no_day(agency, leave, today):
    leave(day=date(2026, 11, 10), items=90)
    DailyCount.objects.update(precision="month")

    assert asked(agency, today) == []


@pytest.mark.parametrize(("back", "is_asked"), [(13, True), (14, False)])
def test_a_day_is_asked_about_for_fourteen_days(agency, leave, today, back, is_asked):
    leave(day=today - timedelta(days=back), items=40)

    assert bool(asked(agency, today)) is is_asked


def test_a_day_of_another_agency_is_nobody_elses(agency, stranger, leave, today):
    leave(day=DAY, items=40, to=stranger)

    assert asked(agency, today) == []


def test_a_day_that_was_found_right_is_asked_about_again_once_it_grows(agency, leave, today):
    leave(day=DAY, items=40)
    find_right(agency=agency, day=DAY, kits=40, today=today)

    found = asked(agency, today)
    leave(day=DAY, items=40)

    assert found == []
    assert asked(agency, today) == [(DAY, 80)]


def test_a_day_that_is_not_asked_about_any_more_is_forgotten(agency, stranger, today):
    for of in (agency, stranger):
        find_right(agency=of, day=today - timedelta(days=13), kits=40, today=today - timedelta(days=1))

    find_right(agency=agency, day=today, kits=50, today=today + timedelta(days=1))

    assert list(UsualDay.objects.filter(agency=agency).values_list("handed_out_on", "items")) == [(today, 50)]
    assert UsualDay.objects.filter(agency=stranger).count() == 1
