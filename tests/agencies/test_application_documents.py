"""What the office says of documents can be taken back, and the queue begins with what waits for the office."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions import application_review as review
from agencies.actions.application_endings import forget_applications
from agencies.actions.approvals import answer_approval, ask_approver_again, versions_of
from agencies.actions.required_documents import (
    judge_document,
    let_documents_expire,
    remove_replaced,
    take_back_verdict,
    upload_document,
)
from agencies.application_life import DocumentRefused
from agencies.models import Application, AskedChange, AuditEvent, DocumentVersion, Program, RequiredDocument
from tests.agencies import applicants
from tests.agencies.applicants import AT, PDF, TODAY


@pytest.fixture
def program(san_diego, monkeypatch):
    """San Diego, whose one document is valid for a year from the day on it."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    yearly = san_diego.pack["documents"][0] | {"validity_months": 12}
    Program.objects.filter(pk=san_diego.pk).update(pack=san_diego.pack | {"documents": [yearly]})
    return Program.objects.get(pk=san_diego.pk)


@pytest.fixture
def mesa(program, olive):
    """An agency that takes part for the time being; its one document was accepted."""
    application = applicants.in_review(program, olive)
    judge_document(document=application.required_documents.get(), number=1, by=olive, today=TODAY, **ACCEPTED)
    return review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True).agency


ACCEPTED = {"verdict": "accepted", "words": ""}
REFUSED = {"verdict": "refused", "words": "Page 3 is not signed."}
VALID_UNTIL = date(2027, 11, 19)


def renew(agency, day):
    document = agency.required_documents.get()
    by = agency.memberships.get().user
    upload_document(document=document, data=PDF, kind="pdf", today=day, by=by, issued_on=day)
    return document


def said_of(document):
    now = RequiredDocument.objects.get(pk=document.pk)
    return now.status, now.valid_until_on, list(now.versions.values_list("number", flat=True))


def test_an_acceptance_taken_back_brings_the_version_before_into_force(program, olive, mesa):
    day = date(2027, 5, 3)
    document = renew(mesa, day)
    judge_document(document=document, number=2, by=olive, today=day, **ACCEPTED)
    assert said_of(document) == ("accepted", date(2028, 5, 2), [2, 1])

    take_back_verdict(document=document, by=olive, today=day)

    assert said_of(document) == ("uploaded", VALID_UNTIL, [2, 1])
    assert AuditEvent.objects.filter(what="document.taken_back").get().by == olive
    judge_document(document=document, number=2, by=olive, today=day, **REFUSED)
    assert said_of(document) == ("refused", VALID_UNTIL, [2, 1])


def test_a_refusal_is_taken_back_and_nothing_twice(program, olive, mesa):
    document = renew(mesa, TODAY)
    judge_document(document=document, number=2, by=olive, today=TODAY, **REFUSED)
    take_back_verdict(document=document, by=olive, today=TODAY)
    assert said_of(document) == ("uploaded", VALID_UNTIL, [2, 1])

    with pytest.raises(DocumentRefused) as refused:
        take_back_verdict(document=document, by=olive, today=TODAY)

    assert str(refused.value) == "Nobody has decided on this version yet. Nothing was changed."
    assert said_of(document) == ("uploaded", VALID_UNTIL, [2, 1])


def test_replaced_versions_go_the_night_after(program, olive, mesa):
    document = renew(mesa, TODAY)
    assert remove_replaced(program=program, today=TODAY + timedelta(days=1)) == 0  # nobody has read the new one
    judge_document(document=document, number=2, by=olive, today=TODAY, **ACCEPTED)

    assert remove_replaced(program=program, today=TODAY) == 0
    assert remove_replaced(program=program, today=TODAY + timedelta(days=1)) == 1

    assert list(DocumentVersion.objects.values_list("number", flat=True)) == [2]


