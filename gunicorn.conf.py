"""How gunicorn serves: read by itself from the directory it starts in."""

import os
from urllib.parse import urlsplit

from gunicorn.glogging import Logger

from lbn.logs import WithoutValues, without_secret

SILENT = "/terminal"


class QuietLogger(Logger):
    """Log requests without saying who asked, and the terminal's not at all.

    A line with a time beside each kit left would be the log of acts that must not exist, so
    a request to the terminal leaves no line, and no other line has an address, a query string or
    the secret part of a link that came by mail.
    """

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WithoutValues(self.error_fmt, self.datefmt))

    def access(self, resp, req, environ, request_time):
        if not path_of_request(req, environ).startswith(SILENT):
            shown = without_secret(path_of_request(req, environ))
            super().access(resp, req, environ | {"PATH_INFO": shown}, request_time)

    def warning(self, msg, *args, **kwargs):
        if msg.startswith("Invalid request from ip="):
            msg, args = "A malformed request was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg, *args, **kwargs):
        super().exception(msg, *(without_query(part) for part in args), **kwargs)


def path_of_request(request, environ):
    """Return the path asked for, percent signs resolved where gunicorn got that far."""
    return environ.get("PATH_INFO") or urlsplit(getattr(request, "uri", "") or "").path


def without_query(part):
    return without_secret(part.split("?")[0]) if isinstance(part, str) else part


bind = os.environ.get("LBN_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 5
preload_app = False
control_socket_disable = True

logger_class = QuietLogger
accesslog = "-"
errorlog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(M)sms"
