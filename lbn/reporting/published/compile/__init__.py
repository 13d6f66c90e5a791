"""What published reports hold, as plain data: put together once, frozen, and never computed again."""

from lbn.reporting.published.compile.agencies import (
    LATE,
    NO_KITS,
    NOT_CONFIRMED,
    ON_TIME,
    STANDINGS,
    members,
    members_on,
    standing_of,
)
from lbn.reporting.published.compile.department import department_content
from lbn.reporting.published.compile.public import public_content
from lbn.reporting.published.compile.scope import scope_content
from lbn.reporting.published.compile.state import state_content, year_content
from lbn.reporting.published.compile.sums import sum_content

__all__ = [
    "LATE",
    "NOT_CONFIRMED",
    "NO_KITS",
    "ON_TIME",
    "STANDINGS",
    "department_content",
    "members",
    "members_on",
    "public_content",
    "scope_content",
    "standing_of",
    "state_content",
    "sum_content",
    "year_content",
]
