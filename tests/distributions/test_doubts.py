"""What looks wrong is asked once before it is counted, with everything typed kept."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Jurisdiction
from distributions.actions import LogEntry
from distributions.doubts import doubts_about
from distributions.models import DailyCount, Sheet
from tests.distributions.asking import log_of, words


@pytest.fixture
def type_in(coordinator, url):
    """Type a sheet of (day, place, kits); `sure` is what the page asks to be sent back."""

    def type_in(*lines, uuids=None, **fields):
        sent = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0} | fields
        for number, (day, place, items) in enumerate(lines):
            typed = {"day": day, "place": place, "items": items, "uuid": uuids[number] if uuids else uuid4()}
            sent |= {f"lines-{number}-{name}": value for name, value in typed.items()}
        return coordinator.post(url("add"), sent, follow=True)

    return type_in


def test_a_day_of_last_year_is_asked_about_and_counted_after_one_yes(type_in, agency):
    lines = [("11/18", "12207", "1"), ("12/05", "12207", "2")]

    asked = type_in(*lines)

    assert asked.context["form"].doubts == ["Line 2: The date is read as Dec 5, 2025."]
    assert not DailyCount.objects.exists()
    assert [line["items"].value() for line in asked.context["form"]] == ["1", "2"]
    assert "Yes, count these lines" in words(asked)
    assert [line.other_year for line in asked.context["form"]] == [None, date(2025, 12, 5)]

    type_in(*lines, sure=asked.context["form"].sure)

    assert log_of(agency) == (2, 3, 0)


def test_a_yes_is_to_what_was_asked_and_to_nothing_else(type_in):
    sure = type_in(("12/05", "12207", "2")).context["form"].sure

    changed = type_in(("12/06", "12207", "2"), sure=sure)

    assert changed.context["form"].doubts == ["Line 1: The date is read as Dec 6, 2025."]
    assert not DailyCount.objects.exists()


@pytest.mark.parametrize(("day", "is_asked"), [("9/22", False), ("9/21", True), ("11/21", False)])
def test_sixty_days_back_are_not_asked_about(type_in, day, is_asked):
    assert bool(type_in((day, "12207", "1")).context["form"].doubts) == is_asked
    assert DailyCount.objects.exists() != is_asked


def test_what_the_log_has_already_is_asked_once_for_each_place_and_day(type_in, leave, agency):
    leave("12207", day=date(2026, 11, 18), items=4)

    asked = type_in(
        ("11/18", "12208", "1"), ("11/18", "12207", "1"), ("11/18", "12207", "2"), ("11/19", "12207", "1")
    )

    assert asked.context["form"].doubts == ["Line 2: 4 kits were already logged for 12207 Albany on Nov 18, 2026."]
    assert log_of(agency) == (1, 4, 0)


def test_the_total_of_a_month_may_hold_what_is_typed_by_day(type_in, coordinator, url):
    total = {"month": "2026-10", "place": "12207", "items": "60", "uuid": uuid4()}
    coordinator.post(url("month_total"), total)

    asked = type_in(("10/05", "12207", "2"), ("10/05", "12208", "1"))

    assert asked.context["form"].doubts == [
        "Line 1: 60 already in the log may be the same ones as yours for 12207 Albany on Oct 5, 2026 "
        "(total of the month)."
    ]


def test_one_kit_is_told_as_one(leave, coordinator, url):
    leave("12207", day=date(2026, 10, 5))

    asked = coordinator.post(
        url("month_total"), {"month": "2026-10", "place": "12207", "items": "6", "uuid": uuid4()}
    )

    assert asked.context["form"].doubts == ["1 kit was already logged for 12207 Albany in October 2026."]


def test_what_is_no_kit_is_told_by_its_name(leave, agency, strips):
    leave("12207", day=date(2026, 11, 18), items=4, item=strips)
    county = Jurisdiction.objects.get(slug="ny-albany")
    entry = LogEntry(uuid4(), date(2026, 11, 18), county.pk, "12207", strips.pk, 1, 0)

    doubts = doubts_about([("", entry)], agency=agency, kind=Sheet.Kind.PAPER, today=date(2026, 11, 21))

    assert doubts == [f"4 of {strips.name} were already logged for 12207 Albany on Nov 18, 2026."]


def test_a_place_outside_the_area_is_asked_about(type_in, agency):
    asked = type_in(("11/18", "12180", "1"))
    assert asked.context["form"].doubts == ["Line 1: 12180 Troy is outside your area."]

    agency.also_serves.add(Jurisdiction.objects.get(slug="ny-rensselaer"))
    type_in(("11/18", "12180", "1"))

    assert log_of(agency) == (1, 1, 0)


def test_the_same_sheet_is_asked_about_as_one(type_in, agency):
    lines = [("11/18", "12207", "1"), ("11/18", "12207", "3"), ("11/19", "12208", "2")]
    type_in(*lines)
    sheet = Sheet.objects.get()

    again = type_in(*reversed(lines))
    other = type_in(*lines[:2])

    assert again.context["form"].doubts == [
        f"These are the lines of Sheet {sheet.mark}, which was entered on Nov 21, 2026."
    ]
    assert other.context["form"].doubts == ["Line 1: 4 kits were already logged for 12207 Albany on Nov 18, 2026."]
    assert log_of(agency) == (3, 6, 0)


def test_a_page_sent_again_is_not_asked_about(type_in, agency):
    line, uuids = ("11/18", "12207", "1"), [uuid4()]
    type_in(line, uuids=uuids)

    again = type_in(line, uuids=uuids)

    assert "1 line was counted before and was not counted again." in words(again)
    assert log_of(agency) == (1, 1, 0)


def test_an_event_where_the_log_has_kits_is_asked_about(coordinator, url, leave, agency):
    leave("12207", day=date(2026, 11, 18), items=4)
    typed = {"day": "2026-11-18", "handouts": "2", "place": "12207", "items": "6", "uuid": uuid4()}

    asked = coordinator.post(url("event"), typed)
    assert asked.context["form"].doubts == ["4 kits were already logged for 12207 Albany on Nov 18, 2026."]
    coordinator.post(url("event"), typed | {"sure": asked.context["form"].sure})

    assert log_of(agency) == (3, 10, 0)
