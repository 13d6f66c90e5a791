"""The log by month: the sums of its quarters and years, its bars, and every table of it as a file."""

import csv
from datetime import date
from io import StringIO

import pytest

from inventory.actions import CountedLot, count_stock
from tests.distributions.asking import words


@pytest.fixture
def two_years(leave):
    """2 kits in October 2025, 3 in August, 4 in October and 5 in November of 2026."""
    leave(day=date(2025, 12, 30), items=2)
    leave(day=date(2026, 8, 3), items=3, trained=1)
    leave(day=date(2026, 10, 5), items=4)
    leave(day=date(2026, 11, 20), items=5, trained=2)


def rows_of(answer):
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def test_each_quarter_says_its_sum_above_its_months(coordinator, url, two_years):
    said = words(coordinator.get(url("months")))

    assert "October to December 2026, so far : 9 kits left November 2026 5 1 2 October 2026 4 1 0" in said
    assert "July to September 2026 : 3 kits left August 2026 3 1 1" in said
    assert "October to December 2025 : 2 kits left December 2025 2 1 0" in said


def test_each_year_says_its_sum_and_the_running_one_that_it_runs(coordinator, url, two_years):
    said = words(coordinator.get(url("months")))

    assert "2026 so far 12 3 3 2025 2 1 0 Total 14 4 3" in said


def test_a_single_year_has_one_sum(coordinator, url, leave):
    leave(items=3)

    table = coordinator.get(url("months")).context["table"]

    assert [line.label for line in table.total_lines] == ["2026 so far"]


def test_sorted_months_stand_without_quarters(coordinator, url, two_years):
    answer = coordinator.get(url("months"), {"sort": "items"})

    table = answer.context["table"]
    assert not table.groups
    assert [row.kits.items for row in table.found] == [2, 3, 4, 5]
    assert "2026 so far 12 3 3" in words(answer)


def test_the_busiest_month_has_the_longest_bar(coordinator, url, two_years):
    said = coordinator.get(url("months")).content.decode()

    assert said.count('<svg class="row-bar"') == 4
    assert [said.count(f'<rect width="{width}"') for width in ("100.00%", "80.00%", "60.00%", "40.00%")] == [1] * 4


def test_the_months_are_a_file_without_their_sums(coordinator, url, two_years):
    answer = coordinator.get(url("months"), {"download": "csv"})

    assert answer["Content-Disposition"] == (
        'attachment; filename="inside-agency-only-months-albany-county-sheriffs-office-2026-11-21.csv"'
    )
    assert rows_of(answer) == [
        ["Month", "Kits left", "Times", "People trained"],
        ["2026-11-01", "5", "1", "2"],
        ["2026-10-01", "4", "1", "0"],
        ["2026-08-01", "3", "1", "1"],
        ["2025-12-01", "2", "1", "0"],
    ]


def test_the_file_of_a_month_is_named_by_it(coordinator, url, two_years):
    answer = coordinator.get(url("month_export", 2026, 8))

    assert answer["Content-Disposition"] == (
        'attachment; filename="inside-agency-only-log-2026-08-albany-county-sheriffs-office-2026-11-21.csv"'
    )
    assert [row[0] for row in rows_of(answer)] == ["Date or month", "2026-08-03"]


@pytest.mark.parametrize(("last", "months"), [("2026-10", "2026-08-to-2026-10"), ("2026-08", "2026-08")])
def test_the_file_of_places_is_named_by_its_months(coordinator, url, two_years, last, months):
    answer = coordinator.get(url("places_export"), {"first": "2026-08", "last": last})

    assert f"places-{months}-albany" in answer["Content-Disposition"]


def test_what_counts_miss_is_a_file_of_its_own(coordinator, url, stocked, kit, today, alice):
    counted = [CountedLot("A1", date(2028, 1, 31), 37)]
    place = {"agency": stocked, "location": stocked.main_location, "item": kit}
    count_stock(**place, counted=counted, on=today, today=today, by=alice)

    page = coordinator.get(url("months"))
    answer = coordinator.get(url("months"), {"download": "missing"})

    assert "?download=missing" in page.content.decode()
    assert rows_of(answer) == [["Month", "Fewer than expected", "More than expected"], ["2026-11-01", "3", ""]]


def test_a_file_that_there_is_not_is_the_page(coordinator, url, two_years):
    assert coordinator.get(url("months"), {"download": "missing"}).context["table"].groups


def test_the_whole_log_is_offered_beside_its_months(coordinator, url, two_years):
    assert url("export") in coordinator.get(url("months")).content.decode()
