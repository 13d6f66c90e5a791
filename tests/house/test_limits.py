"""How many kits at once and how far back stands in one place; sentences and the terminal's script are told."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HOME = "distributions/limits.py"
PLACES = ("distributions/**/*.py", "templates/distributions/*.html", "static/terminal/*.js", "static/log/*.js")
# 99 and 365 are nothing else here; 60 and 2,000 are other things too, but never before these words.
SAID_AGAIN = re.compile(r"(?<![\w.#-])(?:(?:99|365)(?![\w.%-]| \*)|(?:60|2,?000)(?= (?:kits|days)))")


def limits_said_again(source):
    return SAID_AGAIN.findall(source)


def test_no_limit_is_said_outside_its_place():
    found = [
        f"{path.relative_to(ROOT)}: {limit}"
        for pattern in PLACES
        for path in sorted(ROOT.glob(pattern))
        if "migrations" not in path.parts and str(path.relative_to(ROOT)) != HOME
        for limit in limits_said_again(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "const MOST = 99;",
        '_("Log between 1 and 99 kits at a time.")',
        "{% translate 'up to 2,000 kits' %}",
        "a day up to 60 days back",
        "within_days(365)",
    ],
)
def test_a_planted_limit_is_found(planted):
    assert len(limits_said_again(planted)) == 1
