"""The log does not tell when somebody used a terminal."""

import logging

import pytest
from django.test import RequestFactory

from lbn.logs import QuietTerminal


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


def test_a_line_without_a_request_is_kept():
    record = logging.LogRecord("lbn", logging.WARNING, __file__, 1, "Nothing to seal.", None, None)

    assert QuietTerminal().filter(record)
