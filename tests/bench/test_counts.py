"""How many counts are filled in, and that they are such as the application would keep."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from tests.bench.counts import BEGINS, COLUMNS, DAYS, kept, statement

SLOTS = 400


def filled(rows, **period):
    """The counts that the statement for SQLite makes of 400 slots, by slot, as (day, month, handouts, items)."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"CREATE TABLE distributions_dailycount ({COLUMNS})")
        database.execute(
            "CREATE TABLE bench_slots (slot, agency_id, scope_id, jurisdiction_id, zip_code TEXT, item_id)"
        )
        slots = [(number, "a", 1, 1, f"{number:05}", 1) for number in range(SLOTS)]
        database.executemany("INSERT INTO bench_slots VALUES (?, ?, ?, ?, ?, ?)", slots)
        database.execute(statement("sqlite", kept=kept(rows, SLOTS, period.get("days", DAYS)), **period))
        found = database.execute(
            "SELECT id, zip_code, handed_out_on, posted_month, handouts, items, people_trained "
            "FROM distributions_dailycount"
        )
        return found.fetchall()


@pytest.mark.parametrize("rows", [1_000, 10_000, 100_000])
def test_as_many_counts_are_made_as_asked_for(rows):
    assert len(filled(rows)) == pytest.approx(rows, rel=0.03)


def test_more_counts_than_slots_and_days_are_refused():
    assert kept(SLOTS * DAYS, SLOTS) == 10007
    with pytest.raises(ValueError, match="146000 counts at most, not 146001"):
        kept(SLOTS * DAYS + 1, SLOTS)


def test_each_count_is_of_its_own_key():
    found = filled(20_000)

    assert len({row[0] for row in found}) == len(found)
    assert len({row[1:4] for row in found}) == len(found)


def test_all_days_and_places_are_met_about_as_often():
    found = filled(20_000)
    by_place = [sum(row[1] == f"{number:05}" for row in found) for number in range(SLOTS)]

    assert {row[2] for row in found} == {date.fromordinal(BEGINS.toordinal() + n).isoformat() for n in range(DAYS)}
    assert (min(by_place), max(by_place)) == pytest.approx((50, 50), abs=5)


def test_counts_begin_with_the_day_asked_for_and_are_posted_to_their_month():
    found = filled(5_000, begins=date(2025, 10, 1), days=92)

    assert (min(row[2] for row in found), max(row[2] for row in found)) == ("2025-10-01", "2025-12-31")
    assert {(row[2][:7], row[3]) for row in found} == {
        (month, f"{month}-01") for month in ("2025-10", "2025-11", "2025-12")
    }


def test_a_count_has_no_more_times_than_items():
    found = filled(20_000)

    assert {(handouts, items) for *_key, handouts, items, _trained in found} == {
        (times, times + spare) for times in (1, 2, 3) for spare in (0, 1)
    }
