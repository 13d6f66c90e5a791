"""Lines of sums, which people put below the lines of a sheet, or between them."""

import re
from calendar import month_abbr, month_name

_SPANS = ("page", "week", "weekly", "month", "monthly", "quarter", "quarterly", "year", "yearly", "annual", "ytd")
_MONTHS = [name.casefold() for name in (*month_name, *month_abbr, "sept") if name]
_BEFORE = "|".join(("grand", "sub", "running", "overall", "final", *_SPANS, *_MONTHS, "20[0-9]{2}", "q[1-4]"))
_WORDS = re.compile(rf"(?:(?:{_BEFORE})[. -]*)*(?:totals?|sums?)\b.*")
_SHORTEST = len("sum")


def is_total(cells: list[str]) -> bool:
    """Whether a filled line is a sum: its first filled cell says "Total", "Grand total", "Sept. total"."""
    first = cells[0] or next(cell for cell in cells if cell)
    if len(first) < _SHORTEST or (first[0].isdigit() and not first.startswith("20")):
        return False
    return _WORDS.fullmatch(first.casefold()) is not None
