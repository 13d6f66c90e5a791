"""What published reports hold, as plain data: put together once, frozen, and never computed again."""

from lbn.reporting.contents.department import department_content
from lbn.reporting.contents.scope import LATE, NO_KITS, NOT_CONFIRMED, ON_TIME, scope_content

__all__ = ["LATE", "NOT_CONFIRMED", "NO_KITS", "ON_TIME", "department_content", "scope_content"]
