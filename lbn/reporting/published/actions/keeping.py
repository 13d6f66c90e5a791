"""Keeping what later reports are made from."""

from agencies.models import ReportingScope
from distributions.models import DailyCount
from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import SealedCount, SealedItems


def keep_counts(scope: ReportingScope, span: Span) -> None:
    """Add up what was left in a scope's sealed period, unless that was done: naloxone by agency, place and posting
    month, other items by agency, kind and posting month."""
    first, last = span.first, span.last.replace(day=1)
    if not SealedCount.objects.posted_in([scope], first, last).exists():
        _keep_naloxone(scope, first, last)
    if not SealedItems.objects.posted_in([scope], first, last).exists():
        _keep_other_items(scope, first, last)


def _keep_naloxone(scope, first, last):
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


def _keep_other_items(scope, first, last):
    counts = DailyCount.objects.in_scope(scope).posted_between(first, last).of_other_items()
    SealedItems.objects.bulk_create(
        SealedItems(scope=scope, agency_id=agency, posted_month=month, kind=kind, handouts=handouts, items=items)
        for agency, month, kind, handouts, items, _trained in counts.summed_by(
            "agency_id", "posted_month", "item__kind"
        )
    )
