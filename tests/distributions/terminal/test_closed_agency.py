"""The terminals of a closed agency send what they hold for 60 days; then they say so, and nothing is lost."""

from datetime import date, timedelta
from html import unescape

import pytest

from agencies.models import Agency
from tests.distributions.terminal.sent import ENTRY, nothing_is_counted, text_of

TODAY = date(2026, 11, 21)
SENTENCE = (
    "Albany County Sheriff's Office closed on Sep 21, 2026, and its terminals have stopped. Nothing was counted; "
    "what waits on this computer is kept. Call the program coordinator of Albany County Sheriff's Office."
)


def close(days_ago):
    Agency.objects.update(status="closed", closed_on=TODAY - timedelta(days=days_ago))


@pytest.mark.parametrize("days_ago", [0, 1, 60])
def test_for_60_days_everything_is_counted(send, browser, days_ago):
    close(days_ago)

    answer = send(ENTRY)

    assert answer.json() == {"stored": [ENTRY["uuid"]], "refused": []}
    assert browser.get("/terminal/").status_code == 200


def test_from_the_61st_day_on_nothing_is_taken_and_it_says_why(send, browser):
    close(61)

    answer = send(ENTRY)

    assert (answer.status_code, answer.json()) == (403, {"message": SENTENCE})
    assert SENTENCE in unescape(text_of(browser.get("/terminal/")))
    assert nothing_is_counted()


def test_once_it_is_open_again_what_waited_is_counted(send):
    close(61)
    send(ENTRY)
    Agency.objects.update(status="admitted", closed_on=None)

    assert send(ENTRY).json() == {"stored": [ENTRY["uuid"]], "refused": []}


def test_an_agency_that_is_left_out_goes_on_logging(send):
    Agency.objects.update(status="left_out", left_out_on=date(2026, 1, 1), left_out_because="duplicate")

    assert send(ENTRY).json() == {"stored": [ENTRY["uuid"]], "refused": []}
