"""What the application's log leaves out."""

import logging
import re
from copy import copy
from traceback import format_tb

from agencies.faults import describe_fault, is_of_the_machine, name_kind

BUSY = 503
SAYS_NO_VALUES = {"OperationalError", "ProgrammingError", "InterfaceError", "ImproperlyConfigured"}
SECRET_LINKS = re.compile(
    r"(/register/(?:confirm|join|new-coordinator)/|/admission/|/shared/|/accounts/password/reset/key/)[^\s?/]+"
)


def without_secret(text):
    """Return an address, or a line that has one, without what opens it: links are good for days."""
    return SECRET_LINKS.sub(r"\1…", text)


class WithoutValues(logging.Formatter):
    """Write what kind of fault it was and where in our code, and not what the fault says.

    A database puts the row that it refuses into its message, and Python the text that is no number. What it says is
    kept where it is about the machine: a file, a connection, a table that is missing. Such a fault is one line; one
    of ours has the way through the code below it.
    """

    def format(self, record):
        record = copy(record)
        record.exc_text = None  # Another handler's text of the fault has its values.
        return super().format(record)

    def formatMessage(self, record):
        fault = record.exc_info[1] if record.exc_info else None
        line = super().formatMessage(record)
        return f"{line}: {with_words(describe_fault(fault), fault)}" if fault else line

    def formatException(self, exc_info):
        if is_of_the_machine(exc_info[1]):
            return ""
        return "\n\nand then\n\n".join(reversed([way_to(fault) for fault in chain_of(exc_info[1])]))


def chain_of(fault):
    """Yield `fault` and what led to it, the first fault last."""
    while fault:
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def way_to(fault):
    return "".join(format_tb(fault.__traceback__)) + with_words(name_kind(fault), fault)


def with_words(kind, fault):
    """Return `kind`, followed by what the fault says where that holds no value."""
    says_no_values = isinstance(fault, OSError) or type(fault).__name__ in SAYS_NO_VALUES
    words = str(fault).partition("\n")[0] if says_no_values else ""
    return f"{kind}: {words}" if words else kind


class NoSecrets(logging.Filter):
    """Keep the line, and leave the secret part of a link out of it."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(without_secret(part) if isinstance(part, str) else part for part in record.args)
        return True


class QuietTerminal(logging.Filter):
    """Drop what is said about requests to the shared terminal: a line in a journal has a time, and so would the act.

    Faults stay: `WithoutValues` says where our code failed and nothing of what was sent. A busy database is none.
    """

    def filter(self, record):
        path = getattr(getattr(record, "request", None), "path", "")
        is_fault = record.levelno >= logging.ERROR and getattr(record, "status_code", None) != BUSY
        return is_fault or not path.startswith("/terminal")
