"""The pages of the log: who may, what they say, what they cost."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from distributions.actions.correct import correct_day
from distributions.counts import Counts
from distributions.models import DailyCount
from distributions.months import line_of
from tests.distributions.asking import words

READING = ["months", "places", "places_export", "corrections", "export", "import_template"]
CHANGING = ["add", "import"]


@pytest.mark.parametrize("name", READING + CHANGING)
def test_nobody_signed_in_is_sent_to_sign_in(client, url, name):
    answer = client.get(url(name))

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", READING + CHANGING)
def test_stranger_is_told_nothing(client, url, stranger, name):
    client.force_login(stranger.memberships.get().user)

    assert client.get(url(name)).status_code == 404


@pytest.mark.parametrize(
    ("name", "status"), [*((name, 200) for name in READING), *((name, 403) for name in CHANGING)]
)
def test_staff_read_the_log_and_change_nothing(staff, url, name, status):
    assert staff.get(url(name)).status_code == status


def test_staff_cannot_correct(staff, url, leave):
    leave(items=3)
    count = DailyCount.objects.get()
    form = {"handouts": 1, "items": 1, "people_trained": 0, "reason": "typed_wrong", "seen": "1-3-0"}

    assert staff.post(url("correct", count.pk), form).status_code == 403
    assert "correct/" not in staff.get(url("month", 2026, 11)).content.decode()
    assert DailyCount.objects.get().items == 3


def test_a_count_of_another_agency_is_not_found(coordinator, url, stranger, leave):
    leave(items=3, to=stranger)

    assert coordinator.get(url("correct", DailyCount.objects.get().pk)).status_code == 404


def test_an_empty_log_says_how_to_begin(coordinator, url):
    said = words(coordinator.get(url("months")))

    assert "No kit logged yet" in said
    assert "on a terminal" in said


def test_months_are_exact_with_corrections_of_sealed_periods(coordinator, url, agency, leave, seal, alice, strips):
    leave(items=3, trained=1)
    leave(items=10, item=strips)
    leave(day=date(2026, 10, 5))
    seal(date(2026, 10, 1))
    count = DailyCount.objects.get(items=3)
    correct_day(
        count=count,
        seen=line_of(count),
        wanted=Counts(1, 1, 1),
        reason="typed_wrong",
        today=date(2027, 1, 25),
        by=alice,
    )

    [quarter] = coordinator.get(url("months")).context["table"].groups

    assert [(month.starts_on, *month.kits, month.other_items) for month in quarter.rows] == [
        (date(2026, 11, 1), 1, 1, 1, 10),
        (date(2026, 10, 1), 1, 1, 0, 0),
    ]


def test_a_month_shows_day_and_place_and_its_total(coordinator, url, leave):
    leave("12207", items=3, trained=1)
    leave("", items=2)

    answer = coordinator.get(url("month", 2026, 11))

    said = words(answer)
    assert "Fri, Nov 20 12207 Albany Albany County 3 1 1 Correct" in said
    assert "item" not in [column.name for column in answer.context["table"].columns]
    assert "Albany County County only (ZIP not known) 2 1 0 Correct" in said
    assert "Total 5 2 1" in said


def test_the_item_shows_where_there_are_several(coordinator, url, leave, strips, kit):
    leave(items=3)
    leave(items=10, item=strips)

    answer = coordinator.get(url("month", 2026, 11))

    assert f"Total 10 1 0 {strips.name}" in words(answer)
    assert f"Total 3 1 0 {kit.name}" in words(answer)
    assert f"12207 Albany Albany County 10 1 0 {strips.name} Correct" in words(answer)


@pytest.mark.parametrize(("year", "month"), [(2026, 13), (0, 1), (10**20, 1), (2026, 10**20)])
def test_a_month_that_is_none_is_not_found(coordinator, url, year, month):
    assert coordinator.get(url("month", year, month)).status_code == 404


@pytest.mark.parametrize("page", ["months", "month", "corrections"])
def test_pages_cost_the_same_whatever_they_show(coordinator, url, agency, leave, alice, page, kit, today):
    def fill(*days):
        for day in days:
            leave(day=date(2026, 11, day), items=2)
            count = DailyCount.objects.get(handed_out_on=date(2026, 11, day))
            how = {"reason": "typed_wrong", "today": today, "by": alice}
            correct_day(count=count, seen=line_of(count), wanted=Counts(1, 1, 0), **how)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(url(page, 2026, 11) if page == "month" else url(page))
        return len(captured)

    fill(3)
    cost()
    one = cost()
    fill(4, 5, 6, 7)

    assert cost() == one


def test_the_export_is_the_whole_log_and_says_where_it_belongs(coordinator, url, leave):
    leave("12207", items=3, trained=1)
    leave("", day=date(2026, 10, 5))

    answer = coordinator.get(url("export"))

    assert answer["Content-Disposition"] == (
        'attachment; filename="inside-agency-only-log-albany-county-sheriffs-office-2026-11-21.csv"'
    )
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:4] + row[5:] for row in rows[1:]] == [
        ["2026-10-05", "", "", "Albany County", "1", "1", "0"],
        ["2026-11-20", "12207", "Albany", "Albany County", "1", "3", "1"],
    ]
