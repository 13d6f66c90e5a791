"""The coordinator narrows the own log down, by place, day and item, and takes away what is shown."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from distributions.actions.correct import correct_day
from distributions.actions.tallies import tell_tally
from distributions.counts import Counts
from distributions.models import DailyCount
from distributions.months import kits_left_between, line_of
from tests.distributions.asking import words

OCTOBER = date(2026, 10, 1)


def rows(answer):
    """A downloaded file without its header."""
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))[1:]


def places(answer):
    return [(place.place, place.county, tuple(place.figures)) for place in answer.context["table"].page]


def shown(answer):
    """The lines of a month's page: (day, place, items)."""
    return [(line.key.handed_out_on.day, line.place, line.figures.items) for line in answer.context["table"].page]


def test_places_of_three_months_are_named_with_their_towns(coordinator, url, leave):
    leave("12207", items=3, trained=1)
    leave("12207", day=date(2026, 9, 2), items=2)
    leave("12047", items=4)
    leave("", items=1)
    leave("12047", day=date(2026, 8, 31), items=50)

    answer = coordinator.get(url("places"))

    assert places(answer) == [
        ("12047 Cohoes", "Albany County", (1, 4, 0)),
        ("12207 Albany", "Albany County", (2, 5, 1)),
        ("Albany County (ZIP not known)", "Albany County", (1, 1, 0)),
    ]
    assert "Naloxone kits, September 2026 to November 2026" in words(answer)
    assert "Total 10 4 1" in words(answer)


def test_places_of_one_chosen_month(coordinator, url, leave):
    leave("12207", items=3)
    leave("12047", day=date(2026, 8, 31), items=50)

    answer = coordinator.get(url("places"), {"first": "2026-08", "last": "2026-08"})

    assert places(answer) == [("12047 Cohoes", "Albany County", (1, 50, 0))]
    assert "Naloxone kits, August 2026" in words(answer)


def test_places_of_one_item_where_there_are_several(coordinator, url, leave, strips):
    leave("12207", items=3)
    leave("12047", items=10, item=strips)

    kits, of_strips = coordinator.get(url("places")), coordinator.get(url("places"), {"item": strips.slug})

    assert [place for place, *_rest in places(kits)] == ["12207 Albany"]
    assert places(of_strips) == [("12047 Cohoes", "Albany County", (1, 10, 0))]
    assert "item" in kits.context["table"].filters.fields


def test_an_item_is_not_asked_for_where_there_is_one(coordinator, url, leave):
    leave(items=3)

    assert "item" not in coordinator.get(url("places")).context["table"].filters.fields


def test_places_are_exact_with_corrections_of_sealed_periods(coordinator, url, leave, seal, alice):
    leave("12207", items=3, trained=1)
    seal(OCTOBER)
    count = DailyCount.objects.get()
    how = {"reason": "typed_wrong", "today": date(2027, 1, 25), "by": alice}
    correct_day(count=count, seen=line_of(count), wanted=Counts(1, 1, 0), **how)

    assert places(coordinator.get(url("places"))) == [("12207 Albany", "Albany County", (1, 1, 0))]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"first": "last month"}, "Enter a month such as 2026-11."),
        ({"first": "2026-11", "last": "2026-09"}, "This month comes before the first one."),
    ],
)
def test_a_span_that_cannot_be_is_explained_and_the_usual_one_is_shown(coordinator, url, leave, asked, sentence):
    leave("12207", items=3)

    answer = coordinator.get(url("places"), asked)

    assert sentence in words(answer)
    assert places(answer) == [("12207 Albany", "Albany County", (1, 3, 0))]


def test_places_without_anything_say_what_to_do(coordinator, url):
    assert "Nothing was left in these months" in words(coordinator.get(url("places")))


