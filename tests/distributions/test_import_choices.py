"""What is counted already: both figures are seen, and each day and place is decided on, or all at once."""

import re

import pytest

from distributions.models import DailyCount, SheetTotal
from tests.distributions.asking import log_of, words

THREE = ["11/18/2026,12207,2", "11/19/2026,12207,3", "11/20/2026,12207,4"]


@pytest.fixture
def upload(upload):
    """Send a sheet of these lines to the dry run; return its page."""
    return lambda *lines, name="second.csv": upload("Date,ZIP code,Kits\n" + "\n".join(lines), name=name)


@pytest.fixture
def counted(upload, confirm):
    """Three days are in the log already, from another sheet."""
    confirm(upload(*THREE, name="first.csv"))


def kits_by_day():
    return dict(DailyCount.objects.order_by("handed_out_on").values_list("handed_out_on__day", "items"))


@pytest.mark.usefixtures("counted")
def test_each_day_is_shown_with_both_figures_and_nothing_is_chosen(upload):
    shown = upload("11/18/2026,12207,2", "11/19/2026,12207,7")

    assert [row[:6] for row in rows_of(shown)] == [
        ("Nov 18, 2026", "12207 Albany", "2", "2", "same place and time", "What are they?"),
        ("Nov 19, 2026", "12207 Albany", "7", "3", "same place and time", "What are they?"),
    ]
    assert " checked" not in shown.content.decode()


@pytest.mark.usefixtures("counted")
def test_days_are_decided_on_one_by_one(upload, confirm):
    done = confirm(upload(*THREE), overlap_0="add", overlap_1="skip", overlap_2="add")

    assert kits_by_day() == {18: 4, 19: 3, 20: 8}
    assert "was imported. Added: 6 kits, left on 2 occasions." in words(done)


@pytest.mark.usefixtures("counted")
def test_the_choice_for_all_decides_on_what_has_none_of_its_own(upload, confirm):
    confirm(upload(*THREE), overlap="skip", overlap_1="add")

    assert kits_by_day() == {18: 2, 19: 6, 20: 4}
    assert SheetTotal.objects.count() == 4


@pytest.mark.usefixtures("counted")
def test_what_is_left_open_is_asked_for_and_every_choice_is_kept(agency, upload, confirm):
    again = confirm(upload(*THREE), overlap_0="add", overlap_2="skip")

    assert again.context["decision"].errors == {
        "overlap": ["1 of these days and places has no choice yet. Choose for it, or once for all."]
    }
    assert log_of(agency) == (3, 9, 0)
    ticked = re.findall('name="([a-z_0-9]+)"[^>]* checked', again.content.decode())
    assert ticked == ["overlap_0", "overlap_2"]

    confirm(again, overlap_0="add", overlap_1="skip", overlap_2="skip")
    assert kits_by_day() == {18: 4, 19: 3, 20: 4}


@pytest.mark.usefixtures("counted")
def test_what_does_not_fit_on_the_page_needs_the_choice_for_all(upload, confirm, monkeypatch):
    monkeypatch.setattr("distributions.overlaps.CHOSEN_ONE_BY_ONE", 2)
    shown = upload(*THREE)

    assert "and 1 more. The choice for all applies to it." in words(shown)
    again = confirm(shown, overlap_0="add", overlap_1="skip")
    assert list(again.context["decision"].errors) == ["overlap"]
    confirm(again, overlap="skip", overlap_0="add", overlap_1="add")
    assert kits_by_day() == {18: 4, 19: 6, 20: 4}


@pytest.mark.usefixtures("counted")
def test_a_choice_that_is_none_is_refused(agency, upload, confirm):
    again = confirm(upload(*THREE), overlap="perhaps")

    assert list(again.context["decision"].errors) == ["overlap"]
    assert log_of(agency) == (3, 9, 0)


@pytest.mark.usefixtures("counted")
def test_a_month_says_that_its_days_are_counted(coordinator, upload, confirm):
    shown = upload("2026-11,12207,9")

    assert rows_of(shown)[0][:5] == ("November 2026", "12207 Albany", "9", "9", "days of the month")
    confirm(shown, overlap="skip")
    assert kits_by_day() == {18: 2, 19: 3, 20: 4}


@pytest.mark.parametrize("days", [1, 20])
def test_the_page_asks_the_database_no_more_for_many(upload, confirm, days, django_assert_num_queries):
    lines = [f"11/{day:02}/2026,12207,1" for day in range(1, days + 1)]
    confirm(upload(*lines, name="first.csv"))

    with django_assert_num_queries(QUERIES):
        shown = upload(*lines)

    assert len(rows_of(shown)) == days


def rows_of(shown):
    """The rows of the table of what is counted already, cell by cell."""
    table = shown.context["overlap_table"]
    return [tuple(words_of(cell) for cell in line.cells) for _group, lines in table.body for line in lines]


def words_of(cell):
    return str(cell.column.heading) if cell.column.template else cell.text


QUERIES = 20
