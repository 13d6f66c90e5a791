"""What a coordinator tells about a month beside the kits left."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import Agency
from distributions.models import MonthlyTally
from distributions.models.tally import TALLIES


@transaction.atomic
def tell_tally(*, agency, month, declined, none_on_hand, reported_used, by):
    """Keep what is told about a month, in place of what was told before, and return the `MonthlyTally`.

    `month` is its first day; each figure is a number from 0 on, or None where nothing is told. Telling the same
    again changes nothing and leaves no trace.
    """
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    told = {"declined": declined, "none_on_hand": none_on_hand, "reported_used": reported_used}
    tally, is_new = MonthlyTally.objects.get_or_create(agency=agency, month=month, defaults=told)
    before = dict.fromkeys(TALLIES) if is_new else {name: getattr(tally, name) for name in TALLIES}
    if told != before:
        for name, figure in told.items():
            setattr(tally, name, figure)
        tally.save(update_fields=TALLIES)
        record(what="tally.told", subject=tally, by=by, agency=agency, **told)
    return tally
