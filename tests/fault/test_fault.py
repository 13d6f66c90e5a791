"""The harness itself: a small trial passes, and its books find what is missing, doubled or astray."""

from copy import deepcopy

import pytest

from tests.fault.cast import PREPARED
from tests.fault.durable import fewest_within
from tests.fault.parties import ALBANY, TROY, UNLIMITED
from tests.fault.presses import presses
from tests.fault.trial import trial
from tests.fault.verdict import differences, pressed_of

TRACE = """\
77  1000.100000 fdatasync(12</tmp/x/a.sqlite3-wal>) = 0
77  1000.150000 fdatasync(14</tmp/x>) = 0
78  1001.200000 fdatasync(12</tmp/x/a.sqlite3-wal> <unfinished ...>
"""


@pytest.mark.once
def test_two_hundred_presses_survive_a_kill_and_lost_answers(served):
    application = served(prepared=PREPARED, **UNLIMITED)

    verdict, killed, tally = trial(application, handovers=200, kills=1, seed=1, dropped=0.2)

    assert verdict.as_dict() == {"handovers": 200, "kills": 1, "lost": 0, "double": 0, "drift": 0}
    assert killed == {"gunicorn": 1}
    assert tally.dropped > 0


def test_the_same_seed_presses_the_same_and_another_does_not():
    once, again, other = (list(presses(seed, "a", 20)) for seed in (1, 1, 2))

    assert once == again
    assert not {entry["uuid"] for entry in once} & {entry["uuid"] for entry in other}


def test_books_find_one_lost_one_double_and_one_of_the_wrong_size():
    expected = pressed_of({ALBANY: list(presses(1, "a", 200)), TROY: list(presses(1, "a", 200))})
    keys = sorted(expected)
    got = deepcopy(expected)
    assert differences(expected, got) == (0, 0)

    got[keys[0]][0] -= 1
    assert differences(expected, got) == (1, 0)
    got[keys[1]][0] += 1
    assert differences(expected, got) == (1, 1)
    got[keys[2]][1] += 1
    assert differences(expected, got) == (2, 2)


def test_a_batch_without_a_sync_of_the_database_is_found():
    assert fewest_within([(1000.0, 1000.2), (1001.1, 1001.3)], TRACE) == 1
    assert fewest_within([(1000.0, 1000.2), (1000.12, 1000.2)], TRACE) == 0
