"""What an applicant changes once the office has the application, and whom they name to approve of it."""

import pytest
from django.urls import reverse
from django.utils import translation

from agencies.actions import application_review as review
from agencies.actions.applications import answer_change, begin_application, save_application, send_answers
from agencies.actions.approvals import answer_approval, versions_of
from agencies.actions.required_documents import judge_document
from agencies.application_life import ApprovalRefused
from agencies.models import Application, AuditEvent, DocumentVote
from tests.agencies.applicants import TODAY, draft, facts_of, in_review, words
from tests.agencies.test_application_keys import begun_with


@pytest.fixture
def naming(program):
    """The program, whose applicants name who approves and say who holds the authorization."""
    program.pack["approvers"][0]["email"] = ""
    program.pack["documents"][0]["held_by"] = "supplier"
    program.save()
    return program


def page_of_office(at, by, application):
    return words(at(by).get(reverse("operator:application", args=[application.pk])))


def test_what_was_judged_before_a_change_is_told_so_and_asked_anew(program, olive, at):
    application = in_review(program, olive)
    protocol = application.required_documents.get(slug="protocol")
    judge_document(document=protocol, number=1, verdict="accepted", words="", by=olive, today=TODAY)
    answer_approval(
        approval=application.approvals.get(), approves=True, words="", seen=versions_of(application), today=TODAY
    )
    review.tick_checklist(application=application, ticked=["transport"], by=olive)
    review.ask_for_changes(application=application, points={"agency": "Is this the name?"}, by=olive, today=TODAY)
    assert "before the applicant changed" not in page_of_office(at, olive, application)

    save_application(application=application, approvers={}, today=TODAY, **facts_of(program, agency_name="Mesa EMS"))

    application.refresh_from_db()
    assert (application.edition, application.checklist) == (2, [])
    page = page_of_office(at, olive, application)
    assert "This was decided before the applicant changed the application." in page
    assert "Answered before the applicant changed the application." in page
    assert "Application changed by the applicant: name “Mesa Ambulance” → “Mesa EMS”" in page
    answer_change(change=application.asked_changes.get(), words="Yes.", today=TODAY)
    send_answers(application=application, today=TODAY)
    assert application.approvals.get().status == "waiting"
    plan = application.required_documents.get(slug="quality_plan")
    judge_document(document=plan, number=1, verdict="accepted", words="", by=olive, today=TODAY)
    assert sorted(DocumentVote.objects.values_list("edition", flat=True)) == [1, 2]


def test_a_save_that_changes_nothing_leaves_every_judgment(program, olive):
    application = in_review(program, olive)
    review.tick_checklist(application=application, ticked=["transport"], by=olive)
    review.ask_for_changes(application=application, points={"agency": "Is this the name?"}, by=olive, today=TODAY)

    save_application(application=application, approvers={}, today=TODAY, **facts_of(program))

    application.refresh_from_db()
    assert (application.edition, application.checklist) == (1, ["transport"])
    assert not AuditEvent.objects.filter(what="application.changed").exists()


def test_the_trail_of_a_change_keeps_nothing_of_a_person(program, olive):
    application = in_review(program, olive)
    review.ask_for_changes(application=application, points={"agency": "Who?"}, by=olive, today=TODAY)

    facts = facts_of(program, coordinator_name="Bo Bell", coordinator_phone="619-555-0100")
    save_application(application=application, approvers={}, today=TODAY, **facts)

    details = str(AuditEvent.objects.get(what="application.changed").details)
    assert "coordinator_name" in details
    assert "Bo Bell" not in details
    assert "555" not in details


@pytest.mark.parametrize("email", ["ana@mesa.example", " ANA@mesa.example", "ana+approver@mesa.example"])
def test_nobody_approves_of_their_own_application(naming, email):
    named = {"medical_authority": ("Ana", email)}

    with pytest.raises(ApprovalRefused) as refused:
        begin_application(program=naming, approvers=named, today=TODAY, **facts_of(naming))

    assert refused.value.field == "medical_authority_email"
    assert str(refused.value) == "You cannot approve your own application. Enter the address of someone else."
    assert not Application.objects.exists()


def test_a_draft_cannot_be_given_to_its_own_approver(program):
    application = draft(program)
    facts = facts_of(program, coordinator_email="EMSNotification.HHSA@sdcounty.ca.gov")

    with pytest.raises(ApprovalRefused) as refused:
        save_application(application=application, approvers={}, today=TODAY, **facts)

    assert refused.value.field == "coordinator_email"
    assert Application.objects.get().coordinator_email == "ana@mesa.example"


def test_the_office_is_told_whom_the_applicant_named_and_who_holds_the_authorization(
    naming, olive, at, mailoutbox, django_capture_on_commit_callbacks
):
    named = {"medical_authority": ("Dr. Day", "day@mesa.example")}
    with django_capture_on_commit_callbacks(execute=True):
        application = begun_with(naming, named, holds_authorization=True)

    told = next(one for one in mailoutbox if one.to == ["olive@example.org"])
    assert "The applicant chose who has to approve: Dr. Day" in " ".join(told.body.split())
    page = page_of_office(at, olive, application)
    assert "The applicant named this person. Check that they may approve." in page
    assert "same mail domain as the applicant" in page
    assert "<dt>Who holds the authorization</dt><dd>The agency itself</dd>" in page


def test_an_approver_whom_the_program_names_is_not_called_the_applicants(program, olive, at):
    page = page_of_office(at, olive, in_review(program, olive))

    assert "The applicant named this person" not in page
    assert "same mail domain" not in page


def test_the_trail_keeps_codes_and_each_reader_has_their_words(naming, olive, at):
    named = {"medical_authority": ("Dr. Day", "day@county.example")}
    application = review.claim_application(
        application=begun_with(naming, named, holds_authorization=False), by=olive, today=TODAY
    )
    review.ask_for_changes(application=application, points={"agency": "Which kind?"}, by=olive, today=TODAY)

    with translation.override("es"):
        facts = facts_of(naming, kind="fire", holds_authorization=True)
        save_application(application=application, approvers=named, today=TODAY, **facts)

    event = AuditEvent.objects.get(what="application.changed")
    assert event.details["was"] == {"kind": "ems", "holds_authorization": False}
    assert event.details["now"] == {"kind": "fire", "holds_authorization": True}
    page = page_of_office(at, olive, application)
    assert "kind of agency “EMS” → “Fire”" in page
    assert "holds the authorization itself “no” → “yes”" in page


def test_a_document_is_judged_in_the_edition_that_was_read(program, olive, at):
    application = in_review(program, olive)
    protocol = application.required_documents.get(slug="protocol")
    where = reverse("operator:document", args=[protocol.pk])
    assert '<input type="hidden" name="edition" value="1"' in words(at(olive).get(where))
    Application.objects.filter(pk=application.pk).update(edition=2)

    shown = words(at(olive).post(where, {"number": 1, "edition": 1, "accept": "yes", "words": ""}))

    assert "The applicant changed the application while you read. Look at it, then decide." in shown
    assert not DocumentVote.objects.exists()


def test_an_approver_whom_the_program_asks_no_more_is_not_called_the_applicants(program, olive, at):
    application = in_review(program, olive)
    program.pack["approvers"] = []
    program.save()

    page = page_of_office(at, olive, application)

    assert application.approvals.get().name in page
    assert "The applicant named this person" not in page
