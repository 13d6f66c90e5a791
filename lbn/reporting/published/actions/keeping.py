"""Keeping what later reports are folded from."""

from agencies.models import ReportingScope
from distributions.models import DailyCount
from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import SealedCount


def keep_counts(scope: ReportingScope, span: Span) -> None:
    """Add up the naloxone of a scope's sealed period by agency, place and posting month, unless that was done."""
    first, last = span.first, span.last.replace(day=1)
    if SealedCount.objects.posted_in([scope], first, last).exists():
        return
    SealedCount.objects.bulk_create(
        (
            SealedCount(
                scope=scope,
                agency_id=agency,
                jurisdiction_id=place,
                zip_code=zip_code,
                posted_month=month,
                handouts=handouts,
                kits=kits,
                doses=doses,
            )
            for agency, place, zip_code, month, handouts, kits, doses in DailyCount.objects.cells(scope, first, last)
        ),
        batch_size=1000,
    )
