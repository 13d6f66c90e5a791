"""An application that was declined, withdrawn or closed is opened again, with its documents and its trail, and what
the office did by a slip is put right."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.application_judging import refuse_a_second_one
from agencies.actions.application_review import approved_link_of
from agencies.actions.applications import ask_for_documents, hold, page_of, review_until
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.application_life import APPLICATION, ApplicationRefused
from agencies.mail_kinds import MailKind
from agencies.models import Application, AuditCode, User

Status = Application.Status
GOES_ON = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.CONFIRMED,
    Status.IN_REVIEW,
    Status.CHANGES_REQUESTED,
    Status.DECLINED,
    Status.WITHDRAWN,
)
TAKES_PART = (Status.PROVISIONAL, Status.APPROVED)
OPEN_AGAIN = {"ended_on": None, "declined_because": "", "reply": ""}


@transaction.atomic
def reopen_application(*, application, by, today):
    """Let the office open an application again: one that was declined goes to whoever opens it, any other one waits
    for a reviewer. The applicant is mailed.

    Documents that were deleted meanwhile are missing again. Raises `ApplicationRefused` for one that is open, that
    nobody ever confirmed, or where the same person has another one for the same agency.
    """
    held = hold(application)
    if held.confirmed_at is None:
        raise ApplicationRefused(_("Nobody has confirmed this application: whoever began it can begin again."))
    held.asked_changes.filter(sent_on=None).delete()
    is_declined = held.status == Status.DECLINED
    changes = OPEN_AGAIN | {"due_on": review_until(held.program, today), "reviewer": by if is_declined else None}
    to, code = Status.IN_REVIEW if is_declined else Status.CONFIRMED, AuditCode.APPLICATION_REOPENED
    with refuse_a_second_one():
        opened = APPLICATION.move(held, to=to, by=by, on=today, code=code, changes=changes)
    ask_for_documents(opened)
    _tell_applicant(opened)
    return opened


@transaction.atomic
def reopen_as_applicant(*, application, today):
    """Make a draft of an application that its applicant has withdrawn, with everything that is still there.

    Raises `ApplicationRefused` for any other, and where the same person has another one for the same agency.
    """
    nobody_yet = {"submitted_at": None, "confirmed_at": None, "reviewer": None}
    changes = OPEN_AGAIN | nobody_yet | {"due_on": today + Application.LASTS}
    with refuse_a_second_one():
        opened = APPLICATION.move(application, to=Status.DRAFT, by=None, on=today, link=True, changes=changes)
    ask_for_documents(opened)
    return opened


@transaction.atomic
def take_back_changes(*, application, by, today):
    """Take back what the office asked an applicant to change: `by` goes on with the review, and the applicant is told
    that nothing has to be changed. Points that were not sent are deleted. Raises `ApplicationRefused`."""
    held = hold(application)
    changes = {"due_on": review_until(held.program, today), "reviewer": by}
    code = AuditCode.APPLICATION_CHANGES_TAKEN_BACK
    moved = APPLICATION.move(held, to=Status.IN_REVIEW, by=by, on=today, code=code, changes=changes)
    moved.asked_changes.filter(sent_on=None).delete()
    _tell_applicant(moved, needs_no_changes=True)
    return moved


def _tell_applicant(application, *, needs_no_changes=False):
    send(
        kind=MailKind.APPLICATION_REOPENED,
        to=application.coordinator_email,
        language=application.language,
        application=application,
        needs_no_changes=needs_no_changes,
        link=page_of(application),
    )


@transaction.atomic
def send_links_again(*, program, email, today, sender=""):
    """Mail whoever has this address the links of their applications to a program, if there are any; return nothing,
    so that nobody learns whether there are. Raises `TooManyMails`, known address or not."""
    allow_mail(kind=MailKind.APPLICATION, sender=sender, address=email, today=today)
    theirs = Application.objects.in_program(program).links_sent_to(email).select_related("program", "jurisdiction")
    for application in theirs.filter(status__in=GOES_ON):
        facts = {"link": page_of(application), "until": application.due_on, "is_asked_for": True}
        _mail_again(application, **facts)
    nobody_began = {"email": email.strip().lower(), "password__startswith": UNUSABLE_PASSWORD_PREFIX}
    newcomers = User.objects.filter(**nobody_began)
    for application in theirs.filter(status__in=TAKES_PART, agency__memberships__user__in=newcomers):
        _mail_again(application, link=approved_link_of(application), until=None, is_asked_for=True)


def _mail_again(application, **facts):
    to = {"to": application.coordinator_email, "language": application.language}
    send(kind=MailKind.APPLICATION, **to, application=application, **facts)
