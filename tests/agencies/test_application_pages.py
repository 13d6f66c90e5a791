"""The pages of an application: what its links open, what each button does, and that opening one does nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.actions import application_review as review
from agencies.actions.applications import BEGIN, SEALED, confirmation_of, submit_application
from agencies.links import sign
from agencies.models import Agency, Application, Approval, AuditEvent, DocumentVersion, Jurisdiction
from tests.agencies import applicants
from tests.agencies.applicants import AT, PDF, TODAY, words

SAID = {
    "agency_name": "Mesa Ambulance",
    "kind": "ems",
    "coordinator_name": "Ana",
    "coordinator_email": "ana@mesa.example",
    "coordinator_phone": "",
    "is_als": "yes",
}


def address(name, row, purpose="", **more):
    sealed = SEALED if isinstance(row, Application) and not purpose else ""
    return reverse(f"registration:{name}", kwargs={"token": sign(row, purpose, sealed=sealed), **more})


def pdf(name="Dr. Who's plan 619-555-0100.pdf", data=PDF):
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def said(**changes):
    return SAID | {"jurisdiction": Jurisdiction.objects.get(state="CA").pk} | changes


def begin(client, **changes):
    client.post(reverse("registration:apply", args=["san_diego"]), said(**changes))
    return Application.objects.get()


def test_who_registers_there_is_led_to_the_application(client, program):
    answer = client.get(reverse("registration:agency", args=["san_diego"]))

    assert answer.headers["Location"] == "/register/san_diego/apply/"
    page = words(client.get(answer.headers["Location"]))
    assert "answers within 10 business days" in page
    for asked in ("Agency protocol", "Training materials", "Plan for deployment", "Quality assurance plan"):
        assert asked in page
    assert "Standing order" not in page


def test_an_agency_without_als_is_told_where_to_go(client, program):
    page = words(client.post(reverse("registration:apply", args=["san_diego"]), said(is_als="no")))

    assert "In San Diego County only ALS agencies leave kits behind under the county&#x27;s program." in page
    assert 'value="Mesa Ambulance"' in page
    assert not Application.objects.exists()


def test_a_draft_is_filled_and_sent_without_an_account(client, program, mailoutbox):
    application = begin(client)
    page = words(client.get(address("application", application)))
    assert "It is your turn: upload what is missing and send the application by Dec 20, 2026." in page

    for document in application.required_documents.all():
        where = address("application_upload", application, document=document.pk)
        assert client.post(where, {"file": pdf()}).status_code == 302
    client.post(address("application_send", application))

    application.refresh_from_db()
    assert application.status == "submitted"
    stored = DocumentVersion.objects.first()
    kept = [str(value) for value in vars(stored).values()]
    assert not any("Who" in value or "555" in value for value in kept)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<html>", "This is not a PDF, a Word document (.docx), a PNG or a JPEG."),
        (PDF.ljust(10 * 1024 * 1024 + 1), "This file is larger than 10 MB."),
        (b"", "This file is empty. Choose the document again."),
    ],
)
def test_a_file_that_is_not_taken_is_explained_at_its_field(client, program, data, sentence):
    application = begin(client)
    document = application.required_documents.first()

    page = words(
        client.post(address("application_upload", application, document=document.pk), {"file": pdf("a", data)})
    )

    assert sentence in page
    assert not DocumentVersion.objects.exists()
    document.refresh_from_db()
    assert document.status == "missing"


def test_opening_any_link_changes_no_row(client, program, olive):
    waiting = applicants.in_review(program, olive)
    approval = waiting.approvals.get()
    document = waiting.required_documents.first()
    review.ask_for_changes(application=waiting, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    point = waiting.asked_changes.get()
    sent = applicants.draft(program, coordinator_email="bo@mesa.example")
    applicants.upload_all(sent)
    submit_application(application=sent, today=TODAY, at=AT)
    approved = applicants.in_review(program, olive, agency_name="Bay Ambulance")
    review.approve_application(application=approved, by=olive, today=TODAY, is_provisional=True)
    links = [
        address("application", waiting),
        address("application_change", waiting),
        address("application_upload", waiting, document=document.pk),
        address("application_answer", waiting, change=point.pk),
        confirmation_of(sent).removeprefix(settings.LBN_BASE_URL),
        address("application_begin", approved, BEGIN),
        address("approval", approval),
        address("approval_document", approval, document=document.pk),
    ]
    before = everything()

    assert [client.get(link).status_code for link in links] == [200] * len(links)
    assert everything() == before
    for name in ("application_send", "application_withdraw", "application_resend", "application_take_back"):
        assert client.get(address(name, waiting)).status_code == 405


def everything():
    models = [Agency, Application, Approval, AuditEvent, DocumentVersion]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_altered_and_foreign_links_are_answered_with_one_sentence(client, program, olive):
    application = applicants.in_review(program, olive)
    approval = application.approvals.get()
    wrong = [
        address("application", application)[:-2] + "x/",
        address("application", approval),
        address("application_confirm", application),
        address("approval", application),
        address("application_begin", application, BEGIN),
    ]

    answers = [client.get(link) for link in wrong]

    assert [answer.status_code for answer in answers] == [410] * 5
    assert all("This link is not complete: copy the whole link from the mail." in words(one) for one in answers)


def test_an_approver_answers_with_a_button_and_once(client, program, olive):
    application = applicants.in_review(program, olive)
    link = address("approval", application.approvals.get())
    page = client.get(link)
    seen = page.context["seen"]

    refused = words(client.post(link, {"seen": seen, "refuse": "yes", "words": ""}))
    assert "Write what is missing, so that the applicant can change it." in refused
    stale = words(client.post(link, {"seen": "protocol=0", "approve": "yes", "words": "Fine."}))
    assert "The application was changed while you read. Read what it says now, then answer." in stale
    assert Approval.objects.get().status == "waiting"

    done = words(client.post(link, {"seen": seen, "approve": "yes", "words": ""}))
    assert "You approved Mesa Ambulance. We told San Diego County EMS." in done
    again = client.post(link, {"seen": seen, "refuse": "yes", "words": "No."})
    assert (again.status_code, Approval.objects.get().status) == (410, "given")


def test_an_approvers_link_ends_after_30_days(client, program, olive):
    application = applicants.in_review(program, olive)
    link = address("approval", application.approvals.get())
    Approval.objects.update(asked_on=TODAY - timedelta(days=31))

    answer = client.get(link)

    assert answer.status_code == 410
    assert "This link is older than 30 days. Ask the program office to send a new one." in words(answer)


def test_a_document_is_handed_out_as_a_file_and_never_opened(client, program, olive, at):
    application = applicants.in_review(program, olive)
    document = application.required_documents.get(slug="protocol")
    by_link = client.get(address("approval_document", application.approvals.get(), document=document.pk))
    assert client.get(reverse("operator:document_file", args=[document.pk, 1])).status_code == 302
    at_desk = at(olive).get(reverse("operator:document_file", args=[document.pk, 1]))

    for answer in (by_link, at_desk):
        assert answer.content == PDF
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="mesa-ambulance-protocol-1.pdf"'
        assert answer.headers["Content-Type"] == "application/pdf"


def test_the_coordinator_chooses_a_password_and_is_at_home(client, program, olive):
    application = applicants.in_review(program, olive)
    review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)
    password = {"new_password1": "a long enough password", "new_password2": "a long enough password"}

    answer = client.post(address("application_begin", application, BEGIN), password)

    assert answer.headers["Location"] == reverse("home")
    documents = words(client.get(reverse("agencies:documents", args=["mesa-ambulance"])))
    assert "Agency protocol" in documents
    assert "Waiting to be read" in documents
