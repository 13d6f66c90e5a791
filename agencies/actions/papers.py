"""An agency or a supplier uploads a paper that the program asks of it, and an agency says who holds the authorization
under which it leaves kits."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from agencies.actions.applications import ask_for_documents
from agencies.actions.audit import record
from agencies.actions.required_documents import upload_document
from agencies.application_life import DocumentRefused
from agencies.models import Agency, Application, AuditCode, DocumentReview, RequiredDocument, Supplier


@transaction.atomic
def file_paper(*, holder, slug, data, kind, by, today, issued_on=None):
    """Make `data` the newest version of the paper `slug` of an agency or a supplier, or do nothing at all; return the
    version. Raises what `upload_document` raises."""
    whose = {"supplier" if isinstance(holder, Supplier) else "agency": holder}
    document, _is_new = RequiredDocument.objects.get_or_create(program=holder.program, slug=slug, **whose)
    return upload_document(document=document, data=data, kind=kind, today=today, by=by, issued_on=issued_on)


@transaction.atomic
def say_who_is_authorized(*, agency, is_agency, by):
    """Write down whether an agency holds the authorization to leave kits itself, or its supplier does; say whether
    that changed anything. What it uploaded stays. An application that is not approved for good asks for the same."""
    changed = Agency.objects.filter(pk=agency.pk).exclude(holds_authorization=is_agency)
    if not changed.update(holds_authorization=is_agency):
        return False
    waiting = Application.objects.filter(agency=agency, status=Application.Status.PROVISIONAL).first()
    if waiting:
        waiting.holds_authorization = is_agency
        waiting.save(update_fields=["holds_authorization"])
        agency.required_documents.filter(application=None).update(application=waiting)
        ask_for_documents(waiting)
        waiting.required_documents.update(agency=agency)
    record(what=AuditCode.AGENCY_AUTHORIZATION, subject=agency, by=by, agency=agency, is_agency=is_agency)
    return True


def move_papers(*, old, new):
    """Let a supplier that another one was merged into have its papers, those that it has not uploaded itself."""
    new.required_documents.filter(version=0).delete()
    there = new.required_documents.values_list("slug", flat=True)
    old.required_documents.exclude(slug__in=list(there)).update(supplier=new)


@transaction.atomic
def record_review(*, document, on, by, today):
    """Write down that the agency went over a document again on a day, or do nothing at all; return the review.

    Raises `DocumentRefused` at `on` for a day to come and for one that is recorded already.
    """
    if on > today:
        raise DocumentRefused(_("This day is still to come: enter the day of the review."), field="on")
    try:
        with transaction.atomic():
            review = DocumentReview.objects.create(document=document, on=on, by=by)
    except IntegrityError:
        raise DocumentRefused(_("A review on this day is recorded already."), field="on") from None
    _write_of_review(AuditCode.DOCUMENT_REVIEWED, review, by)
    return review


@transaction.atomic
def take_back_review(*, review, by):
    """Forget a review that was recorded."""
    _write_of_review(AuditCode.DOCUMENT_REVIEW_TAKEN_BACK, review, by)
    review.delete()


def _write_of_review(code, review, by):
    document = review.document
    owners = {"program": document.program, "agency": document.agency}
    record(what=code, subject=document, by=by, **owners, on=review.on.isoformat())
