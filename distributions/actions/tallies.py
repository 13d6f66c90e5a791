"""What a coordinator tells about a month beside the kits left."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import Agency, AuditCode
from distributions.models import MonthlyTally
from distributions.models.tally import TALLIES


def tell_tally(*, agency, month, by, **figures):
    """Keep what is told about a month, in place of what was told before, and return the `MonthlyTally`.

    `month` is its first day; `figures` are named by `TALLIES`, each a number from 0 on, or None where nothing is
    told; one that is not named stays as it is. Telling the same again changes nothing and leaves no trace.
    """
    tell_tallies(agency=agency, told={month: figures}, by=by)
    return MonthlyTally.objects.get(agency=agency, month=month)


@transaction.atomic
def tell_tallies(*, agency, told, by):
    """Keep what is told about several months, or do nothing at all.

    `told` maps the first day of a month to {name of a figure: number from 0 on, or None}; a figure that is not named
    stays as it is. Each month that changes leaves one line with its figures in the trail.
    """
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    held = MonthlyTally.objects.of(agency).filter(month__in=told).by_month()
    tallies = []
    for month, figures in sorted(told.items()):
        before = {name: getattr(held.get(month), name, None) for name in TALLIES}
        after = before | figures
        if after != before or month not in held:
            tallies.append(MonthlyTally(agency=agency, month=month, **after))
        if after != before:
            record(what=AuditCode.TALLY_ENTERED, subject=f"{month:%Y-%m}", by=by, agency=agency, **after)
    MonthlyTally.objects.bulk_create(
        tallies, update_conflicts=True, unique_fields=["agency", "month"], update_fields=TALLIES
    )
