"""Entries that are refused, each alone and with a sentence."""

import pytest

from distributions.models import DailyCount
from inventory.models import Item, StockLevel
from tests.distributions import station
from tests.distributions.terminal.sent import ENTRY, UUID, nothing_is_counted, without

URL = "/terminal/entries/"
STRANGE_UUID = "This entry needs a random identifier of its own (UUID version 4)."
STRANGE_FIELDS = "This entry does not have the fields of an entry."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("zip_code", "1220", "Enter the five digits of the ZIP code."),
        ("zip_code", " 12207", "Enter the five digits of the ZIP code."),
        ("zip_code", "\uff11\uff12\uff12\uff10\uff17", "Enter the five digits of the ZIP code."),
        ("zip_code", "12207\u0000", "Enter the five digits of the ZIP code."),
        ("zip_code", 12207, "Enter the five digits of the ZIP code."),
        ("zip_code", None, "Enter the five digits of the ZIP code."),
        ("zip_code", "12208-1234", "Enter only the first five digits."),
        ("zip_code", "00000", "No ZIP code begins with these three digits. Check the five digits."),
        ("zip_code", "99999", "No ZIP code begins with these three digits. Check the five digits."),
        ("handed_out_on", "2026-11-22", "This date is in the future: check the year."),
        ("handed_out_on", "2025-11-20", "This date is more than 365 days back: check the year."),
        ("handed_out_on", "2026-02-30", "There is no such day."),
        ("handed_out_on", "11/21/2026", "There is no such day."),
        ("handed_out_on", "20261121", "There is no such day."),
        ("handed_out_on", 20261121, "There is no such day."),
        ("items", 0, "Log between 1 and 99 kits at a time."),
        ("items", 100, "Log between 1 and 99 kits at a time."),
        ("items", "1", "Log between 1 and 99 kits at a time."),
        ("items", True, "Log between 1 and 99 kits at a time."),
        ("items", 1.0, "Log between 1 and 99 kits at a time."),
        ("people_trained", 100, "People trained is a number from 0 to 99."),
        ("people_trained", -1, "People trained is a number from 0 to 99."),
        ("people_trained", None, "People trained is a number from 0 to 99."),
        ("item", "insulin", "There is no such item."),
        ("item", "naloxone\u0000kit", "There is no such item."),
        ("item", "\ud800", "There is no such item."),
        ("item", ["naloxone-kit"], "There is no such item."),
        ("uuid", "not-a-uuid", STRANGE_UUID),
        ("uuid", "880c8ff0-e5a8-11f1-b7ae-02fc00000001", STRANGE_UUID),
        ("uuid", "018f6c1c-6a63-7b5e-9a52-0d6ff1f0a3c7", STRANGE_UUID),
        ("uuid", UUID.replace("-", ""), STRANGE_UUID),
        ("uuid", "{" + UUID + "}", STRANGE_UUID),
    ],
)
def test_bad_entry_is_explained_and_nothing_changes(send, terminal, field, value, message):
    station.stock(terminal, Item.STANDARD_KIT, 12)
    entry = ENTRY | {field: value}

    answer = send(entry)

    assert answer.status_code == 200
    assert answer.json() == {
        "stored": [],
        "refused": [{"uuid": entry["uuid"], "field": field, "message": message}],
    }
    assert nothing_is_counted()
    assert StockLevel.objects.get().quantity == 12


@pytest.mark.parametrize("county", ["", "Albany County", "ny-nowhere", "\u0000", None, 7])
def test_county_that_is_none_is_refused(send, county):
    answer = send(without("zip_code") | {"jurisdiction": county})

    message = "There is no such county."
    assert answer.json() == {"stored": [], "refused": [{"uuid": UUID, "field": "jurisdiction", "message": message}]}
    assert nothing_is_counted()


@pytest.mark.parametrize(
    "entry",
    [
        *(without(field) for field in ENTRY if field != "uuid"),
        ENTRY | {"jurisdiction": "ny-albany"},
        ENTRY | {"officer": "Smith"},
        ENTRY | {"note": ""},
    ],
)
def test_entry_with_a_field_too_few_or_too_many_is_refused_alone(send, entry):
    answer = send(entry, ENTRY | {"uuid": "9f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"})

    assert answer.json() == {
        "stored": ["9f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"],
        "refused": [{"uuid": UUID, "field": "", "message": STRANGE_FIELDS}],
    }
    assert DailyCount.objects.get().handouts == 1


@pytest.mark.parametrize(
    "entry", [without("uuid"), ENTRY | {"uuid": 7}, ENTRY | {"uuid": None}, {}, [], "x", None, 7]
)
def test_refused_entry_without_a_uuid_in_words_has_none_in_the_answer(send, entry):
    answer = send(entry)

    assert [refusal["uuid"] for refusal in answer.json()["refused"]] == [None]
    assert nothing_is_counted()
