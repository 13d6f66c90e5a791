"""A day with far more kits than usual is found right."""

from django.db import transaction

from distributions.models import UsualDay
from distributions.volume import ASKED_FOR


@transaction.atomic
def find_right(*, agency, day, kits, today):
    """Remember that the `kits` logged for `day` are right, and forget every day that is not asked about any more.

    No trail is written: it would keep a day of the log for ever. Returns the `UsualDay`.
    """
    agency.usual_days.filter(handed_out_on__lte=today - ASKED_FOR).delete()
    found, _made = UsualDay.objects.update_or_create(agency=agency, handed_out_on=day, defaults={"items": kits})
    return found
