"""Commands that act for a day read it in one way, and stop before they change anything where it cannot be."""

from datetime import date

import pytest
from django.core.management.base import CommandError

from agencies.management.day_option import read_day_option


def test_a_day_is_read():
    assert read_day_option("2026-11-21", latest=date(2026, 11, 21)) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("11/20/2026", "11/20/2026 is not a day: write it as 2026-11-21."),
        ("2026-02-30", "2026-02-30 is not a day: write it as 2026-11-21."),
        ("2026-11-22", "2026-11-22 is still to come: nothing was left yet."),
    ],
)
def test_what_cannot_be_stops_the_command(on, sentence):
    with pytest.raises(CommandError) as refused:
        read_day_option(on, latest=date(2026, 11, 21), because="nothing was left yet")

    assert (str(refused.value), refused.value.returncode) == (sentence, 2)
