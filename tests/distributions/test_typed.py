"""What is typed in is counted as a whole or not at all, and what the database would not take is said."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from psycopg.errors import SerializationFailure

from distributions.actions import LogEntry
from distributions.actions.typed import NotCounted, log_typed
from distributions.models import DailyCount, Sheet, SubmissionKey
from tests.distributions.asking import on_hand, words

DAY = date(2026, 11, 18)


@pytest.fixture
def entry(agency, kit):
    def entry(**changes):
        return LogEntry(uuid4(), DAY, agency.jurisdiction_id, "12207", kit.pk, 2, 1)._replace(**changes)

    return entry


@pytest.fixture
def sealed_off(monkeypatch):
    """A database that does not take what is typed."""

    def refuse(**_entries):
        raise NotCounted("The log is busy just now and nothing was counted. Send the page again.")

    for room in ("paper", "events"):
        monkeypatch.setattr(f"distributions.views.{room}.log_typed", refuse)


def test_one_entry_that_cannot_be_keeps_all_of_them_uncounted(stocked, entry, today):
    entries = [entry(), entry(zip_code="12208", handouts=3), entry()]

    with pytest.raises(NotCounted, match="The log did not take this and nothing was counted"):
        log_typed(agency=stocked, entries=entries, today=today, kind="paper")

    assert not DailyCount.objects.exists()
    assert not SubmissionKey.objects.exists()
    assert not Sheet.objects.exists()
    assert on_hand(stocked) == 40


def test_what_was_counted_before_is_not_told_again(stocked, entry, today):
    first, second = entry(), entry()
    how = {"today": today, "kind": "paper"}
    log_typed(agency=stocked, entries=[first], **how)
    again = log_typed(agency=stocked, entries=[first, second], **how)

    assert again.entries == [second]
    assert again.sheet.totals.get().items == 2
    assert on_hand(stocked) == 36


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("add", {"lines-0-day": "11/18", "lines-0-items": "2", "lines-0-place": "12207", "lines-0-uuid": uuid4()}),
        ("event", {"day": "2026-11-18", "items": "2", "handouts": "2", "place": "12207", "uuid": uuid4()}),
        ("month_total", {"month": "2026-10", "items": "2", "place": "12207", "uuid": uuid4()}),
    ],
)
def test_a_busy_log_says_so_and_the_page_keeps_what_is_typed(coordinator, url, sealed_off, counties, page, typed):
    answer = coordinator.post(url(page), typed | {"lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 0})

    said = answer.content.decode()
    assert "The log is busy just now and nothing was counted. Send the page again." in words(answer)
    assert 'value="12207"' in said
    assert str(typed.get("uuid", typed.get("lines-0-uuid"))) in said


def test_a_database_that_somebody_else_holds_is_a_busy_log(stocked, entry, today, monkeypatch):
    def wait_in_vain(**batch):
        raise OperationalError from SerializationFailure()

    monkeypatch.setattr("distributions.actions.typed._log_all", wait_in_vain)

    with pytest.raises(NotCounted, match="The log is busy just now and nothing was counted"):
        log_typed(agency=stocked, entries=[entry()], today=today, kind="paper")


def test_a_fault_of_the_database_is_not_called_busy(stocked, entry, today):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE inventory_stocklevel RENAME TO away")

    with pytest.raises(DatabaseError, match="inventory_stocklevel"), transaction.atomic():
        log_typed(agency=stocked, entries=[entry()], today=today, kind="paper")

    assert not DailyCount.objects.exists()
