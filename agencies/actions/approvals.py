"""Whoever has to approve of an agency is asked by mail and answers behind a signed link, without an account."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from agencies.actions.asking import addresses_of_office
from agencies.actions.mail import send
from agencies.actions.mail_limits import TooManyMails, allow_mail
from agencies.application_life import APPROVAL, ApprovalRefused
from agencies.links import LinkRefused, absolute, row_of, sign
from agencies.mail_kinds import MailKind
from agencies.models import Application, Approval

Status = Approval.Status
NAMED_AT_MOST = 5  # Mails of a day to an address that the applicant named.


def name_approvers(*, application, named):
    """Store who has to approve: those whom the pack names, and (name, address) that the applicant gave by slug.

    Whoever is named anew has not answered.
    """
    there = {one.approver: one for one in application.approvals.all()}
    new = []
    for asked in application.program.rules.approvers:
        name, email = (asked["name"], asked["email"]) if asked["email"] else named[asked["slug"]]
        one = Approval(application=application, approver=asked["slug"], name=name, email=email.strip().lower())
        known = there.get(asked["slug"])
        if known is None or (known.name, known.email) != (one.name, one.email):
            new.append(one)
    application.approvals.filter(approver__in=[one.approver for one in new]).delete()
    Approval.objects.bulk_create(new)


def judge_approvers(*, program, email, named):
    """Return without a word where nobody who has to approve is the applicant, whose address is `email`; raise
    `ApprovalRefused` at the address that was given. `named` are (name, address) by slug."""
    for asked in program.rules.approvers:
        if asked["email"]:
            field, sentence = (
                "coordinator_email",
                _("This is the address of someone who approves applications. Enter a different one."),
            )
        else:
            field = f"{asked['slug']}_email"
            sentence = _("You cannot approve your own application. Enter the address of someone else.")
        if mailbox_of(asked["email"] or named[asked["slug"]][1]) == mailbox_of(email):
            raise ApprovalRefused(sentence, field=field)


def mailbox_of(address):
    """Return the mailbox that an address reaches: without a "+" and what follows it."""
    name, _at, domain = address.strip().lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def ask_approvers(*, application, today):
    """Ask everybody who has to approve, or once more those who have answered to what was there before. Return the
    names of those who have had their mails of the day: they were not asked, and the office can do it later."""
    return _ask_each(application.approvals.all(), today)


def ask_outdated_approvers(*, application, today):
    """Ask those once more who have answered before the applicant changed something, and those whose link never went
    out or is too old. Return what `ask_approvers` returns."""
    outdated = ~Q(status=Status.WAITING) & Q(edition__lt=application.edition)
    without_link = Q(status=Status.WAITING) & (Q(asked_on=None) | Q(asked_on__lt=today - Approval.LASTS))
    return _ask_each(application.approvals.filter(outdated | without_link), today)


def _ask_each(approvals, today):
    asked = list(approvals)
    for one in asked:
        if one.status != Status.WAITING:
            APPROVAL.move(one, to=Status.WAITING, by=None, on=today, changes={"answered_on": None, "asked_on": None})
    rows = Approval.objects.select_related("application__program", "application__jurisdiction")
    unasked = []
    for one in rows.filter(pk__in=[one.pk for one in asked]):
        try:
            _ask(one, today)
        except TooManyMails:
            unasked.append(one.name)
    return unasked


def _ask(approval, today):
    """Mail an approver; an address that only the applicant names gets few mails a day."""
    asked = {one["slug"]: one["email"] for one in approval.application.program.rules.approvers}
    to_address = None if asked.get(approval.approver) else NAMED_AT_MOST
    facts = {"kind": MailKind.APPROVAL_ASKED, "sender": str(approval.pk), "address": approval.email}
    allow_mail(today=today, to_address=to_address, **facts)
    Approval.objects.filter(pk=approval.pk).update(asked_on=today)
    send(
        kind=MailKind.APPROVAL_ASKED,
        to=approval.email,
        language=approval.application.language,
        approval=approval,
        application=approval.application,
        link=absolute("registration:approval", sign(approval)),
        until=today + Approval.LASTS,
    )


@transaction.atomic
def ask_approver_again(*, approval, by, today):
    """Mail an approver once more; whoever has answered can answer anew, and what they said stays until they do.

    Raises `ApprovalRefused` where nobody is asked now, and `TooManyMails`.
    """
    held = Approval.objects.select_for_update(of=("self",), no_key=True).get(pk=approval.pk)
    if not held.application.asks_approvers:
        raise ApprovalRefused(_("This person is not asked now: no mail was sent."))
    if held.status != Status.WAITING:
        held = APPROVAL.move(held, to=Status.WAITING, by=by, on=today, changes={"answered_on": None})
    _ask(held, today)


def approval_of(token, *, today_in):
    """Return the approval that a link names; raise `LinkRefused` for one that is broken, older than 30 days or
    answered, or of an application that was decided for good.

    `today_in` returns today's date in a time zone: a link works as long as the day lasts where the program is.
    """
    approval = row_of(Approval, token)
    if approval is None:
        raise LinkRefused(_("This link is not complete: copy the whole link from the mail."))
    today = today_in(approval.application.program.time_zone)
    if approval.asked_on is None or approval.asked_on + Approval.LASTS < today:
        raise LinkRefused(_("This link is older than 30 days. Ask the program office to send a new one."))
    if approval.status != Status.WAITING:
        raise LinkRefused(_("You have answered already. Ask the program office if something has changed."))
    if not (approval.application.asks_approvers or _waits_for_applicant(approval.application)):
        raise LinkRefused(_("This application is closed: nobody needs to answer any more."))
    return approval


def _waits_for_applicant(application):
    return application.status == Application.Status.CHANGES_REQUESTED


@transaction.atomic
def answer_approval(*, approval, approves, words, seen, today):
    """Store an approver's answer and tell the office, or do nothing at all.

    `seen` is what `versions_of` said when the page was drawn. Raises `ApprovalRefused` where something was changed
    since, where a no has no reason (at `words`), or where it was answered before.
    """
    held = Approval.objects.select_for_update(of=("self",), no_key=True).get(pk=approval.pk)
    application = held.application
    if seen != versions_of(application):
        raise ApprovalRefused(_("The application was changed while you read. Read what it says now, then answer."))
    if not approves and not words:
        raise ApprovalRefused(_("Write what is missing, so that the applicant can change it."), field="words")
    to = Status.GIVEN if approves else Status.REFUSED
    changes = {"answered_on": today, "reply": words, "edition": application.edition}
    answered = APPROVAL.move(held, to=to, by=None, on=today, link=True, changes=changes)
    link = absolute("operator:application", application.pk)
    for address in addresses_of_office(application.program):
        send(kind=MailKind.APPROVAL_ANSWERED, to=address, approval=answered, application=application, link=link)
    return answered


def versions_of(application):
    """Return in words which edition an application has now, and which version of each document, to know later what
    somebody has read."""
    documents = application.required_documents.order_by("slug").values_list("slug", "version")
    return " ".join([f"edition={application.edition}", *(f"{slug}={version}" for slug, version in documents)])
