"""The environment of every test, loaded by pytest before Django reads its settings.

Nothing of a developer's `.env` reaches a test; only DATABASE_URL is taken from outside.
"""

import importlib.util
import os
import sys
import tempfile

FIXED = {
    "SECRET_KEY": "tests only",
    "LBN_DISCLOSURE_KEY": "tests only",
    "DEBUG": "off",
    "LBN_BASE_URL": "http://127.0.0.1:8000",
    "ALLOWED_HOSTS": "127.0.0.1,localhost",
    "TRUSTED_PROXIES": "0",
    "LBN_TERMINAL_LIMIT": "600",
    "EMAIL_URL": "",
    "LBN_MAIL_DIR": os.path.join(tempfile.gettempdir(), "lbn-test-mails"),
    "LBN_NOW": "2026-11-21T17:00:00+00:00",
}

os.environ.update(FIXED)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
os.environ["LBN_ZEAL"] = "on" if importlib.util.find_spec("zeal") else "off"
# Playwright keeps an event loop running in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# Each worker, each server and each command would compile every module again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
