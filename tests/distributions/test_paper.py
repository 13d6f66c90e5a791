"""A whole sheet of paper: every line right, or nothing counted; sent twice, counted once."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from distributions.models import DailyCount, SubmissionKey
from inventory.actions import OpeningLine, opening_count
from tests.distributions.asking import ledger_closes, log_of, on_hand, words

UUIDS = [str(uuid4()) for _line in range(100)]


@pytest.fixture
def sheet(coordinator, url):
    """Send lines of (day, place, kits, people trained) as the page does, and say yes where it asks; or send them for
    more lines."""

    def send(*lines, item=None, uuids=UUIDS, **buttons):
        sent = {"lines-TOTAL_FORMS": max(10, len(lines)), "lines-INITIAL_FORMS": 0} | buttons
        for number, line in enumerate(lines):
            fields = dict(zip(("day", "place", "items", "people_trained"), line, strict=True))
            fields |= {"uuid": uuids[number]} | ({"item": item} if item else {})
            sent |= {f"lines-{number}-{name}": value for name, value in fields.items()}
        answer = coordinator.post(url("add"), sent, follow=True)
        form = answer.context["form"]
        return coordinator.post(url("add"), sent | {"sure": form.sure}, follow=True) if form.doubts else answer

    return send


def counted():
    """(day, ZIP code, times, kits, people trained) of each count, in order."""
    names = ("handed_out_on", "zip_code", "handouts", "items", "people_trained")
    return sorted(DailyCount.objects.values_list(*names))


def test_a_sheet_is_counted_and_the_page_says_what_of_it(sheet, stocked):
    answer = sheet(
        ("11/18/2026", "12207", "2", "1"), ("11/18/2026", "12207", "1", ""), ("11/20/2026", "12208", "3", "3")
    )

    assert counted() == [(date(2026, 11, 18), "12207", 2, 3, 1), (date(2026, 11, 20), "12208", 1, 3, 3)]
    assert on_hand(stocked) == 34
    assert ledger_closes()
    assert "3 lines are counted: 6 left from Nov 18, 2026 to Nov 20, 2026." in words(answer)
    assert not any(line.has_changed() for line in answer.context["form"])


def test_an_empty_day_and_ditto_marks_are_the_day_above(sheet):
    sheet(("11/18", "12207", "1", ""), ("", "12208", "1", ""), ("", "", "", ""), ('"', "12209", "1", ""))

    assert [day for day, *_rest in counted()] == [date(2026, 11, 18)] * 3


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11/21", date(2026, 11, 21)),
        ("11/22", date(2025, 11, 22)),
        ("1-5", date(2026, 1, 5)),
        ("1/5/26", date(2026, 1, 5)),
        ("2026-01-05", date(2026, 1, 5)),
    ],
)
def test_a_day_is_read_as_people_write_it_and_never_into_the_future(sheet, typed, day):
    sheet((typed, "12207", "1", ""))

    assert [said for said, *_rest in counted()] == [day]


@pytest.mark.parametrize("named", ["Albany", "albany county", "ALBANY  COUNTY"])
def test_a_county_is_counted_without_zip_code(sheet, agency, named):
    sheet(("11/18", named, "1", ""))

    count = DailyCount.objects.get()
    assert (count.jurisdiction_id, count.zip_code) == (agency.jurisdiction_id, "")


def test_a_sheet_sent_twice_is_counted_once(sheet, stocked):
    lines = [("11/18", "12207", "2", ""), ("", "12208", "1", "")]
    sheet(*lines)
    again = sheet(*lines)

    assert log_of(stocked) == (2, 3, 0)
    assert on_hand(stocked) == 37
    assert "2 lines were counted before and were not counted again." in words(again)


def test_a_line_added_to_a_sheet_that_was_sent_is_all_that_is_counted(sheet, stocked):
    sheet(("11/18", "12207", "2", ""))
    again = sheet(("11/18", "12207", "5", ""), ("", "12208", "1", ""))

    assert log_of(stocked) == (2, 3, 0)
    assert "1 line is counted: 1 left on Nov 18, 2026." in words(again)
    assert "1 line was counted before and was not counted again." in words(again)


@pytest.mark.parametrize(
    ("line", "field", "sentence"),
    [
        (("11/18", "1220", "1", ""), "place", "Enter the five digits of the ZIP code."),
        (("11/18", "12207-1234", "1", ""), "place", "Enter only the first five digits."),
        (("11/18", "", "1", ""), "place", "Enter the five digits of the ZIP code, or a county."),
        (
            ("11/18", '"', "1", ""),
            "place",
            "No county of this state has this name. Choose one of the list, or enter a ZIP code.",
        ),
        (("11/18", "12207", "0", ""), "items", "Log between 1 and 99 kits at a time."),
        (("11/18", "12207", "100", ""), "items", "Log between 1 and 99 kits at a time."),
        (("11/18", "12207", "two", ""), "items", "Enter a whole number."),
        (("11/18", "12207", "", "1"), "items", "Enter how many were left."),
        (("11/18", "12207", "2", "100"), "people_trained", "People trained is a number from 0 to 99."),
        (("11/18", "12207", "2", "-1"), "people_trained", "People trained is a number from 0 to 99."),
        (("11/22/2026", "12207", "1", ""), "day", "This date is in the future: check the year."),
        (("11/20/2025", "12207", "1", ""), "day", "This date is more than 365 days back: check the year."),
        (("2026-10", "12207", "1", ""), "day", "Enter a day. The total of a whole month has a page of its own."),
        (("2/29", "12207", "1", ""), "day", "There is no such date: write it as 01/31/2026."),
        (("someday", "12207", "1", ""), "day", "There is no such date: write it as 01/31/2026."),
        (("", "12207", "1", ""), "day", "Enter the day, such as 11/20. Lines below may leave it empty."),
    ],
)
def test_a_wrong_line_is_explained_at_its_box_and_the_right_ones_wait(sheet, counties, line, field, sentence):
    answer = sheet(line, ("11/19", "12208", "1", ""))

    assert [each.errors for each in answer.context["form"]][:2] == [{field: [sentence]}, {}]
    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()
    assert answer.context["form"][1]["place"].value() == "12208"


def test_every_fault_is_told_at_once_with_its_line(sheet, counties):
    answer = sheet(("x", "12207", "0", ""), ("", "1", "1", ""))

    summary = words(answer).partition("Nothing is counted yet")[2].partition("Date ZIP code or county")[0]
    faults = re.findall("Line ([^\N{EN DASH}]+) \N{EN DASH} ", summary)
    assert faults == ["1, Date", "1, Kits left", "2, ZIP code or county"]
    assert "<title>Error: Enter a paper sheet" in " ".join(answer.content.decode().split())


def test_an_empty_sheet_counts_nothing_and_says_so(sheet, counties):
    assert "Enter at least one line." in words(sheet())


@pytest.mark.parametrize(
    "uuids",
    [[UUIDS[0], UUIDS[0]], [UUIDS[0], "c232ab00-9414-11ec-b3c8-9f6bdeced846"], [UUIDS[0], "x"], [UUIDS[0], ""]],
)
def test_lines_without_a_random_key_of_their_own_are_refused(sheet, counties, uuids):
    sheet(("11/18", "12207", "1", ""), ("11/18", "12207", "1", ""), uuids=uuids)

    assert not DailyCount.objects.exists()


def test_more_lines_keep_what_is_typed_and_judge_nothing(sheet, counties):
    answer = sheet(("11/18", "1220", "2", ""), ("", "12208", "", "1"), more="yes")

    form = answer.context["form"]
    assert len(form.forms) == 20
    assert [form[0][name].value() for name in ("day", "place", "items", "uuid")] == ["11/18", "1220", "2", UUIDS[0]]
    assert form[1]["people_trained"].value() == "1"
    assert len({str(line["uuid"].value()) for line in form}) == 20
    assert 'role="alert"' not in answer.content.decode()
    assert not DailyCount.objects.exists()


def test_a_hundred_lines_are_the_most(sheet, counties):
    lines = [("11/18", "12207", "1", "")] * 100
    grown = sheet(*lines, more="yes")
    too_many = sheet(*lines, **{"lines-TOTAL_FORMS": 101})
    counted_now = sheet(*lines)

    assert len(grown.context["form"].forms) == 100
    assert "Enter at most 100 lines at a time." in words(too_many)
    assert "100 lines are counted: 100 left on Nov 18, 2026." in words(counted_now)


def test_a_page_without_its_count_of_lines_is_refused(coordinator, url, counties):
    answer = coordinator.post(url("add"), {"lines-0-day": "11/18"})

    assert "Open this page again and enter the sheet anew." in words(answer)


def test_the_item_is_asked_where_there_are_several(sheet, strips, stocked, alice, today):
    opening_count(
        agency=stocked,
        location=stocked.main_location,
        lines=[OpeningLine(strips, "S1", date(2028, 1, 31), 40)],
        on=date(2026, 11, 1),
        today=today,
        by=alice,
    )

    answer = sheet(("11/18", "12207", "5", ""), item=strips.slug)

    assert DailyCount.objects.get().item == strips
    assert answer.context["form"][0]["item"].value() == "naloxone-kit"


def test_a_long_sheet_costs_what_a_short_one_does(sheet, counties):
    def cost(*lines, day):
        lines = [(day, *line) for line in lines]
        with CaptureQueriesContext(connection) as captured:
            sheet(*lines, uuids=[str(uuid4()) for _line in lines])
        return len(captured)

    one = ("12207", "1", "")
    cost(one, day="11/17")

    assert cost(*[one] * 50, day="11/18") == cost(one, day="11/19")
