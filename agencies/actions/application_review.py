"""The office reviews an application: somebody takes it, asks for changes, approves or declines."""

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.actions.accounts import account_of, settle_account
from agencies.actions.agency import open_agency
from agencies.actions.application_judging import judge_address
from agencies.actions.applications import BEGIN, hold, page_of
from agencies.actions.asking import tell_coordinators
from agencies.actions.greetings import welcome_coordinator
from agencies.actions.mail import send
from agencies.actions.required_documents import hold_for_review
from agencies.actions.team import add_member
from agencies.application_life import APPLICATION, ApplicationRefused
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import Agency, Application, AskedChange, Membership, RequiredDocument, Role
from agencies.querysets.applications import (
    approvals_to_come,
    asked_documents_of,
    documents_to_accept,
    name_former,
)

Status = Application.Status


def claim_application(*, application, by, today):
    """Take an application for review. Raises `ApplicationRefused` where somebody else has taken it meanwhile."""
    return APPLICATION.move(application, to=Status.IN_REVIEW, by=by, on=today, changes={"reviewer": by})


def release_application(*, application, by, today):
    """Let somebody else take an application. Raises `ApplicationRefused` for one that is not in review."""
    return APPLICATION.move(application, to=Status.CONFIRMED, by=by, on=today, changes={"reviewer": None})


@transaction.atomic
def tick_checklist(*, application, ticked, by):
    """Write down what of the program's checklist the reviewer has seen to; raise `ApplicationRefused`."""
    held = hold_for_review(application, by)
    held.checklist = [one["slug"] for one in held.program.rules.checklist if one["slug"] in ticked]
    held.save(update_fields=["checklist"])


@transaction.atomic
def ask_for_changes(*, application, points, by, today):
    """Ask the applicant for changes, point by point, and mail them, or do nothing at all; return the points.

    `points` are words by what they are about: the slug of a document, or `AskedChange.AGENCY`. Raises
    `ApplicationRefused` without any, and where somebody else reviews it.
    """
    held = hold_for_review(application, by)
    if not points:
        raise ApplicationRefused(_("Write what to change in at least one box."))
    versions = dict(held.required_documents.values_list("slug", "version"))
    asked = [
        AskedChange.objects.create(
            application=held, about=about, words=words, version=versions.get(about, 0), asked_by=by, asked_on=today
        )
        for about, words in points.items()
    ]
    until = today + Application.LASTS
    moved = APPLICATION.move(
        held, to=Status.CHANGES_REQUESTED, by=by, on=today, changes={"due_on": until}, points=len(asked)
    )
    send(
        kind=MailKind.APPLICATION_CHANGES,
        to=moved.coordinator_email,
        language=moved.language,
        application=moved,
        points=[(name_of_point(moved, one), one.words) for one in asked],
        link=page_of(moved),
        until=until,
    )
    return asked


def name_of_point(application, change):
    """What a point is about, in words."""
    if change.about == AskedChange.AGENCY:
        return str(_("About your agency"))
    return name_former(RequiredDocument(program=application.program, slug=change.about))["name"]


@transaction.atomic
def approve_application(*, application, by, today, is_provisional=False):
    """Let the agency of an application take part, with its coordinator, or do nothing at all; return the application.

    The agency is opened as in listed programs, admitted by the office. For good an application is approved once every
    required document is accepted, everybody who has to approve does, and the checklist is done; for the time being at
    once, but never without what has to be there before an agency begins. Raises `ApplicationRefused` for what is
    missing and where somebody else reviews it, and `AgencyKnown`.
    """
    held = hold_for_review(application, by)
    judge_address(program=held.program, email=held.coordinator_email)
    require_start(held)
    if not is_provisional:
        require_complete(held)
    to = Status.PROVISIONAL if is_provisional else Status.APPROVED
    changes = {"approved_on": today, "approved_by": by}
    if held.agency:
        final = APPLICATION.move(held, to=to, by=by, on=today, changes=changes)
        tell_coordinators(final.agency, kind=MailKind.APPLICATION_FINAL)
        return final
    changes["agency"] = _open_agency_of(held, by, today)
    approved = APPLICATION.move(held, to=to, by=by, on=today, changes=changes)
    send(
        kind=MailKind.APPLICATION_APPROVED,
        to=approved.coordinator_email,
        language=approved.language,
        application=approved,
        is_provisional=is_provisional,
        missing=[one["name"] for one in documents_to_accept(approved)],
        link=approved_link_of(approved),
    )
    return approved


