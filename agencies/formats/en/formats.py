"""How dates and numbers are written in English, in place of Django's "Nov. 29, 2026". Read `agencies/wording.py`."""

DATE_FORMAT = "M j, Y"
SHORT_DATE_FORMAT = "M j, Y"
MONTH_DAY_FORMAT = "M j"
YEAR_MONTH_FORMAT = "F Y"
DATETIME_FORMAT = "M j, Y, P"
