"""Keeping what later reports are made from."""

from django.db.models import Sum

from agencies.models import ReportingScope
from agencies.sql.rows import store_answer
from distributions.models import DailyCount
from distributions.models.count import CELL
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
    cells = DailyCount.objects.cells(scope, first, last)
    store_answer(SealedCount, names=(*CELL, "handouts", "kits", "doses"), answer=cells)


def _keep_other_items(scope, first, last):
    names = ("scope_id", "agency_id", "posted_month")
    counts = DailyCount.objects.in_scope(scope).posted_between(first, last).of_other_items().order_by()
    sums = counts.values_list(*names, "item__kind").annotate(Sum("handouts"), Sum("items"))
    store_answer(SealedItems, names=(*names, "kind", "handouts", "items"), answer=sums)
