"""An agency applies to a program that reviews: a draft behind a signed link, a confirmed address, answers, an end.

Whoever has the link is the applicant; they need no account. Every link goes to the address by mail and is shown on
no page: whoever begins an application for somebody else has no key to it.
"""

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from agencies.actions.application_changes import note_changes
from agencies.actions.application_judging import (
    judge_address,
    judge_agency_of_application,
    refuse_a_second_one,
)
from agencies.actions.approvals import ask_approvers, judge_approvers, name_approvers
from agencies.actions.asking import addresses_of_office
from agencies.actions.mail import send
from agencies.actions.mail_limits import allow_mail
from agencies.application_life import APPLICATION, ApplicationRefused
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import Application, AskedChange, RequiredDocument
from agencies.models.application import OPEN
from agencies.querysets.applications import (
    approvers_of,
    asked_documents_of,
    changes_to_answer,
    missing_documents_of,
)
from agencies.workdays import add_business_days

CONFIRM, BEGIN = ".confirm", ".begin"
SEALED = "coordinator_email"  # an address is confirmed by a link that went to it
Status = Application.Status


@transaction.atomic
def begin_application(*, program, approvers, today, language="", sender="", **facts):
    """Store a draft with the documents and approvals that the program asks for, and mail its link, or do neither.

    `facts` are its columns; `approvers` are (name, address) by the slugs of those whom the applicant names. Returns
    the application. Where the same person has one for this agency already, its link is mailed again and nothing else
    is stored: nobody learns by asking here who has applied. Raises `AgencyKnown`, `ApplicationRefused` where the
    county is closed, `ApprovalRefused` where the applicant would approve, or `TooManyMails`.
    """
    judge_agency_of_application(program=program, day=today, **facts)
    judge_approvers(program=program, email=facts["coordinator_email"], named=approvers)
    facts["coordinator_email"] = facts["coordinator_email"].strip().lower()
    try:
        with transaction.atomic():
            made = Application.objects.create(
                program=program, language=language, due_on=today + Application.LASTS, **facts
            )
    except IntegrityError:
        made = _open_one(program=program, **facts)
    else:
        name_approvers(application=made, named=approvers)
        ask_for_documents(made)
    mail_link(application=made, kind=MailKind.APPLICATION, sender=sender, today=today)
    return made


def _open_one(*, program, agency_name, jurisdiction, coordinator_email, **_facts):
    """The open application of a person for an agency whose link has gone to them; there is one at most."""
    theirs = Application.objects.in_program(program).links_sent_to(coordinator_email)
    theirs = theirs.filter(agency_name__iexact=agency_name, jurisdiction=jurisdiction)
    return theirs.filter(status__in=OPEN).get()


def ask_for_documents(application):
    """Let an application have a line for each document that is asked of it now. What was uploaded stays."""
    there = set(application.required_documents.values_list("slug", flat=True))
    RequiredDocument.objects.bulk_create(
        RequiredDocument(program=application.program, application=application, slug=asked["slug"])
        for asked in asked_documents_of(application)
        if asked["slug"] not in there
    )


def mail_link(*, application, kind, sender, today):
    """Mail the applicant the link to the application, or the one that confirms the address. Raises `TooManyMails`."""
    address = application.coordinator_email
    allow_mail(kind=kind, sender=sender, address=address, today=today)
    link = page_of(application) if kind == MailKind.APPLICATION else confirmation_of(application)
    facts = {"application": application, "link": link, "until": application.due_on}
    if kind == MailKind.APPLICATION:
        return send(kind=MailKind.APPLICATION, to=address, language=application.language, **facts)
    return send(kind=MailKind.APPLICATION_SENT, to=address, language=application.language, **facts)


def page_of(application):
    """The address of an application, for whoever may change it."""
    return absolute("registration:application", sign(application, sealed=SEALED))


def confirmation_of(application):
    """The address of the page that confirms an application; it goes out by mail alone."""
    return absolute("registration:application_confirm", sign(application, CONFIRM, sealed=SEALED))


