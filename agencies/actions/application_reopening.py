"""An application that was declined, withdrawn or closed is opened again, with its documents and its trail, and what
the office did by a slip is put right."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from agencies.actions.application_judging import refuse_a_second_one
from agencies.actions.applications import ask_for_documents, close_points, hold, page_of, review_until
from agencies.actions.approvals import ask_outdated_approvers
from agencies.actions.mail import send
from agencies.application_life import APPLICATION, ApplicationRefused
from agencies.mail_kinds import MailKind
from agencies.models import Application, AskedChange, AuditCode
from agencies.querysets.applications import missing_documents_of

Status = Application.Status
OPEN_AGAIN = {"ended_on": None, "declined_because": "", "reply": ""}


@transaction.atomic
def reopen_application(*, application, by, today):
    """Let the office open an application again, and mail the applicant.

    Where required documents were deleted meanwhile, the applicant is asked for each and has 30 days. Otherwise one
    that was declined goes to whoever opens it, any other one waits for a reviewer, and those who have to approve are
    asked once more where their answer or their link is out of date. Raises `ApplicationRefused` for one that is open,
    that nobody ever confirmed, or where the same person has another one for the same agency.
    """
    held = hold(application)
    if held.confirmed_at is None:
        raise ApplicationRefused(
            _("The applicant never confirmed the e-mail address. They can start a new application.")
        )
    close_points(held, today)
    ask_for_documents(held)
    missing = missing_documents_of(held)
    to, changes = _choose_state(held, missing, by, today)
    code = AuditCode.APPLICATION_REOPENED
    with refuse_a_second_one(tells_the_office=True):
        opened = APPLICATION.move(held, to=to, by=by, on=today, code=code, changes=OPEN_AGAIN | changes)
    if missing:
        _ask_for_deleted(opened, missing, by, today)
    else:
        ask_outdated_approvers(application=opened, today=today)
    _tell_applicant(opened, missing=[one["name"] for one in missing])
    return opened


def _choose_state(application, missing, by, today):
    """Return the state in which an application is opened again, and its columns."""
    if missing:
        return Status.CHANGES_REQUESTED, {"due_on": today + Application.LASTS, "reviewer": by}
    due = {"due_on": review_until(application.program, today)}
    if application.status == Status.DECLINED:
        return Status.IN_REVIEW, due | {"reviewer": by}
    return Status.CONFIRMED, due | {"reviewer": None}


def _ask_for_deleted(application, missing, by, today):
    """Ask the applicant, in their language, for each document that was deleted."""
    with translation.override(application.language or None):
        words = _("It was deleted while the application was closed. Upload it again.")
    AskedChange.objects.bulk_create(
        AskedChange(application=application, about=one["slug"], words=words, asked_by=by, asked_on=today)
        for one in missing
    )


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
    that nothing has to be changed. What they saved meanwhile stays: whoever has approved of what was there before is
    asked once more. Raises `ApplicationRefused`."""
    held = hold(application)
    changes = {"due_on": review_until(held.program, today), "reviewer": by}
    code = AuditCode.APPLICATION_CHANGES_TAKEN_BACK
    moved = APPLICATION.move(held, to=Status.IN_REVIEW, by=by, on=today, code=code, changes=changes)
    close_points(moved, today)
    ask_outdated_approvers(application=moved, today=today)
    _tell_applicant(moved, needs_no_changes=True)
    return moved


def _tell_applicant(application, *, needs_no_changes=False, missing=()):
    send(
        kind=MailKind.APPLICATION_REOPENED,
        to=application.coordinator_email,
        language=application.language,
        application=application,
        needs_no_changes=needs_no_changes,
        missing=missing,
        link=page_of(application),
    )
