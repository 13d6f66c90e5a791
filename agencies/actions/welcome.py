"""The program office has welcomed a new agency, by phone or in person."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import Agency, AuditCode, AuditEvent


class WelcomeRefused(Refused):
    """The agency was ticked off before."""


@transaction.atomic
def tick_off_welcome(*, agency, by):
    """Write down once that an agency was welcomed. Raises `WelcomeRefused` where somebody did so before."""
    Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    if AuditEvent.objects.of_row(agency).filter(what=AuditCode.AGENCY_WELCOMED).exists():
        raise WelcomeRefused(_("This agency is ticked off already: nothing was changed."))
    record(what=AuditCode.AGENCY_WELCOMED, subject=agency, by=by, agency=agency, program=agency.program)