def application_of(token, *, today_in, purpose=""):
    """Return the application that a link names; raise `LinkRefused` for one that is broken, of a draft that nobody
    has touched for 30 days, or that went to another address: such a link confirms nothing, and opens nothing once the
    address was ever confirmed.

    `today_in` returns today's date in a time zone: a link works as long as the day lasts where the program is.
    """
    application = row_of(Application, token, purpose=purpose)
    if application is not None and (purpose == CONFIRM or application.has_reached_office):
        application = row_of(Application, token, purpose=purpose, sealed=SEALED)
    if application is None:
        raise LinkRefused(_("This link is not complete: copy the whole link from the mail."))
    today = today_in(application.program.time_zone)
    if application.status == Status.ABANDONED or (
        application.status in (Status.DRAFT, Status.SUBMITTED) and application.due_on < today
    ):
        raise LinkRefused(_("Nobody has worked on this application for 30 days, so it was closed. Start a new one."))
    return application


def hold(application):
    """Lock an application until the transaction ends and return it as it is now."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related("program", "jurisdiction")
    return rows.get(pk=application.pk)


def hold_for_change(application):
    """Lock an application that the applicant may change now; raise `ApplicationRefused` for any other."""
    held = hold(application)
    if not held.can_be_changed:
        raise APPLICATION.refuse(held.status)
    return held


@transaction.atomic
def save_application(*, application, approvers, today, **facts):
    """Write down what the applicant says of the agency, or do nothing at all; a draft then lasts for 30 days more.

    The address can change until it is confirmed, and nothing tells whether somebody with the new one has applied.
    What changes once the office has had the application is told, also in a draft that was withdrawn before.
    Raises what `begin_application` raises.
    """
    held = hold_for_change(application)
    judge_agency_of_application(program=held.program, day=today, **facts)
    email = facts.pop("coordinator_email", "").strip().lower()
    if held.status == Status.DRAFT:
        facts["due_on"] = today + Application.LASTS
    if held.has_reached_office:
        facts |= note_changes(application=held, facts=facts)
    else:
        facts["coordinator_email"] = email
        facts["is_readdressed"] = held.is_readdressed or email != held.coordinator_email
    for name, value in facts.items():
        setattr(held, name, value)
    judge_approvers(program=held.program, email=held.coordinator_email, named=approvers)
    with refuse_a_second_one():
        held.save(update_fields=list(facts))
    held.asked_changes.filter(about=AskedChange.AGENCY, sent_on=None).update(answered_on=today)
    name_approvers(application=held, named=approvers)
    ask_for_documents(held)
    return held


@transaction.atomic
def submit_application(*, application, today, at, sender=""):
    """Send a draft: its address is mailed the link that confirms it, until 30 days later; or do nothing at all.

    Raises `ApplicationRefused` where a document is missing or the county is closed by now, `AgencyKnown`, and
    `TooManyMails`.
    """
    held = hold(application)
    missing = missing_documents_of(held)
    if missing:
        names = ", ".join(one["name"] for one in missing)
        raise ApplicationRefused(_("Still missing: %(documents)s. Upload it first.") % {"documents": names})
    judge_agency_of_application(
        program=held.program, agency_name=held.agency_name, jurisdiction=held.jurisdiction, day=today
    )
    judge_address(program=held.program, email=held.coordinator_email)
    changes = {"submitted_at": at, "due_on": today + Application.LASTS}
    sent = APPLICATION.move(held, to=Status.SUBMITTED, by=None, on=today, link=True, changes=changes)
    mail_link(application=sent, kind=MailKind.APPLICATION_SENT, sender=sender, today=today)
    return sent


@transaction.atomic
def resend_confirmation(*, application, today, sender=""):
    """Mail the link that confirms the address once more. Raises `ApplicationRefused` for an application that does not
    wait for that, and `TooManyMails`."""
    held = hold(application)
    if held.status != Status.SUBMITTED:
        raise APPLICATION.refuse(held.status)
    mail_link(application=held, kind=MailKind.APPLICATION_SENT, sender=sender, today=today)


def take_back_application(*, application, today):
    """Make a draft of an application whose address nobody has confirmed. Raises `ApplicationRefused`."""
    changes = {"submitted_at": None, "due_on": today + Application.LASTS}
    return APPLICATION.move(application, to=Status.DRAFT, by=None, on=today, link=True, changes=changes)


@transaction.atomic
def confirm_application(*, application, today, at):
    """Hand an application to the program office: its people and everybody who has to approve are asked by mail.

    Where somebody cannot be mailed today, the office is told and asks them later. The office answers within the
    business days that the pack says. Raises `ApplicationRefused`.
    """
    changes = {"confirmed_at": at, "due_on": review_until(application.program, today)}
    changes |= {"has_reached_office": True, "is_readdressed": False}
    with refuse_a_second_one():
        sent = APPLICATION.move(application, to=Status.CONFIRMED, by=None, on=today, link=True, changes=changes)
    close_points(sent, today)
    unasked = ask_approvers(application=sent, today=today)
    named = [f"{line.approval.name} ({line.approval.email})" for line in approvers_of(sent) if line.is_named_here]
    tell_office(application=sent, kind=MailKind.APPLICATION_ARRIVED, unasked=unasked, named=named)
    return sent


def close_points(application, today):
    """Close the points to which no answer was sent: they wait for none any more, and answers that were saved stay."""
    waiting = application.asked_changes.filter(sent_on=None)
    waiting.update(answered_on=Coalesce("answered_on", Value(today)), sent_on=today)


def review_until(program, today):
    """The day until which the office answers what reaches it on `today`."""
    return add_business_days(today, program.rules.review_business_days)


def tell_office(*, application, kind, **facts):
    """Mail everybody at the program office of what reached it."""
    link = absolute("operator:application", application.pk)
    for address in addresses_of_office(application.program):
        if kind == MailKind.APPLICATION_ARRIVED:
            send(kind=MailKind.APPLICATION_ARRIVED, to=address, application=application, link=link, **facts)
        else:
            send(kind=MailKind.APPLICATION_ANSWERED, to=address, application=application, link=link, **facts)


@transaction.atomic
def answer_change(*, change, words, today):
    """Write down what an applicant says to one point; it can be written anew until all are sent.

    A point about a document is answered by a newer version, with or without words. Raises `ApplicationRefused` at
    `words` where there is neither.
    """
    held = hold_for_change(change.application)
    if change.sent_on is not None:
        raise APPLICATION.refuse(held.status)
    newest = held.required_documents.filter(slug=change.about, version__gt=change.version)
    if not words and not newest.exists():
        raise ApplicationRefused(_("Write what you changed, or upload a new version."), field="words")
    change.answer, change.answered_on = words, today
    change.save(update_fields=["answer", "answered_on"])
    return change


@transaction.atomic
def send_answers(*, application, today):
    """Give the application back to its reviewer once every point is answered; whoever has to approve is asked anew.

    Raises `ApplicationRefused` while a point is open or a document is missing.
    """
    held = hold(application)
    waiting = changes_to_answer(held)
    if any(change.answered_on is None for change in waiting):
        raise ApplicationRefused(_("Answer every point first. Each has its own button."))
    if missing_documents_of(held):
        raise ApplicationRefused(_("Upload the documents that are missing first."))
    changes = {"due_on": review_until(held.program, today)}
    sent = APPLICATION.move(held, to=Status.IN_REVIEW, by=None, on=today, link=True, changes=changes)
    sent.asked_changes.filter(sent_on=None).update(sent_on=today)
    unasked = ask_approvers(application=sent, today=today)
    tell_office(application=sent, kind=MailKind.APPLICATION_ANSWERED, unasked=unasked)
    return sent


def withdraw_application(*, application, today):
    """End an application as its applicant wants. Raises `ApplicationRefused` for one that was decided."""
    return APPLICATION.move(
        application, to=Status.WITHDRAWN, by=None, on=today, link=True, changes={"ended_on": today}
    )
