"""An applicant sends the mail in which the program takes requests, writes down when, and can take that back."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.applications import hold
from agencies.actions.audit import record
from agencies.application_life import ApplicationRefused
from agencies.models import Application, AuditCode
from agencies.querysets.applications import missing_documents_of


@transaction.atomic
def record_request_mail(*, application, sent_on, today):
    """Write down the day on which the applicant sent the request mail, or do nothing at all; return the application.

    Raises `ApplicationRefused` where it has ended, where a document is missing, where it was sent already, and at
    `sent_on` for a day to come.
    """
    held = hold(application)
    if held.ended_on:
        raise ApplicationRefused(_("This application has ended: nothing was changed."))
    if held.mailed_on:
        raise ApplicationRefused(_("The mail is recorded as sent already. Take that back first."))
    if sent_on > today:
        raise ApplicationRefused(_("This day is still to come: enter the day on which you sent it."), field="sent_on")
    missing = missing_documents_of(held)
    if missing:
        names = ", ".join(one["name"] for one in missing)
        raise ApplicationRefused(_("Still missing: %(documents)s. Upload it first.") % {"documents": names})
    return _write(held, sent_on, AuditCode.APPLICATION_MAILED)


@transaction.atomic
def take_back_request_mail(*, application):
    """Forget that the request mail was sent. Raises `ApplicationRefused` where nobody said so."""
    held = hold(application)
    if held.mailed_on is None:
        raise ApplicationRefused(_("Nobody has recorded this mail: nothing was changed."))
    return _write(held, None, AuditCode.APPLICATION_MAIL_TAKEN_BACK)


def _write(application, mailed_on, code):
    day = (mailed_on or application.mailed_on).isoformat()
    Application.objects.filter(pk=application.pk).update(mailed_on=mailed_on)
    application.mailed_on = mailed_on
    owners = {"program": application.program, "agency": application.agency}
    record(what=code, subject=application, by=None, **owners, on=day)
    return application
