"""The office's desk: a queue, one reviewer for each application, and nothing typed that is lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies.actions.application_review import approve_application, ask_for_changes, claim_application
from agencies.actions.applications import send_answers
from agencies.actions.required_documents import judge_document, let_documents_expire, upload_document
from agencies.document_files import path_of
from agencies.models import Application, DocumentVersion, Program, RequiredDocument
from tests import cast
from tests.agencies import applicants
from tests.agencies.applicants import AT, PDF, TODAY, words


def press(browser, name, row, **said):
    return words(browser.post(reverse(f"operator:{name}", args=[row.pk]), said, follow=True))


def test_the_queue_holds_what_is_confirmed_with_the_first_due_on_top(program, olive, at):
    applicants.draft(program, agency_name="Not sent")
    later, first = applicants.at_the_office(program), applicants.at_the_office(program, agency_name="Bay Ambulance")
    Application.objects.filter(pk=later.pk).update(due_on=TODAY + timedelta(days=30))

    page = at(olive).get(reverse("operator:applications"))
    home = words(at(olive).get(reverse("home")))

    assert words(page).index("Bay Ambulance") < words(page).index("Mesa Ambulance")
    assert "Not sent" not in words(page)
    assert "answer by Dec 7, 2026" in home
    assert str(first.pk) in home


def test_an_application_that_is_not_confirmed_is_not_there(program, olive, at):
    draft = applicants.draft(program)

    assert at(olive).get(reverse("operator:application", args=[draft.pk])).status_code == 404


def test_one_reviewer_takes_it_and_the_second_is_told(program, olive, at):
    application = applicants.at_the_office(program)
    oscar = cast.user("Oscar", role="operator", program=program)
    assert "You review the application of Mesa Ambulance." in press(at(olive), "application_claim", application)

    second = press(at(oscar), "application_claim", application)

    assert "This application is in review now: nothing was changed." in second
    application.refresh_from_db()
    assert application.reviewer == olive


def test_what_the_second_reviewer_typed_stays_on_the_page(program, olive, at):
    application = applicants.in_review(program, cast.user("Oscar", role="operator", program=program))
    document = application.required_documents.get(slug="protocol")

    asked = press(at(olive), "application_ask", application, protocol="Sign page 3.")
    judged = press(at(olive), "document", document, number=1, refuse="yes", words="Page 3 is not signed.")
    declined = press(at(olive), "application_decline", application, because="documents", words="Apply again.")

    for page, typed in [(asked, "Sign page 3."), (judged, "Page 3 is not signed."), (declined, "Apply again.")]:
        assert "Oscar reviews this application now, so nothing was changed." in page
        assert typed in page
    application.refresh_from_db()
    document.refresh_from_db()
    assert (application.status, document.status) == ("in_review", "uploaded")
    assert not application.asked_changes.exists()


def test_a_document_is_judged_by_the_version_that_was_read(program, olive, at):
    application = applicants.in_review(program, olive)
    document = application.required_documents.get(slug="protocol")
    ask_for_changes(application=application, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    upload_document(document=document, data=PDF, kind="pdf", today=TODAY)
    send_answers(application=application, today=TODAY)

    stale = press(at(olive), "document", document, number=1, refuse="yes", words="Not signed.")
    assert "A newer version was uploaded while you read this one. Read that one, then decide." in stale
    assert 'name="number" value="2"' in stale
    assert "Not signed." in stale
    fresh = press(at(olive), "document", document, number=2, accept="yes", words="")

    assert "Agency protocol is accepted." in fresh
    assert RequiredDocument.objects.get(pk=document.pk).status == "accepted"


def test_a_refusal_without_words_is_none(program, olive, at):
    document = applicants.in_review(program, olive).required_documents.first()

    page = press(at(olive), "document", document, number=1, refuse="yes", words=" ")

    assert "Write what is wrong with it, so that it can be put right." in page
    document.refresh_from_db()
    assert document.status == "uploaded"


def test_changes_are_asked_from_what_was_said_of_the_documents(program, olive, at, mailoutbox):
    application = applicants.in_review(program, olive)
    document = application.required_documents.get(slug="protocol")
    judge_document(document=document, number=1, verdict="refused", words="Sign page 3.", by=olive, today=TODAY)
    page = words(at(olive).get(reverse("operator:application", args=[application.pk])))
    assert page.count("Sign page 3.") == 2  # beside the document, and in the box to ask for changes

    nothing = press(at(olive), "application_ask", application)
    assert "Write what to change in at least one box." in nothing
    assert "We mailed ana@mesa.example what to change." in press(
        at(olive), "application_ask", application, protocol="Sign page 3."
    )
    application.refresh_from_db()
    assert (application.status, application.due_on) == ("changes_requested", TODAY + timedelta(days=30))


def test_the_desk_of_another_program_knows_nothing_of_it(program, olive, new_york, at):
    olga = cast.user("Olga", role="operator", program=new_york)
    application = applicants.in_review(program, olive)
    document = application.required_documents.first()
    browser = at(olga)

    for name, row in [("application", application), ("document", document), ("application_decline", application)]:
        assert browser.get(reverse(f"operator:{name}", args=[row.pk])).status_code == 404
    assert browser.get(reverse("operator:document_file", args=[document.pk, 1])).status_code == 404
    assert browser.post(reverse("operator:application_approve", args=[application.pk])).status_code == 404


@pytest.fixture
def mesa(program, olive):
    """An agency that takes part; its protocol is valid for a year from the day on it."""
    Program.objects.filter(pk=program.pk).update(pack=program.pack | {"documents": [yearly(program)]})
    program.refresh_from_db()
    vars(program).pop("rules", None)
    application = applicants.draft(program)
    document = application.required_documents.get()
    upload_document(document=document, data=PDF, kind="pdf", today=TODAY, issued_on=date(2026, 2, 28))
    Application.objects.filter(pk=application.pk).update(status="confirmed", submitted_at=AT, confirmed_at=AT)
    claim_application(application=application, by=olive, today=TODAY)
    judge_document(document=document, number=1, verdict="accepted", words="", by=olive, today=TODAY)
    return approve_application(application=application, by=olive, today=TODAY, is_provisional=True).agency


def yearly(program):
    return program.pack["documents"][0] | {"validity_months": 12}


def test_a_document_expires_on_its_day_and_is_renewed_by_the_agency(program, olive, mesa, mailoutbox):
    document = mesa.required_documents.get()
    assert document.valid_until_on == date(2027, 2, 27)
    coordinator = mesa.memberships.get().user

    assert let_documents_expire(program=program, today=date(2026, 12, 29)) == 0
    assert let_documents_expire(program=program, today=date(2026, 12, 30)) == 1
    assert let_documents_expire(program=program, today=date(2026, 12, 30)) == 0
    assert let_documents_expire(program=program, today=date(2027, 2, 27)) == 0
    assert let_documents_expire(program=program, today=date(2027, 2, 28)) == 1
    document.refresh_from_db()
    assert document.status == "expired"

    today = date(2027, 3, 1)
    upload_document(document=document, data=PDF, kind="pdf", today=today, by=coordinator, issued_on=today)
    assert list(document.versions.values_list("number", flat=True)) == [2, 1]
    judge_document(document=document, number=2, verdict="accepted", words="", by=olive, today=today)
    document.refresh_from_db()
    assert (document.status, document.valid_until_on) == ("accepted", date(2028, 2, 29))


def test_what_replaces_a_file_removes_it_once_stored(program, olive, django_capture_on_commit_callbacks):
    document = applicants.draft(program).required_documents.first()
    upload_document(document=document, data=PDF, kind="pdf", today=TODAY)
    first = path_of(DocumentVersion.objects.get().pk)
    assert (first.read_bytes(), oct(first.stat().st_mode)[-3:]) == (PDF, "600")

    with django_capture_on_commit_callbacks(execute=True):
        upload_document(document=document, data=PDF + b"2%%EOF", kind="pdf", today=TODAY)

    assert not first.exists()
    assert path_of(DocumentVersion.objects.get().pk).read_bytes() == PDF + b"2%%EOF"
