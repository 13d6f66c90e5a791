"""What the application's log leaves out."""

import logging


class QuietTerminal(logging.Filter):
    """Drop warnings about requests to the shared terminal: a line in a journal has a time, and so would the act.

    Errors stay: their traceback says where our code failed and nothing of what was sent.
    """

    def filter(self, record):
        path = getattr(getattr(record, "request", None), "path", "")
        return record.levelno >= logging.ERROR or not path.startswith("/terminal")
