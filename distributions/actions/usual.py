"""A day with far more kits than usual is found right."""

from django.db import transaction

from distributions.models import UsualDay
from distributions.volume import ASKED_FOR


@transaction.atomic
def find_right(*, agency, day, kits, today):
    """Remember that the `kits` logged for `day` are right, and forget every day that is not asked about any more.

    No trail is written: it would keep a day of the log for ever. Returns the `UsualDay`.
    """
    forget_days(agency=agency, today=today)
    found, _made = UsualDay.objects.update_or_create(agency=agency, handed_out_on=day, defaults={"items": kits})
    return found


@transaction.atomic
def forget_days(*, agency, today):
    """Forget what was said of days that are not asked about any more. Returns how many there were."""
    forgotten, _by_model = agency.usual_days.filter(handed_out_on__lte=today - ASKED_FOR).delete()
    return forgotten
