"""What a batch says twice: a name within an entry, or one uuid for two entries."""

import json

import pytest

from distributions.models import DailyCount, SubmissionKey
from tests.distributions.terminal.sent import ENTRY, UUID, nothing_is_counted

OTHER = "9f0f6c1c-6a63-4b5e-9a52-0d6ff1f0a3c7"
STRANGE_FIELDS = "This entry does not have the fields of an entry."
CONTESTED = "Two different entries came with this identifier: neither was counted."
STRANGE_UUID = "This entry needs a random identifier of its own (UUID version 4)."


@pytest.fixture
def send_text(browser):
    def send_text(text):
        return browser.post("/terminal/entries/", text, content_type="application/json")

    return send_text


def with_twice(member, entry=ENTRY):
    """An entry as JSON that says one more member, whether or not it says it already."""
    return json.dumps(entry)[:-1] + f", {member}}}"


def batch_of(*entries):
    return '{"entries": [' + ", ".join(entries) + "]}"


def refusal(uuid, field, message):
    return {"uuid": uuid, "field": field, "message": message}


@pytest.mark.parametrize(
    ("member", "uuid"),
    [
        ('"items": 1', UUID),
        ('"items": 9', UUID),
        ('"zip_code": "12208"', UUID),
        (f'"uuid": "{UUID}"', None),
        (f'"uuid": "{OTHER}"', None),
        (r'"item\u0073": 9', UUID),
        ('"note": 1, "note": 2', UUID),
    ],
)
def test_entry_with_a_name_twice_is_refused_alone(send_text, member, uuid):
    answer = send_text(batch_of(with_twice(member), json.dumps(ENTRY | {"uuid": OTHER})))

    assert answer.json() == {"stored": [OTHER], "refused": [refusal(uuid, "", STRANGE_FIELDS)]}
    assert DailyCount.objects.get().items == 1


@pytest.mark.parametrize(
    "body",
    [
        '{"entries": [ENTRY], "entries": [ENTRY]}',
        '{"entries": [], "entries": [ENTRY]}',
        '{"entries": [ENTRY], "note": 1, "note": 2}',
    ],
)
def test_body_with_a_name_twice_is_no_batch(send_text, body):
    answer = send_text(body.replace("ENTRY", json.dumps(ENTRY)))

    assert (answer.status_code, answer.json()) == (400, {"message": "Send a list of 1 to 100 entries."})
    assert nothing_is_counted()


def test_low_kits_with_a_name_twice_are_no_number(browser):
    answer = browser.post("/terminal/low/", '{"left": 3, "left": 4}', content_type="application/json")

    assert answer.status_code == 400


@pytest.mark.parametrize("change", [{"items": 2}, {"zip_code": "12208"}, {"handed_out_on": "2026-11-20"}])
@pytest.mark.parametrize("uuid", [UUID, UUID.upper()])
def test_uuid_of_two_different_entries_counts_neither_and_keeps_no_other_waiting(send, change, uuid):
    answer = send(ENTRY, ENTRY | {"uuid": OTHER}, ENTRY | {"uuid": uuid} | change)

    assert answer.json() == {
        "stored": [OTHER],
        "refused": [refusal(UUID, "uuid", CONTESTED), refusal(uuid, "uuid", CONTESTED)],
    }
    assert DailyCount.objects.get().items == 1
    assert [str(key.uuid) for key in SubmissionKey.objects.all()] == [OTHER]


@pytest.mark.parametrize("value", [True, 1.0, "1", None, [1], 0])
def test_uuid_of_an_entry_that_cannot_be_counted_counts_no_other_one(send, value):
    answer = send(ENTRY, ENTRY | {"items": value})

    message = "Log between 1 and 99 kits at a time."
    assert answer.json() == {
        "stored": [],
        "refused": [refusal(UUID, "uuid", CONTESTED), refusal(UUID, "items", message)],
    }
    assert nothing_is_counted()


def test_entries_that_would_count_the_same_are_two_where_they_say_different_things(send):
    answer = send(ENTRY | {"zip_code": "12297"}, ENTRY | {"zip_code": "12298"})

    assert answer.json()["refused"] == [refusal(UUID, "uuid", CONTESTED)] * 2
    assert nothing_is_counted()


def test_same_entry_twice_in_a_batch_is_one(send):
    again = dict(reversed(ENTRY.items()))

    answer = send(ENTRY, again, ENTRY | {"uuid": UUID.upper()})

    assert answer.json() == {"stored": [UUID, UUID.upper()], "refused": []}
    assert DailyCount.objects.get().handouts == 1


def test_entries_without_a_uuid_in_words_are_not_taken_for_one(send):
    answer = send(ENTRY | {"uuid": None}, ENTRY | {"uuid": None, "items": 2})

    assert answer.json()["refused"] == [refusal(None, "uuid", STRANGE_UUID)] * 2


def test_a_hundred_thousand_names_in_one_entry_are_refused_at_once(send_text):
    many = ", ".join(f'"{number % 50_000}": 0' for number in range(80_000))

    answer = send_text(batch_of("{" + many + "}"))

    assert answer.json() == {"stored": [], "refused": [refusal(None, "", STRANGE_FIELDS)]}