def test_the_office_takes_a_verdict_back_with_a_button(program, olive, mesa, at):
    document = mesa.required_documents.get()
    page = at(olive).get(reverse("operator:document", args=[document.pk])).content.decode()
    assert "Undo this and read it again" in page

    answer = at(olive).post(reverse("operator:document", args=[document.pk]), {"take_back": "yes"}, follow=True)

    assert "Agency protocol is waiting to be read again." in answer.content.decode()
    assert said_of(document) == ("uploaded", None, [1])


def test_what_was_decided_stands_below_what_waits_for_the_office(program, olive, at):
    declined = applicants.in_review(program, olive)
    review.decline_application(application=declined, because="documents", words="", by=olive, today=TODAY)
    Application.objects.filter(pk=declined.pk).update(due_on=TODAY - timedelta(days=90))
    asked = applicants.in_review(program, olive, agency_name="Bay Ambulance")
    review.ask_for_changes(application=asked, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    applicants.at_the_office(program, agency_name="Coast Ambulance")
    address = reverse("operator:applications")

    page = at(olive).get(address).content.decode()
    filtered = at(olive).get(address, {"status": "declined"}).content.decode()

    assert page.index("Coast Ambulance") < page.index("Bay Ambulance") < page.index("Mesa Ambulance")
    assert [name in filtered for name in ("Mesa Ambulance", "Bay Ambulance", "Coast Ambulance")] == [
        True,
        False,
        False,
    ]


def test_an_approver_who_has_answered_is_asked_anew_and_the_earlier_answer_stays(program, olive, mailoutbox):
    application = applicants.in_review(program, olive)
    approval = application.approvals.get()
    how = {"seen": versions_of(application), "today": TODAY}
    answer_approval(approval=approval, approves=False, words="No protocol for children.", **how)

    ask_approver_again(approval=approval, by=olive, today=TODAY)

    approval.refresh_from_db()
    assert (approval.status, approval.reply) == ("waiting", "No protocol for children.")
    assert AuditEvent.objects.filter(what="approval.asked").get().by == olive
    answered = answer_approval(approval=approval, approves=True, words="", **how)
    assert (answered.status, answered.reply) == ("given", "")


@pytest.mark.parametrize(("verdict", "then"), [(None, ("uploaded", None)), ("refused", ("expired", VALID_UNTIL))])
def test_a_version_in_force_is_told_over_though_its_renewal_is_not_accepted(program, olive, mesa, verdict, then):
    document = renew(mesa, TODAY)
    if verdict:
        judge_document(document=document, number=2, by=olive, today=TODAY, **REFUSED)
    day = VALID_UNTIL + timedelta(days=1)

    assert let_documents_expire(program=program, today=VALID_UNTIL) == (1 if verdict else 0)  # warned of the refused
    assert let_documents_expire(program=program, today=day) == 1
    assert let_documents_expire(program=program, today=day) == 0

    assert said_of(document)[:2] == then


def test_documents_of_an_ended_application_go_with_their_lines(program, olive):
    application = applicants.in_review(program, olive)
    review.decline_application(application=application, because="documents", words="", by=olive, today=TODAY)

    forget_applications(program=program, today=TODAY + timedelta(days=30))
    assert RequiredDocument.objects.count() == 1
    forget_applications(program=program, today=TODAY + timedelta(days=31))

    assert (RequiredDocument.objects.count(), Application.objects.count()) == (0, 1)


def test_a_mail_quotes_a_whole_comment_and_names_a_document_asked_for_no_more(
    program, olive, mailoutbox, django_capture_on_commit_callbacks
):
    words = "Page " + "1234567890 " * 54
    application = applicants.in_review(program, olive)
    with django_capture_on_commit_callbacks(execute=True):
        points = {"old_plan": words.strip(), AskedChange.AGENCY: "The name."}
        review.ask_for_changes(application=application, points=points, by=olive, today=TODAY)

    text = " ".join(mailoutbox[-1].body.split())
    assert f"- Old plan: {words.strip()}" in text
    assert "- About your agency: The name." in text