def test_the_file_of_places_is_what_the_page_shows(coordinator, url, leave, strips):
    leave("12207", items=3, trained=1)
    leave("12047", day=date(2026, 8, 31), items=50)
    leave("12047", items=10, item=strips)

    answer = coordinator.get(url("places_export"), {"first": "2026-11", "last": "2026-11"})

    assert answer["Content-Disposition"].startswith('attachment; filename="inside-agency-only-places-')
    assert rows(answer) == [["12207", "Albany", "Albany County", "1", "3", "1"]]


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ({}, [(2, "12047 Cohoes", 4), (20, "12047 Cohoes", 1), (20, "12207 Albany", 3)]),
        ({"day": "2026-11-20"}, [(20, "12047 Cohoes", 1), (20, "12207 Albany", 3)]),
        ({"place": "12047"}, [(2, "12047 Cohoes", 4), (20, "12047 Cohoes", 1)]),
        ({"place": "12047", "day": "2026-11-02"}, [(2, "12047 Cohoes", 4)]),
    ],
    ids=["everything", "a day", "a place", "both"],
)
def test_a_month_narrows_to_what_is_asked_and_so_does_its_file(coordinator, url, leave, asked, lines):
    leave("12047", day=date(2026, 11, 2), items=4)
    leave("12047", items=1)
    leave("12207", items=3)

    page = coordinator.get(url("month", 2026, 11), asked)
    file = rows(coordinator.get(url("month_export", 2026, 11), asked))

    assert shown(page) == lines
    assert [int(row[6]) for row in file] == [items for _day, _place, items in lines]
    assert f"Total {sum(items for _day, _place, items in lines)}" in words(page)


def test_a_month_narrows_to_an_item(coordinator, url, leave, strips):
    leave("12207", items=3)
    leave("12207", items=10, item=strips)

    assert shown(coordinator.get(url("month", 2026, 11), {"item": strips.pk})) == [(20, "12207 Albany", 10)]


def test_a_month_of_one_line_asks_for_nothing(coordinator, url, leave):
    leave("12207", items=3)

    assert coordinator.get(url("month", 2026, 11)).context["table"].filters is None


def test_a_filter_that_finds_nothing_says_so(coordinator, url, leave):
    leave("12047", day=date(2026, 11, 2), items=4)
    leave("12207", items=3)

    answer = coordinator.get(url("month", 2026, 11), {"place": "12047", "day": "2026-11-20"})

    assert "Nothing is like that in this month" in words(answer)


def test_a_month_total_is_shown_for_what_it_is(coordinator, url, leave):
    leave("12047", day=date(2026, 11, 1), items=40)
    DailyCount.objects.update(precision="month")

    said = words(coordinator.get(url("month", 2026, 11)))

    assert "Whole month, counted as one 12047 Cohoes Albany County 40 1 0 Correct" in said
    assert rows(coordinator.get(url("export")))[0][0] == "2026-11"


def test_days_folded_into_a_month_are_not_counted_as_one(coordinator, url, leave):
    for _again in range(2):
        leave("12047", day=date(2026, 11, 1), items=2)
    DailyCount.objects.update(precision="month")

    assert "Whole month 12047 Cohoes Albany County 4 2 0 Correct" in words(coordinator.get(url("month", 2026, 11)))


def test_the_tallies_of_a_month_stand_beside_it(coordinator, url, agency, leave, alice):
    leave(items=3)
    tell_tally(agency=agency, month=date(2026, 11, 1), declined=4, none_on_hand=0, reported_used=None, by=alice)

    said = words(coordinator.get(url("month", 2026, 11)))

    assert "Offered and declined 4 None on hand 0 Kits reported used not told" in said


def test_the_page_of_places_costs_the_same_whatever_it_shows(coordinator, url, leave):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(url("places"))
        return len(captured)

    leave("12207")
    cost()
    one = cost()
    for zip_code in ("12047", "12202", "12203", "12204", ""):
        leave(zip_code)

    assert cost() == one


def test_a_week_has_single_days_of_naloxone_and_no_whole_month(agency, leave, strips):
    leave(day=date(2026, 11, 1), items=40)
    DailyCount.objects.update(precision="month")
    leave(day=date(2026, 11, 1), items=2)
    leave(day=date(2026, 11, 2), items=1)
    leave(day=date(2026, 11, 1), items=9, item=strips)

    assert kits_left_between(agency, date(2026, 10, 26), date(2026, 11, 1)) == 2