def _open_agency_of(application, by, today):
    """The agency of an application, with its coordinator and its documents."""
    agency = open_agency(
        program=application.program,
        admitted_by=Agency.AdmittedBy.OFFICE,
        name=application.agency_name,
        kind=application.kind,
        jurisdiction=application.jurisdiction,
        by=by,
        day=today,
        holds_authorization=application.holds_authorization,
    )
    person = {"email": application.coordinator_email, "name": application.coordinator_name}
    add_member(role=Role.COORDINATOR, owner=agency, by=by, **person)
    application.required_documents.update(agency=agency)
    return agency


def require_start(application):
    """Return without a word where what has to be there before an agency begins was uploaded and not refused; raise
    `ApplicationRefused` otherwise."""
    bad = [RequiredDocument.Status.MISSING, RequiredDocument.Status.REFUSED]
    there = set(application.required_documents.exclude(status__in=bad).values_list("slug", flat=True))
    wanted = [one for one in asked_documents_of(application) if one.get("before_start") and one["slug"] not in there]
    if wanted:
        names = ", ".join(one["name"] for one in wanted)
        raise ApplicationRefused(_("No agency begins without it: %(documents)s.") % {"documents": names})


def require_complete(application):
    """Return without a word where an application can be approved for good; raise `ApplicationRefused` otherwise."""
    documents = documents_to_accept(application)
    if documents:
        names = ", ".join(one["name"] for one in documents)
        raise ApplicationRefused(_("Not accepted yet: %(documents)s.") % {"documents": names})
    approvals = approvals_to_come(application)
    if approvals:
        names = ", ".join(one.name for one in approvals)
        raise ApplicationRefused(_("Has not approved yet: %(people)s.") % {"people": names})
    if {one["slug"] for one in application.program.rules.checklist} - set(application.checklist):
        raise ApplicationRefused(_("The checklist is not done yet."))


@transaction.atomic
def decline_application(*, application, because, words, by, today):
    """Decline an application for a coded reason (`Application.DeclinedBecause`) with words for the applicant, who is
    mailed. Raises `ApplicationRefused` where somebody else reviews it."""
    held = hold_for_review(application, by)
    changes = {"declined_because": because, "ended_on": today, "reply": words}
    declined = APPLICATION.move(held, to=Status.DECLINED, by=by, on=today, reason=because, changes=changes)
    mail_end(declined)
    return declined


def mail_end(application):
    """Mail an applicant how the application ended."""
    send(
        kind=MailKind.APPLICATION_ENDED,
        to=application.coordinator_email,
        language=application.language,
        application=application,
        link=page_of(application) if application.status == Status.DECLINED else absolute("registration:begin"),
    )


def approved_link_of(application):
    """The address of the page on which the coordinator of an approved application begins."""
    return absolute("registration:application_begin", sign(application, BEGIN))


def approved_of(token):
    """Return the approved application that a link from its mail names; raise `LinkRefused` for one that is broken, or
    older than 30 days. Whoever has a password signs in instead, whatever the age of the link."""
    application = row_of(Application, token, purpose=BEGIN)
    if application is None or application.agency is None:
        raise LinkRefused(_("This link is not complete: copy the whole link from the mail."))
    is_late = row_of(Application, token, purpose=BEGIN, lasts=Application.LASTS) is None
    if is_late and account_of(application.coordinator_email) is None:
        raise LinkRefused(_("This link is older than 30 days. Ask for a new one on the page on which you applied."))
    return application


@transaction.atomic
def begin_agency(*, application, user=None, password=""):
    """Let the coordinator of an approved application begin; return their membership.

    `user` is whoever is signed in; without one, or with somebody else, `password` is their account's first. Raises
    `LinkRefused` where they are no coordinator there any more, and `AccountExists`.
    """
    held = hold(application)
    worn = Membership.objects.filter(agency=held.agency, user__email=held.coordinator_email, role=Role.COORDINATOR)
    membership = worn.select_related("user", "agency").first()
    if membership is None:
        raise LinkRefused(_("Somebody else coordinates this agency now: ask them to invite you."))
    settle_account(email=held.coordinator_email, user=user, name=held.coordinator_name, password=password)
    membership.user.refresh_from_db()
    welcome_coordinator(membership)
    return membership
