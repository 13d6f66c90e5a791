"""What the application's log leaves out."""

import logging
import re

BUSY = 503
SECRET_LINKS = re.compile(r"(/register/(?:confirm|join)/|/accounts/password/reset/key/)[^\s?/]+")


def without_secret(text):
    """Return an address, or a line that has one, without what opens it: links from mails are good for days."""
    return SECRET_LINKS.sub(r"\1…", text)


class NoSecrets(logging.Filter):
    """Keep the line, and leave the secret part of a link out of it."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(without_secret(part) if isinstance(part, str) else part for part in record.args)
        return True


class QuietTerminal(logging.Filter):
    """Drop what is said about requests to the shared terminal: a line in a journal has a time, and so would the act.

    Faults stay: their traceback says where our code failed and nothing of what was sent. A busy database is none.
    """

    def filter(self, record):
        path = getattr(getattr(record, "request", None), "path", "")
        is_fault = record.levelno >= logging.ERROR and getattr(record, "status_code", None) != BUSY
        return is_fault or not path.startswith("/terminal")
