"""Counties that decide whether agencies there leave kits; the program office enters what they decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, Jurisdiction
from agencies.querysets.registrations import counties_within


class OptingRefused(Refused):
    """These days cannot be of one county."""


@transaction.atomic
def decide_county(*, county, program, opted_in_on, opted_out_on, by):
    """Enter since when a county takes part, and from when on it does not any more; None where it never did or still
    does. What was entered before is replaced, so that a slip can be put right.

    Opting out stops new registrations only: agencies that are there go on. Returns whether anything changed. Raises
    `OptingRefused` at the day that cannot be, and for a county that is none of the program's.
    """
    if not counties_within(program).filter(pk=county.pk).exists():
        raise OptingRefused(_("This county is not in your program."))
    if opted_out_on and not opted_in_on:
        raise OptingRefused(_("Enter the day on which the county opted in, too."), field="opted_in_on")
    if opted_out_on and opted_out_on < opted_in_on:
        raise OptingRefused(_("A county cannot opt out before it opted in."), field="opted_out_on")
    held = Jurisdiction.objects.select_for_update(of=("self",)).get(pk=county.pk)
    if (held.opted_in_on, held.opted_out_on) == (opted_in_on, opted_out_on):
        return False
    days = {"opted_in_on": opted_in_on, "opted_out_on": opted_out_on}
    told = {name: day.isoformat() if day else "" for name, day in days.items()}
    Jurisdiction.objects.filter(pk=held.pk).update(**days)
    record(what=AuditCode.COUNTY_TAKES_PART, subject=held.label, by=by, program=program, **told)
    return True
