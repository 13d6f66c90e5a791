"""A line from paper, and a day put right."""

from datetime import date
from uuid import uuid4

import pytest

from distributions.models import Correction, DailyCount, SubmissionKey
from tests.distributions.asking import log_of, on_hand, words


@pytest.fixture
def line(counties):
    return {
        "handed_out_on": "2026-11-20",
        "zip_code": "12207",
        "county": "",
        "items": "2",
        "people_trained": "1",
        "uuid": str(uuid4()),
    }


def test_a_line_from_paper_is_counted_once(coordinator, url, stocked, line):
    first = coordinator.post(url("add"), line)
    again = coordinator.post(url("add"), line, follow=True)

    assert first.url == url("add") + "?day=2026-11-20"
    assert log_of(stocked) == (1, 2, 1)
    assert on_hand(stocked) == 38
    assert "That line was counted already." in again.content.decode()
    assert again.context["form"]["handed_out_on"].value() == "2026-11-20"


def test_county_only_is_counted_without_zip(coordinator, url, agency, line):
    coordinator.post(url("add"), line | {"zip_code": "", "county": agency.jurisdiction_id})

    counted = DailyCount.objects.get()
    assert (counted.jurisdiction_id, counted.zip_code) == (agency.jurisdiction_id, "")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("zip_code", "1220", "Enter the five digits of the ZIP code."),
        ("zip_code", "12207-1234", "Enter only the first five digits."),
        ("zip_code", "", "Enter the five digits of the ZIP code, or choose a county."),
        ("items", "0", "Log between 1 and 99 kits at a time."),
        ("items", "100", "Log between 1 and 99 kits at a time."),
        ("items", "two", "Enter a whole number."),
        ("people_trained", "3", "People trained is a number from 0 to the number of kits."),
        ("handed_out_on", "2026-11-22", "This date is in the future: check the year."),
        ("handed_out_on", "2025-11-20", "This date is more than 365 days back: check the year."),
        ("handed_out_on", "someday", "Enter a valid date."),
        ("uuid", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "Open this page again and enter the line anew."),
    ],
)
def test_a_wrong_line_is_explained_and_nothing_changes(coordinator, url, agency, line, field, value, sentence):
    answer = coordinator.post(url("add"), line | {field: value})

    assert answer.status_code == 200
    assert answer.context["form"].errors[field] == [sentence]
    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()


def test_a_day_is_corrected_with_a_reason(coordinator, url, stocked, leave, alice):
    leave(items=3)
    count = DailyCount.objects.get()
    opened = coordinator.get(url("correct", count.pk))
    form = {name: opened.context["form"][name].value() for name in ("handouts", "people_trained", "seen")}

    answer = coordinator.post(url("correct", count.pk), form | {"items": 2, "reason": "counted_twice"}, follow=True)

    assert log_of(stocked) == (1, 2, 0)
    assert on_hand(stocked) == 38
    correction = Correction.objects.get()
    assert (correction.by, correction.reason, correction.items) == (alice, "counted_twice", -1)
    assert "The day is corrected, and so is the stock" in words(answer)
    assert "-1 +0 +0 Counted twice Alice" in words(coordinator.get(url("corrections")))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "sheet_changed"}, "reason"),
        ({"items": "-1"}, "items"),
        ({"items": "0"}, "__all__"),
        ({"seen": "x"}, "seen"),
        ({"seen": "1-4-0"}, "__all__"),
        ({"items": "3"}, "__all__"),
    ],
)
def test_a_wrong_correction_is_explained_and_nothing_changes(coordinator, url, agency, leave, change, field):
    leave(items=3)
    count = DailyCount.objects.get()
    form = {"handouts": 1, "items": 2, "people_trained": 0, "reason": "typed_wrong", "seen": "1-3-0"}

    answer = coordinator.post(url("correct", count.pk), form | change)

    assert list(answer.context["form"].errors) == [field]
    assert log_of(agency) == (1, 3, 0)
    assert not Correction.objects.exists()


def test_a_sealed_day_says_what_becomes_of_the_difference(coordinator, url, leave, seal):
    leave(items=3)
    seal(date(2026, 10, 1))

    said = words(coordinator.get(url("correct", DailyCount.objects.get().pk)))

    assert "is published and stays as it is: the difference is told in the next one" in said
