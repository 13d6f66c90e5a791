"""ZIP codes so small that they point at somebody: the program office marks them, from the next quarter on.

`ZipCode.too_small_from_on` is the day from which `too_small` will be the other way round: in the middle of a quarter
nothing changes, so that one report has a place in one way only.
"""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, ZipCode
from agencies.periods import add_months, quarter_of


class MarkRefused(Refused):
    """The ZIP code is marked already, is not, or is never named anyway."""


@transaction.atomic
def mark_too_small(*, zip_code, program, by, today):
    """Count kits under the county only, from the first day of the next quarter on, and return that day.

    Where the mark was to be taken back then, it stays, and the day is None. Raises `MarkRefused`.
    """
    return _turn(zip_code, program, to=True, what=AuditCode.PLACE_TOO_SMALL, by=by, today=today)


@transaction.atomic
def take_back_mark(*, zip_code, program, by, today):
    """Count kits under the ZIP code again, from the first day of the next quarter on, and return that day.

    Where the mark was to begin then, it does not, and the day is None. Raises `MarkRefused`, also for a ZIP code that
    the program's own rules have as too small.
    """
    if zip_code.zip in program.pack["too_small_zip_codes"]:
        raise MarkRefused(_("The rules of your program have this ZIP code as too small: it stays so."))
    return _turn(zip_code, program, to=False, what=AuditCode.PLACE_LARGE_ENOUGH, by=by, today=today)


def _turn(zip_code, program, *, to, what, by, today):
    held = ZipCode.objects.select_for_update(of=("self",)).get(pk=zip_code.pk)
    if held.kind != ZipCode.Kind.STANDARD:
        raise MarkRefused(_("Kits left in this ZIP code are counted under its county in any case."))
    if held.will_be_too_small == to:
        raise MarkRefused(_("Nothing was changed: that is decided already."))
    from_on = None if held.too_small_from_on else add_months(quarter_of(today), 3)
    held.too_small_from_on = from_on
    held.save(update_fields=["too_small_from_on"])
    record(what=what, subject=held, by=by, program=program, from_on=from_on.isoformat() if from_on else "")
    return from_on


@transaction.atomic
def turn_marks(*, state, day):
    """Let every mark of a state take effect whose day has come by `day`; again changes nothing. Run it daily."""
    due = Q(jurisdiction__state=state, too_small_from_on__lte=day)
    for was in (True, False):
        turning = ZipCode.objects.filter(due, too_small=was).values_list("pk", flat=True)
        ZipCode.objects.filter(pk__in=list(turning)).update(too_small=not was, too_small_from_on=None)
