"""Applications of a town: one that the office reviews, with a document, an approval and a point; and the documents of
an agency and a supplier."""

from datetime import UTC, date, datetime, timedelta

from agencies.document_files import write_file
from agencies.models import (
    Application,
    Approval,
    AskedChange,
    DocumentReview,
    DocumentVersion,
    DocumentVote,
    RequiredDocument,
    Supplier,
)

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PAPER, OF_ORDER = "standing_order", "license"
DOCUMENT = {
    "slug": PAPER,
    "name": "Standing order",
    "about": "",
    "required": True,
    "validity_months": None,
    "held_by": "agency",
    "asked_for": "application",
    "before_start": False,
    "review_months": 12,
    "above_units": None,
    "if_recurring": False,
}
# A town's program asks for a document that is gone over again, and for one that goes along with an order.
OF_PACK = {
    "documents": [DOCUMENT, DOCUMENT | {"slug": OF_ORDER, "asked_for": "order", "review_months": None}],
    "order": dict.fromkeys(("name", "about", "unit", "subject", "opening", "closing"), "Order")
    | {"profile": "reorder", "to": ""},
    "request_mail": None,
    "handout": [{"slug": "call", "title": "Call 911", "points": ["At once."], "spanish": None}],
}


def apply(agency, by):
    """Let somebody in the county of `agency` apply, and `by` review it; return what addresses name of it."""
    application = Application.objects.create(
        program=agency.program,
        agency_name="Colonie EMS",
        kind="ems",
        jurisdiction=agency.jurisdiction,
        coordinator_name="Cora",
        coordinator_email="cora@example.org",
        status="in_review",
        due_on=TODAY + timedelta(days=14),
        submitted_at=NOW,
        confirmed_at=NOW,
        reviewer=by,
    )
    Approval.objects.create(
        application=application, approver="director", name="Mel", email="mel@example.org", asked_on=TODAY
    )
    version = add_version(
        RequiredDocument.objects.create(program=agency.program, application=application, slug=PAPER)
    )
    DocumentVote.objects.create(version=version, verdict="refused", words="Not signed.", by=by, on=TODAY)
    AskedChange.objects.create(
        application=application, about=PAPER, version=1, words="Sign it.", asked_by=by, asked_on=TODAY
    )
    return {
        "application": application.pk,
        "document": version.document_id,
        "version": 1,
        "approval": application.approvals.get().pk,
    }


def file_document(agency, paper=PAPER):
    """A document that an agency has uploaded and nobody has read; what addresses name of it."""
    file = RequiredDocument.objects.create(program=agency.program, agency=agency, slug=paper)
    return {"document": add_version(file).document_id, "paper": paper, "version": 1}


def file_of_supplier(supplier, paper):
    """The same of a supplier."""
    add_version(RequiredDocument.objects.create(program=supplier.program, supplier=supplier, slug=paper))
    return {"paper": paper, "version": 1}


def add_version(document):
    """A first version of a document, with its file."""
    RequiredDocument.objects.filter(pk=document.pk).update(status="uploaded", version=1)
    facts = {"kind": "pdf", "size": 9, "sha256": "0" * 64, "uploaded_on": TODAY}
    version = DocumentVersion.objects.create(document=document, number=1, **facts)
    write_file(version.pk, b"%PDF-1.7\n")
    return version


def come_to_apply(own, number, another):
    """One application more, and one document, approval and point more of the named one and of our agency."""
    named = Application.objects.get(pk=own["program"]["application"])
    newcomer = another(named, agency_name=f"EMS {number}", agency=None)
    for asking in (named, newcomer):
        another(asking.approvals.first() or named.approvals.first(), application=asking, approver=f"who_{number}")
        file = RequiredDocument.objects.create(program=named.program, application=asking, slug=f"{PAPER}_{number}")
        DocumentVote.objects.create(version=add_version(file), verdict="accepted", on=TODAY)
        AskedChange.objects.create(application=asking, about=f"{PAPER}_{number}", words="Sign it.", asked_on=TODAY)
    DocumentReview.objects.create(document_id=own["agency"]["document"], on=TODAY - timedelta(days=number))
    supplier = Supplier.objects.get(slug=own["supplier"]["slug"])
    add_version(RequiredDocument.objects.create(program=named.program, supplier=supplier, slug=f"{PAPER}_{number}"))
    mine = RequiredDocument.objects.get(pk=own["agency"]["document"])
    add_version(another(mine, slug=f"{PAPER}_{number}", status="missing", version=0))
