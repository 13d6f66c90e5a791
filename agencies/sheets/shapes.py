"""What a cell looks like: only numbers and dates are ever shown of a column that nobody knows."""

import re
from functools import lru_cache

from .dates import looks_like_date
from .judging import looks_like_number

_ANSWER = re.compile(r"y|yes|n|no|none|n/?a|-+|\u2013|\u2014|x", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def is_number_or_date(cell: str) -> bool:
    """Whether a cell is a number, a date or a plain answer such as "yes", and so nobody's name, phone or case."""
    return bool(looks_like_number(cell) or _ANSWER.fullmatch(cell) or looks_like_date(cell))
