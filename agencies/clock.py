"""The one place that asks what time it is. Views and commands ask; everything else is told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def now() -> datetime:
    """Return this instant in UTC, or the instant that `LBN_NOW` fixes (ISO 8601, UTC where it names no zone)."""
    if settings.LBN_NOW:
        fixed = datetime.fromisoformat(settings.LBN_NOW)
        return fixed if fixed.tzinfo else fixed.replace(tzinfo=UTC)
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Return today's date where clocks show `time_zone` (an IANA name such as America/New_York)."""
    return now().astimezone(ZoneInfo(time_zone)).date()
