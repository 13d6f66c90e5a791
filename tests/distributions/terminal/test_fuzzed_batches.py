"""Whatever is sent to `POST /terminal/entries/` is answered, and a good entry is counted whatever is beside it."""

import json
import os
from itertools import chain

import pytest
from django.core.cache import caches
from django.db.models import Sum
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from distributions.models import DailyCount, SubmissionKey
from tests.distributions.terminal.sent import ENTRY, without

pytestmark = pytest.mark.slow
DRAWN = settings(
    max_examples=500 if os.environ.get("LBN_FULL") else 75,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

characters = st.characters(codec=None, categories=None)  # lone surrogates and NUL too
texts = st.text(characters, max_size=40) | st.sampled_from(
    ["\x00", "\ud800", "12207\x00", "\uff11\uff12\uff12\uff10\uff17", "2026-02-30"]
)
numbers = (
    st.integers()
    | st.floats()
    | st.sampled_from([0, -1, 1.0, 1e400, True, 2**31, 2**63, 10**300, float("nan"), float("-inf")])
)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from([*ENTRY, "jurisdiction", "officer"]) | texts
good_entries = st.uuids(version=4).map(lambda uuid: ENTRY | {"uuid": str(uuid)})
odd_entries = st.dictionaries(fields, json_values, max_size=3).map(lambda changes: ENTRY | changes) | json_values


def nested(value, *, deep):
    for _ in range(deep):
        value = [value]
    return value


@pytest.fixture
def send_raw(browser):
    def send_raw(body):
        caches["terminal"].clear()
        return browser.post("/terminal/entries/", body, content_type="application/json")

    return send_raw


def everything_claimed_is_counted():
    """Whether there is one hand-over for each identifier that was ever claimed here."""
    return (DailyCount.objects.aggregate(Sum("handouts"))["handouts__sum"] or 0) == SubmissionKey.objects.count()


@DRAWN
@given(body=st.dictionaries(st.just("entries") | texts, json_values, max_size=2) | json_values)
@example(body={"entries": [ENTRY | {"uuid": "\ud800"}]})
@example(body={"entries": [ENTRY | {"items": 1e400}]})
@example(body={"entries": [ENTRY | {"item": nested("kit", deep=400)}]})
def test_whatever_is_sent_is_answered(send_raw, body):
    answer = send_raw(json.dumps(body).encode())

    assert answer.status_code in (200, 400)
    assert set(answer.json()) in ({"stored", "refused"}, {"message"})


@DRAWN
@given(good=st.lists(good_entries, max_size=3), odd=st.lists(odd_entries, max_size=3), data=st.data())
@example(good=[], odd=[ENTRY | {"zip_code": "12207\x00"}, without("items") | {"items": 2**63}], data=None)
def test_good_entry_is_counted_whatever_is_beside_it(send_raw, good, odd, data):
    twice = list(chain(good, odd, good[:1]))
    sent = (data.draw(st.permutations(twice)) if data else twice) or [ENTRY]

    answer = send_raw(json.dumps({"entries": sent}).encode())

    told = answer.json()
    assert answer.status_code == 200
    assert {entry["uuid"] for entry in good} <= set(told["stored"])
    assert {refusal["uuid"] for refusal in told["refused"]} <= {
        entry["uuid"] if isinstance(entry, dict) and isinstance(entry.get("uuid"), str) else None for entry in sent
    }
    assert len(told["stored"]) == len(set(told["stored"]))
    assert everything_claimed_is_counted()


@DRAWN
@given(where=st.integers(0, 10_000), instead=st.binary(max_size=4), cut=st.integers(0, 4))
@example(where=0, instead=b"\xff\xfe", cut=0)
def test_damaged_body_is_answered(send_raw, where, instead, cut):
    whole = json.dumps({"entries": [ENTRY]}).encode()
    where %= len(whole)

    answer = send_raw(whole[:where] + instead + whole[where + cut :])

    assert answer.status_code in (200, 400)
    assert everything_claimed_is_counted()


@pytest.mark.parametrize(
    "body",
    [
        b'{"entries": [1], "entries": []}',
        b'{"entries": [' + b"9" * 4000 + b"]}",
        b'{"entries": [-0, 1E+999, NaN, -Infinity]}',
        b'{"entries": [' + b"[" * 300 + b"]" * 300 + b"]}",
        b'\xef\xbb\xbf{"entries": []}',
        json.dumps({"entries": [ENTRY]}).encode("utf-16"),
    ],
    ids=["named twice", "huge number", "no finite number", "deep", "byte order mark", "UTF-16"],
)
def test_odd_spelling_is_answered(send_raw, body):
    answer = send_raw(body)

    assert answer.status_code in (200, 400)
    assert everything_claimed_is_counted()
