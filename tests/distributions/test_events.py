"""An event: many kits on one day, to about how many people."""

from datetime import date
from uuid import uuid4

import pytest

from distributions.models import DailyCount, SubmissionKey
from tests.distributions.asking import ledger_closes, log_of, on_hand, short, words


@pytest.fixture
def event(coordinator, url):
    usual = {"day": "2026-11-14", "place": "12207", "items": "300", "handouts": "250", "people_trained": "40"}

    def send(uuid=None, **changes):
        return coordinator.post(url("event"), usual | {"uuid": uuid or uuid4()} | changes, follow=True)

    return send


def test_each_person_at_an_event_is_one_time_that_kits_were_left(event, stocked):
    answer = event()

    count = DailyCount.objects.get()
    assert (count.handed_out_on, count.precision, count.zip_code) == (date(2026, 11, 14), "day", "12207")
    assert log_of(stocked) == (250, 300, 40)
    assert (on_hand(stocked), short(stocked)) == (0, 260)
    assert ledger_closes()
    assert "300 left on Nov 14, 2026 with about 250 people are counted." in words(answer)
    assert "Log of November 2026" in words(answer)


def test_an_event_sent_twice_is_counted_once(event, agency):
    uuid = uuid4()
    event(uuid)
    again = event(uuid)

    assert log_of(agency) == (250, 300, 40)
    assert "This was counted already. Nothing was counted twice." in words(again)


@pytest.mark.parametrize(
    "right",
    [
        {"items": "2000", "handouts": "2000", "people_trained": "2000"},
        {"items": "1", "handouts": "1", "people_trained": ""},
        {"day": "2025-11-21"},
        {"place": "Albany County"},
    ],
)
def test_the_ends_of_what_is_possible_are_counted(event, counties, right):
    event(**right)

    assert DailyCount.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("items", "2001", "Log between 1 and 2,000 kits at a time."),
        ("items", "0", "Log between 1 and 2,000 kits at a time."),
        ("handouts", "0", "Each was given at least one kit: enter a number from 1 to the number of kits."),
        ("handouts", "301", "Each was given at least one kit: enter a number from 1 to the number of kits."),
        ("handouts", "", "Enter about how many people were given kits."),
        ("people_trained", "2001", "People trained is a number from 0 to 2,000."),
        ("day", "2026-11-22", "This date is in the future: check the year."),
        ("day", "2025-11-20", "This date is more than 365 days back: check the year."),
        ("day", "", "Enter the day of the event."),
        ("place", "", "Enter the five digits of the ZIP code, or a county."),
        ("uuid", "c232ab00-9414-11ec-b3c8-9f6bdeced846", "Open this page again and enter the line anew."),
    ],
)
def test_a_wrong_event_is_explained_at_its_field_and_nothing_changes(event, counties, field, value, sentence):
    answer = event(**{field: value})

    assert answer.context["form"].errors == {field: [sentence]}
    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()
