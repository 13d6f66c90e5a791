"""A coordinator says where and when it really was."""

from datetime import date

import pytest

from distributions.models import Correction, DailyCount
from distributions.months import log_lines
from tests.distributions.asking import words

ALL = {"handouts": 2, "items": 5, "people_trained": 1, "seen": "2-5-1"}


@pytest.fixture
def count(leave):
    """Five kits left in 12207 on November 20, two times, one person trained."""
    leave("12207", items=3, trained=1)
    leave("12207", items=2)
    return DailyCount.objects.get()


def lines(agency):
    found = log_lines(agency, first=date(2026, 1, 1), last=date(2027, 12, 31))
    return [(line.key.handed_out_on, line.place, tuple(line.figures)) for line in found]


def test_the_page_begins_with_all_of_it_where_it_stands(coordinator, url, count):
    answer = coordinator.get(url("move", count.pk))

    assert answer.context["form"].initial | {"seen": ""} == ALL | {
        "seen": "",
        "place": "12207",
        "handed_out_on": date(2026, 11, 20),
    }
    assert "12207 Albany Albany County" in words(answer)


@pytest.mark.parametrize(
    ("said", "expected", "reason"),
    [
        (
            {"place": "12047", "handed_out_on": "2026-11-20"},
            (date(2026, 11, 20), "12047 Cohoes", (2, 5, 1)),
            "wrong_place",
        ),
        (
            {"place": "12207", "handed_out_on": "2026-10-03"},
            (date(2026, 10, 3), "12207 Albany", (2, 5, 1)),
            "wrong_day",
        ),
        (
            {"place": "Schenectady County", "handed_out_on": "2026-11-19"},
            (date(2026, 11, 19), "Schenectady County (ZIP not known)", (2, 5, 1)),
            "wrong_place",
        ),
    ],
    ids=["place", "day", "both"],
)
def test_it_moves_with_the_reason_that_follows(coordinator, url, agency, count, said, expected, reason):
    answer = coordinator.post(url("move", count.pk), ALL | said)

    day, _place, _figures = expected
    assert answer.url == url("month", day.year, day.month)
    assert lines(agency) == [expected]
    assert set(Correction.objects.values_list("reason", flat=True)) == {reason}
    listed = words(coordinator.get(url("corrections")))
    assert "\N{MINUS SIGN}5" in listed
    assert "+5" in listed


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Enter another day, or another place."),
        ({"handed_out_on": "2026-12-01"}, "future"),
        ({"place": "1220"}, "Enter the five digits of the ZIP code."),
        ({"place": "12047", "items": 9}, "less than nothing"),
        ({"place": "12047", "handouts": 0}, "Each visit leaves at least one kit"),
        ({"place": "12047", "seen": "1-3-1"}, "More was counted on this day meanwhile."),
        ({"place": "12047", "seen": "x"}, "Open this page again"),
    ],
)
def test_what_cannot_be_is_explained_and_nothing_moves(coordinator, url, agency, count, said, sentence):
    usual = {"place": "12207", "handed_out_on": "2026-11-20"}

    answer = coordinator.post(url("move", count.pk), ALL | usual | said)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert lines(agency) == [(date(2026, 11, 20), "12207 Albany", (2, 5, 1))]
    assert not Correction.objects.exists()


def test_a_whole_month_moves_to_another_place_only(coordinator, url, agency, count):
    DailyCount.objects.update(precision="month", handed_out_on=date(2026, 11, 1))

    coordinator.post(url("move", count.pk), ALL | {"place": "12047", "handed_out_on": "2026-10-03"})

    assert lines(agency) == [(date(2026, 11, 1), "12047 Cohoes", (2, 5, 1))]


def test_a_published_report_is_said_to_stay(coordinator, url, agency, count, seal):
    seal(date(2026, 10, 1))

    page = coordinator.get(url("move", count.pk))

    assert "is published and stays as it is: the difference is told in the next one" in words(page)


def test_staff_move_nothing(staff, url, agency, count):
    answer = staff.post(url("move", count.pk), ALL | {"place": "12047", "handed_out_on": "2026-11-20"})

    assert answer.status_code == 403
    assert lines(agency) == [(date(2026, 11, 20), "12207 Albany", (2, 5, 1))]
