"""The agencies of a trial, and what they begin with; nothing of Django is needed to name them."""

from datetime import date, timedelta

TODAY = date(2026, 11, 21)
FIRST_DAY = TODAY - timedelta(days=364)
OPENED_ON = date(2025, 10, 1)
ALBANY, TROY = "albany-county-sheriffs-office", "troy-police-department"
KEYS = {ALBANY: "a" * 43, TROY: "t" * 43}
# Troy's shelf is soon empty, so that shortfalls are raised under fire too.
SHELVES = {ALBANY: (30_000, 5_000, 30_000), TROY: (300, 200, 100)}
# A queue that is emptied as fast as the machine can sends more in a minute than a terminal ever does.
UNLIMITED = {"LBN_TERMINAL_LIMIT": "1000000"}
