"""The page of a month says which of its kits are in a later report, and why."""

from datetime import date

from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.later import later_lines
from distributions.models import DailyCount

NOVEMBER = date(2026, 11, 1)
AFTER = date(2027, 2, 3)


def said(agency, month=NOVEMBER):
    return [(line.day, line.place, line.items, line.report, line.why) for line in later_lines(agency, month)]


def test_kits_logged_after_their_period_was_closed_are_in_a_later_report(agency, leave, seal):
    leave(items=3)
    seal(date(2026, 10, 1))

    leave(items=2, on=AFTER)

    assert said(agency) == [
        ("Fri, Nov 20", "12207 Albany", 2, "January to March 2027", "Logged after its period was closed")
    ]


def test_so_is_what_corrects_a_closed_count(agency, leave, seal):
    leave(items=3)
    seal(date(2026, 10, 1))

    correct(count=DailyCount.objects.get(), difference=Counts(0, -1, 0), reason="typed_wrong", today=AFTER)

    assert said(agency) == [
        ("Fri, Nov 20", "12207 Albany", -1, "January to March 2027", "Corrected after its period was closed")
    ]


def test_so_are_kits_from_before_the_agency_reported(agency, leave):
    leave(day=date(2026, 9, 30), items=2)

    assert said(agency, date(2026, 9, 1)) == [
        ("Wed, Sep 30", "12207 Albany", 2, "October to December 2026", "From before your agency's first period")
    ]


def test_nothing_is_said_of_what_is_in_its_own_report(agency, leave):
    leave(items=3)
    leave(items=2, on=AFTER)

    assert said(agency) == []


def test_nothing_is_said_of_what_was_posted_to_another_month_of_its_own_period(agency, leave):
    leave(items=3)

    DailyCount.objects.update(posted_month=date(2026, 12, 1))

    assert said(agency) == []


def test_the_page_says_which_and_why_and_nothing_where_there_is_none(coordinator, url, leave, seal):
    leave(items=3)
    before = coordinator.get(url("month", 2026, 11))
    seal(date(2026, 10, 1))
    leave(items=2, on=AFTER)

    page = coordinator.get(url("month", 2026, 11))

    assert before.context["later"] is None
    assert "In a later report" not in before.content.decode()
    words = page.content.decode()
    assert "Logged after its period was closed" in words
    assert "January to March 2027" in words
