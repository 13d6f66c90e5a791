"""Whoever has lost the links to their applications gets them again, all in one mail."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from agencies.actions.application_review import approved_link_of
from agencies.actions.applications import page_of
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Application, Membership, Role
from agencies.models.application import BEFORE_THE_OFFICE, OPEN

Status = Application.Status
GOES_ON = (*OPEN, Status.DECLINED, Status.WITHDRAWN)
TAKES_PART = (Status.PROVISIONAL, Status.APPROVED)
IN_ONE_MAIL = 20


@transaction.atomic
def send_links_again(*, program, email, today, language="", sender=""):
    """Mail an address the links of its applications to a program, or that it has none, in one mail.

    One mail goes out either way, so that neither the answer nor the time that it takes tells who has applied. Raises
    `TooManyMails`.
    """
    address = email.strip().lower()
    allow_mail(kind=MailKind.APPLICATION_LINKS, sender=sender, address=address, today=today)
    theirs = Application.objects.in_program(program).links_sent_to(address).select_related("program", "agency")
    known_first = theirs.filter(status__in=GOES_ON).order_by("-has_reached_office", "-due_on", "id")
    lines = [*_lines_of_approved(theirs, address), *map(_line_of, known_first[:IN_ONE_MAIL])]
    send(
        kind=MailKind.APPLICATION_LINKS,
        to=address,
        language=language,
        program=program,
        lines=lines[:IN_ONE_MAIL],
        begin=absolute("registration:apply", program.slug),
    )


def _line_of(application):
    """What the mail says of an application that goes on, or has ended."""
    goes_on = application.status in (*BEFORE_THE_OFFICE, Status.CHANGES_REQUESTED)
    return {"agency": application.agency_name, "step": "continue" if goes_on else "see", "link": page_of(application)}


def _lines_of_approved(applications, address):
    """What the mail says of agencies that take part: whoever still coordinates one begins, or signs in once they have
    a password."""
    worn = Membership.objects.filter(user__email=address, role=Role.COORDINATOR).select_related("user")
    by_agency = {one.agency_id: one.user for one in worn}
    for one in applications.filter(status__in=TAKES_PART, agency__in=by_agency):
        if by_agency[one.agency_id].password.startswith(UNUSABLE_PASSWORD_PREFIX):
            yield {"agency": one.agency_name, "step": "begin", "link": approved_link_of(one)}
        else:
            yield {"agency": one.agency_name, "step": "sign_in", "link": absolute("account_login")}
