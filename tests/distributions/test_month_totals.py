"""A month of which only the total is known: one time that kits were left, asked about where the log has some."""

from datetime import date
from uuid import uuid4

import pytest

from distributions.forms.events import whole_months
from distributions.models import DailyCount, SubmissionKey
from tests.distributions.asking import ledger_closes, log_of, on_hand, words


@pytest.fixture
def total(coordinator, url):
    usual = {"month": "2026-10", "place": "12207", "items": "60", "people_trained": "12"}

    def send(uuid=None, **changes):
        return coordinator.post(url("month_total"), usual | {"uuid": uuid or uuid4()} | changes, follow=True)

    return send


def test_a_months_total_is_one_time_of_that_month_and_says_so_in_the_log(total, coordinator, url, agency):
    answer = total()

    count = DailyCount.objects.get()
    assert (count.handed_out_on, count.precision, count.posted_month) == (
        date(2026, 10, 1),
        "month",
        date(2026, 10, 1),
    )
    assert log_of(agency) == (1, 60, 12)
    assert "60 left in October 2026 are counted." in words(answer)
    assert "counted as one" in words(coordinator.get(url("month", 2026, 10)))


def test_a_total_of_a_sealed_month_is_posted_forward(total, agency, seal):
    seal(date(2026, 10, 1))

    total()

    assert DailyCount.objects.get().posted_month == date(2027, 1, 1)


def test_a_month_before_the_opening_count_leaves_stock_alone(total, stocked):
    total()

    assert on_hand(stocked) == 40
    assert ledger_closes()


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 21), date(2026, 10, 1), date(2025, 11, 1)),
        (date(2026, 11, 30), date(2026, 10, 1), date(2025, 11, 1)),
        (date(2024, 12, 31), date(2024, 11, 1), date(2024, 1, 1)),
        (date(2026, 1, 1), date(2025, 12, 1), date(2025, 1, 1)),
    ],
)
def test_months_that_are_over_are_offered_for_a_year(today, first, last):
    months = whole_months(today)

    assert (months[0], months[-1]) == (first, last)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("month", "2026-11", "Choose a month that is over, at most a year back."),
        ("month", "2026-12", "Choose a month that is over, at most a year back."),
        ("month", "2025-10", "Choose a month that is over, at most a year back."),
        ("items", "2001", "Log between 1 and 2,000 kits at a time."),
        ("people_trained", "2001", "People trained is a number from 0 to 2,000."),
        ("place", "1220", "Enter the five digits of the ZIP code."),
    ],
)
def test_a_wrong_total_is_explained_at_its_field_and_nothing_changes(total, counties, field, value, sentence):
    answer = total(**{field: value})

    assert answer.context["form"].errors == {field: [sentence]}
    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()


MAYBE = "3 already in the log may be the same ones as yours for"


@pytest.mark.parametrize(
    ("logged", "typed", "doubt"),
    [
        ("12207", "12207", "3 kits were already logged for 12207 Albany in October 2026."),
        (
            "12207",
            "Albany",
            f"{MAYBE} Albany County (ZIP not known) in October 2026 (days of the month, ZIP codes of the county).",
        ),
        ("", "12207", f"{MAYBE} 12207 Albany in October 2026 (days of the month, county without ZIP code)."),
    ],
)
def test_kits_that_the_log_has_already_are_asked_about(total, leave, agency, logged, typed, doubt):
    leave(logged, day=date(2026, 10, 5), items=3)

    asked = total(place=typed)
    assert log_of(agency) == (1, 3, 0)
    told = total(place=typed, sure=asked.context["form"].sure)

    assert asked.context["form"].doubts == [doubt]
    assert "60 left in October 2026 are counted." in words(told)
    assert log_of(agency) == (2, 63, 12)


@pytest.mark.parametrize(
    "elsewhere", [{"zip_code": "12208"}, {"zip_code": "12207", "day": date(2026, 11, 1)}, {"zip_code": "12180"}]
)
def test_other_places_and_months_are_no_reason_to_ask(total, leave, agency, elsewhere):
    leave(elsewhere["zip_code"], day=elsewhere.get("day", date(2026, 10, 5)))

    total()

    assert log_of(agency) == (2, 61, 12)


def test_a_total_sent_twice_is_counted_once_and_not_asked_about(total, agency):
    uuid = uuid4()
    total(uuid)
    again = total(uuid)

    assert log_of(agency) == (1, 60, 12)
    assert "This was counted already. Nothing was counted twice." in words(again)
