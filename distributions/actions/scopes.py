"""Counts that are not published yet follow their agency into another reporting scope."""

from django.db import transaction
from django.db.models import F

from distributions.counts import Counts
from distributions.models import Correction, DailyCount


@transaction.atomic
def post_to_scope(*, agency, scope, first):
    """Report what `agency` counted from posting month `first` (a first of month) on in `scope`, wherever it was.

    Whoever calls holds every scope concerned for sealing (`hold_all_for_sealing`) and answers for no month from
    `first` on being sealed in any of them. Corrections follow the counts that they changed. Returns how many counts
    were moved; those already there do not count.
    """
    counts = DailyCount.objects.of(agency).filter(posted_month__gte=first).exclude(scope=scope)
    moved = 0
    for count in counts.select_for_update(of=("self",)).order_by("pk"):
        key = tuple(scope.pk if name == "scope_id" else getattr(count, name) for name in DailyCount.KEY)
        figures = tuple(getattr(count, name) for name in Counts._fields)
        there = DailyCount.objects.filter(**dict(zip(DailyCount.KEY, key, strict=True)))
        added = {name: F(name) + figure for name, figure in zip(Counts._fields, figures, strict=True)}
        if there.update(**added):
            count.delete()
        else:
            DailyCount.objects.filter(pk=count.pk).update(scope=scope)
        moved += 1
    corrections = Correction.objects.of(agency)
    corrections.filter(posted_month__gte=first).update(scope=scope)
    corrections.filter(count_month__gte=first).update(count_scope=scope)
    return moved
