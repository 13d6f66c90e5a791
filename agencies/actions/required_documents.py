"""Documents are uploaded, read by the office, accepted or not, renewed, and expire."""

from datetime import date, timedelta
from hashlib import sha256
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.utils.translation import gettext as _

from agencies.actions.applications import hold_for_change
from agencies.actions.asking import addresses_of_office
from agencies.actions.mail import send
from agencies.application_life import DOCUMENT, ApplicationRefused, DocumentRefused
from agencies.document_files import remove_versions, write_file
from agencies.links import absolute
from agencies.mail_kinds import MailKind
from agencies.models import Application, AuditCode, DocumentVersion, DocumentVote, RequiredDocument
from agencies.querysets.applications import name_former
from agencies.querysets.papers import later_by
from agencies.querysets.team import addresses_at, addresses_of

MEGABYTE = 1024 * 1024
UNCONFIRMED_OF_ADDRESS, UNCONFIRMED_IN_ALL = 40 * MEGABYTE, 2048 * MEGABYTE
Status, Verdict = RequiredDocument.Status, DocumentVote.Verdict


@transaction.atomic
def upload_document(*, document, data, kind, today, by=None, issued_on=None):
    """Make `data` the newest version of a document, or do nothing at all; return the version.

    `data` and `kind` are what `read_upload` returned; `by` is None for an applicant; `issued_on` is the day on the
    document. The version that was accepted last stays; others are deleted. A point that the office made about it is
    answered by this. The office is mailed of a document of an agency or a supplier, unless one waits already; what
    goes with an order it does not read. Raises
    `ApplicationRefused` where the applicant may change nothing now, and `DocumentRefused` at `issued_on` for a day
    that is still to come.
    """
    if by is None:
        application = hold_for_change(document.application)
        application.asked_changes.filter(about=document.slug, sent_on=None).update(answered_on=today)
    held = hold_document(document)
    if by is None and application.confirmed_at is None:
        require_room(application=application, document=held, size=len(data))
    if issued_on and issued_on > today:
        raise DocumentRefused(_("This day is still to come: enter the day on the document."), field="issued_on")
    key, number = uuid4(), held.version + 1
    write_file(key, data)
    remove_versions(held.versions.exclude(vote__verdict=Verdict.ACCEPTED))
    if (held.agency or held.supplier) and held.status != Status.UPLOADED and not is_of_order(held):
        _tell_office(held)
    facts = {"size": len(data), "sha256": sha256(data).hexdigest(), "issued_on": issued_on, "uploaded_on": today}
    made = DocumentVersion(id=key, document=held, number=number, kind=kind, by=by, **facts)
    changes = {"version": number}
    to, code = Status.UPLOADED, AuditCode.DOCUMENT_UPLOADED
    if is_of_order(held):
        to, code = Status.ACCEPTED, AuditCode.DOCUMENT_FILED
        changes["valid_until_on"] = last_valid_day(held, made)
    DOCUMENT.move(held, to=to, by=by, on=today, link=by is None, code=code, changes=changes, version=number)
    made.save(force_insert=True)
    return made


def is_of_order(document):
    """Tell whether a document goes to the supplier with an order, so that the office does not read it."""
    asked = document.program.rules.document(document.slug)
    return bool(asked) and asked["asked_for"] == "order"


def _tell_office(document):
    facts = {"holder": document.holder, "document": name_former(document)["name"]}
    for address in addresses_of_office(document.program):
        link = absolute("operator:document", document.pk)
        send(kind=MailKind.DOCUMENT_ARRIVED, to=address, link=link, **facts)


def require_room(*, application, document, size):
    """Return without a word where there is room for a file of an application whose address nobody has confirmed;
    raise `DocumentRefused` at `file` where its address, or all of them, hold too much; not what it replaces."""
    others = DocumentVersion.objects.filter(document__application__confirmed_at=None, document__agency=None)
    others = others.exclude(document=document)
    theirs = others.filter(document__application__coordinator_email=application.coordinator_email)
    if _weigh(theirs) + size > UNCONFIRMED_OF_ADDRESS:
        sentence = _("Your documents together are larger than 40 MB. Save them smaller and upload them again.")
        raise DocumentRefused(sentence, field="file")
    if _weigh(others) + size > UNCONFIRMED_IN_ALL:
        sentence = _("There is no room for more documents now. Ask the program office, or try again tomorrow.")
        raise DocumentRefused(sentence, field="file")


def _weigh(versions):
    return versions.aggregate(bytes=Sum("size"))["bytes"] or 0


def hold_document(document):
    """Lock a document until the transaction ends and return it as it is now."""
    rows = RequiredDocument.objects.select_for_update(of=("self",), no_key=True).select_related("program")
    return rows.get(pk=document.pk)


