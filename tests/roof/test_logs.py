"""The log tells neither when somebody used a terminal nor what opens a link."""

import logging
import re
import sys
from urllib.error import HTTPError

import pytest
from django.db import IntegrityError, OperationalError
from django.test import RequestFactory

from agencies.keys import hash_of
from lbn.logs import NoSecrets, QuietTerminal, without_secret
from tests.servers.gunicorn import DIRECT


def line(path, level):
    record = logging.LogRecord("django.request", level, __file__, 1, "Not Found: %s", (path,), None)
    record.request = RequestFactory().get(path)
    return record


@pytest.mark.parametrize(
    ("path", "level", "kept"),
    [
        ("/terminal/entries/", logging.WARNING, False),
        ("/terminal/entries/", logging.ERROR, True),
        ("/agencies/albany/stock/", logging.WARNING, True),
    ],
)
def test_warnings_about_the_terminal_are_left_out(path, level, kept):
    assert QuietTerminal().filter(line(path, level)) is kept


def test_a_press_that_met_a_busy_database_is_left_out_too():
    busy = line("/terminal/entries/", logging.ERROR)
    busy.status_code = 503

    assert QuietTerminal().filter(busy) is False


def test_a_line_without_a_request_is_kept():
    record = logging.LogRecord("lbn", logging.WARNING, __file__, 1, "Nothing to seal.", None, None)

    assert QuietTerminal().filter(record)


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        ("/register/join/eyJ:1a:xyz/", "/register/join/…/"),
        ("/register/confirm/eyJ:1a:xyz/?again=1", "/register/confirm/…/?again=1"),
        ("/accounts/password/reset/key/1-abc-def/", "/accounts/password/reset/key/…/"),
        ("/register/new-coordinator/eyJ:1a:xyz/", "/register/new-coordinator/…/"),
        ("/admission/eyJ:1a:xyz/", "/admission/…/"),
        ("/shared/aB3-x_9/", "/shared/…/"),
        ("/shared/aB3-x_9/csv/", "/shared/…/csv/"),
        ("/register/new_york/", "/register/new_york/"),
    ],
)
def test_what_opens_a_link_is_left_out(shown, written):
    assert without_secret(shown) == written


def test_a_line_about_a_link_is_kept_without_what_opens_it():
    record = line("/register/join/eyJ:1a:xyz/", logging.WARNING)

    assert NoSecrets().filter(record) is True
    assert record.getMessage() == "Not Found: /register/join/…/"


def written_of(fault, *, cause=None):
    """What the log of the application writes of a fault."""
    handlers = logging.getLogger().handlers
    (ours,) = [each for each in handlers if any(isinstance(one, QuietTerminal) for one in each.filters)]
    try:
        raise fault from cause
    except Exception:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Fault", None, sys.exc_info())
    return ours.format(record)


def test_a_fault_is_written_without_the_row_that_it_is_about():
    row = "violates check constraint\nDETAIL:  Failing row contains (2026-11-21, 12207, 3)."

    written = written_of(IntegrityError(row), cause=ValueError("invalid literal for int(): '12207-0001'"))

    assert [part for part in ("12207", "2026-11-21") if part in written] == []
    assert ("IntegrityError" in written, "ValueError" in written, "test_logs.py" in written) == (True, True, True)


def test_a_fault_of_the_machine_is_one_line_and_says_which():
    written = written_of(OperationalError("connection refused\nIs the server running?"))

    kind = "django.db.utils.OperationalError at no place of ours: connection refused"
    assert written == f"ERROR django.request Fault: {kind}"


def test_what_another_handler_wrote_of_a_fault_is_not_taken_over():
    (ours,) = [handler for handler in logging.getLogger().handlers if handler.filters]
    typed = "12207-0001"
    try:
        int(typed)
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Fault", None, sys.exc_info())

    others = logging.Formatter().format(record)

    assert ("12207" in others, "12207" in ours.format(record)) == (True, False)


def test_a_fault_of_ours_is_written_with_its_place_and_the_way_there():
    with pytest.raises(UnicodeEncodeError) as caught:
        hash_of("12207\ud800")

    first, *way = written_of(caught.value).splitlines()

    assert re.fullmatch(r"ERROR django.request Fault: builtins.UnicodeEncodeError at agencies.keys:\d+", first)
    assert ("keys.py" in "".join(way), way[-1]) == (True, "builtins.UnicodeEncodeError")


def test_served_links_leave_no_secret_behind(served):
    application = served()
    token = "eyJub3Qi:1xyz:a-secret"

    for path in ("register/join", "register/confirm"):
        with pytest.raises(HTTPError, match="410"):
            DIRECT.open(f"{application.url}/{path}/{token}/")
    application.stop()

    written = [line for line in application.log_text().splitlines() if "register" in line]
    # Either worker may write its line first.
    assert sorted(line.split(" ")[:2] for line in written if line.startswith("GET")) == [
        ["GET", "/register/confirm/…/"],
        ["GET", "/register/join/…/"],
    ]
    assert "a-secret" not in application.log_text()