@transaction.atomic
def judge_document(*, document, number, verdict, words, by, today, edition=None):
    """Accept or refuse the version `number`, which a reviewer has read, or do nothing at all; return the vote.

    `edition` is the one of the application that they read, where that was shown. Raises `DocumentRefused` where
    another one is there by now, where a newer version was uploaded meanwhile, where somebody else has judged it, or
    where a refusal has no words (at `words`), and `ApplicationRefused` where somebody else reviews the application.
    """
    if document.application and document.application.is_open:
        hold_for_review(document.application, by)
    held = hold_document(document)
    version = held.versions.filter(number=number).first()
    if version is None or held.version != number:
        raise DocumentRefused(_("A newer version was uploaded while you read this one. Read that one, then decide."))
    now = edition_of(held)
    if edition not in (None, now):
        raise DocumentRefused(_("The applicant changed the application while you read. Look at it, then decide."))
    if verdict == Verdict.REFUSED and not words:
        raise DocumentRefused(_("Write what is wrong with it, so that it can be put right."), field="words")
    changes = {"valid_until_on": last_valid_day(held, version)} if verdict == Verdict.ACCEPTED else {}
    DOCUMENT.move(held, to=Status(verdict), by=by, on=today, changes=changes, version=number)
    vote = DocumentVote.objects.create(version=version, verdict=verdict, words=words, by=by, on=today, edition=now)
    if verdict == Verdict.REFUSED and (held.agency or held.supplier):
        _tell_holder(held, MailKind.DOCUMENT_REFUSED, words=words)
    return vote


def edition_of(document):
    """The edition of a document's application, 1 where it came with none."""
    return document.application.edition if document.application else 1


@transaction.atomic
def take_back_verdict(*, document, by, today):
    """Take back what was said of a document's newest version: it waits to be read again; or do nothing at all.

    Where it had been accepted, the version accepted before is valid again if it is still there. Raises
    `DocumentRefused` where nothing was said, and `ApplicationRefused` where somebody else reviews the application.
    """
    if document.application and document.application.is_open:
        hold_for_review(document.application, by)
    held = hold_document(document)
    vote = DocumentVote.objects.filter(version__document=held, version__number=held.version).first()
    if vote is None:
        raise DocumentRefused(_("Nobody has decided on this version yet. Nothing was changed."))
    changes = {}
    if vote.verdict == Verdict.ACCEPTED:
        before = held.versions.filter(vote__verdict=Verdict.ACCEPTED).exclude(number=held.version).first()
        changes["valid_until_on"] = last_valid_day(held, before) if before else None
    code = AuditCode.DOCUMENT_TAKEN_BACK
    DOCUMENT.move(held, to=Status.UPLOADED, by=by, on=today, code=code, changes=changes, version=held.version)
    vote.delete()


@transaction.atomic
def remove_replaced(*, program, today):
    """Delete the versions of documents that an accepted one has replaced, from the day after it was accepted on, so
    that the office can take that back until then. Returns their number."""
    newest = DocumentVersion.objects.filter(
        document=OuterRef("document"),
        vote__verdict=Verdict.ACCEPTED,
        vote__on__lt=today,
        number__gt=OuterRef("number"),
    )
    versions = DocumentVersion.objects.filter(Exists(newest), document__program=program)
    return remove_versions(versions)


def hold_for_review(application, by):
    """Lock an application that `by` reviews and return it; raise `ApplicationRefused` where somebody else does, or
    nobody."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related("program", "reviewer")
    held = rows.get(pk=application.pk)
    if held.status == Application.Status.IN_REVIEW and held.reviewer != by:
        raise ApplicationRefused(
            _("%(who)s reviews this application now, so nothing was changed. Ask them, or take it over.")
            % {"who": held.reviewer or _("Somebody else")}
        )
    if held.status not in (Application.Status.IN_REVIEW, Application.Status.PROVISIONAL):
        raise ApplicationRefused(_("Take this application for review first. Nothing was changed."))
    return held


def last_valid_day(document: RequiredDocument, version: DocumentVersion) -> date | None:
    """Return the last day on which a version is valid by the pack, counted from its own day; None for good."""
    asked = document.program.rules.document(document.slug)
    months = asked["validity_months"] if asked else None
    if not months:
        return None
    return later_by(version.issued_on or version.uploaded_on, months) - timedelta(days=1)


@transaction.atomic
def let_documents_expire(*, program, today):
    """Let documents of a program's agencies and suppliers expire whose day has come, warn 60 days before, and tell
    who holds them.

    Of what goes with an order nobody is told: it is asked for when an order is prepared. However often this is
    called, each is done once. Returns the number of mails.
    """
    rows = RequiredDocument.objects.of_participants(program).select_related("program")
    mails = 0
    for document in rows.over_on(today):
        if document.status == Status.UPLOADED:  # the office still reads the renewal: only the version before is over
            RequiredDocument.objects.filter(pk=document.pk).update(valid_until_on=None)
        else:
            DOCUMENT.move(document, to=Status.EXPIRED, by=None, on=today)
        mails += 0 if is_of_order(document) else _tell_holder(document, MailKind.DOCUMENT_EXPIRES, is_over=True)
    for document in rows.expiring_on(today):
        DOCUMENT.move(document, to=Status.EXPIRING, by=None, on=today)
        mails += 0 if is_of_order(document) else _tell_holder(document, MailKind.DOCUMENT_EXPIRES, is_over=False)
    return mails


def _tell_holder(document, kind, **facts):
    """Mail the coordinators of the agency whose document it is, or everybody at the supplier."""
    asked = document.program.rules.document(document.slug)
    holder = document.holder
    page = "agencies:documents" if document.agency else "supplier:documents"
    facts |= {"holder": holder, "document": asked["name"] if asked else document.slug}
    facts |= {"until": document.valid_until_on, "link": absolute(page, holder.slug)}
    sent = 0
    for address in addresses_of(holder) if document.agency else addresses_at(holder):
        if kind == MailKind.DOCUMENT_EXPIRES:
            sent += send(kind=MailKind.DOCUMENT_EXPIRES, to=address, **facts)
        else:
            sent += send(kind=MailKind.DOCUMENT_REFUSED, to=address, **facts)
    return sent
