"""The office reviews an application: it asks, approves or declines, one reviewer at a time."""

from datetime import timedelta

import pytest

from agencies.actions import application_review as review
from agencies.actions.application_endings import forget_applications
from agencies.actions.applications import answer_change, send_answers, submit_application
from agencies.actions.approvals import answer_approval, approval_of, versions_of
from agencies.actions.required_documents import judge_document, upload_document
from agencies.application_life import ApplicationRefused, DocumentRefused
from agencies.document_files import path_of
from agencies.links import sign
from agencies.machines import MoveRefused
from agencies.models import Agency, Application, AuditEvent, DocumentVersion, Membership
from tests import cast
from tests.agencies.applicants import AT, DUE, PDF, TODAY, at_the_office, draft, in_review, upload_all


def accept_all(application, by):
    for document in application.required_documents.all():
        judge_document(document=document, number=1, verdict="accepted", words="", by=by, today=TODAY)


def approve_by_link(application):
    approval = application.approvals.get()
    return answer_approval(approval=approval, approves=True, words="", seen=versions_of(application), today=TODAY)


def test_approval_opens_the_agency_with_its_coordinator(
    san_diego, olive, mailoutbox, django_capture_on_commit_callbacks
):
    application = in_review(san_diego, olive)
    accept_all(application, olive)
    approve_by_link(application)
    ticked = ["transport", "four_things", "trained_first", "made_up"]
    review.tick_checklist(application=application, ticked=ticked, by=olive)
    with django_capture_on_commit_callbacks(execute=True):
        approved = review.approve_application(application=application, by=olive, today=TODAY)

    agency = Agency.objects.get(name="Mesa Ambulance")
    assert (approved.status, approved.agency, approved.checklist) == ("approved", agency, ticked[:3])
    assert (agency.status, agency.admitted_by, agency.admitted_on) == ("admitted", "office", TODAY)
    assert agency.main_location.name == "Storeroom"
    assert agency.scope_memberships.count() == 1
    assert set(agency.required_documents.values_list("status", flat=True)) == {"accepted"}
    coordinator = Membership.objects.get(agency=agency)
    assert (coordinator.role, coordinator.user.email) == ("coordinator", "ana@mesa.example")
    assert not coordinator.user.has_usable_password()
    assert [one.to for one in mailoutbox] == [["ana@mesa.example"]]

    membership = review.begin_agency(application=approved, password="a long enough password")
    assert membership == coordinator
    assert membership.user.check_password("a long enough password")


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((), "Not accepted yet: Agency protocol, Training materials, Plan for deployment, Quality assurance plan."),
        ((accept_all,), "Has not approved yet: San Diego County EMS, medical authority."),
        ((accept_all, lambda application, by: approve_by_link(application)), "The checklist is not done yet."),
    ],
)
def test_nothing_is_approved_for_good_while_something_is_missing(san_diego, olive, steps, sentence):
    application = in_review(san_diego, olive)
    for step in steps:
        step(application, olive)

    with pytest.raises(ApplicationRefused) as refused:
        review.approve_application(application=application, by=olive, today=TODAY)

    assert str(refused.value) == sentence
    assert not Agency.objects.exists()


def test_a_provisional_agency_takes_part_and_is_approved_for_good_later(san_diego, olive):
    application = in_review(san_diego, olive)
    provisional = review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)
    assert provisional.agency.status == "admitted"

    accept_all(application, olive)
    review.tick_checklist(application=application, ticked=["transport", "four_things", "trained_first"], by=olive)
    approval = approval_of(sign(application.approvals.get()), today_in=lambda zone: TODAY)
    answer_approval(approval=approval, approves=True, words="", seen=versions_of(application), today=TODAY)
    approved = review.approve_application(application=application, by=olive, today=TODAY)

    assert (approved.status, approved.agency, Agency.objects.count()) == ("approved", provisional.agency, 1)


@pytest.mark.parametrize("email", ["olive@county.example", "olive+x@county.example", "Bob@COUNTY.example"])
def test_nobody_at_the_office_lets_themselves_in(san_diego, olive, email):
    application = in_review(san_diego, olive)
    sent = draft(san_diego, agency_name="Bay Ambulance", coordinator_email=email)
    upload_all(sent)
    olive.email = "olive@county.example"
    olive.save()
    Application.objects.filter(pk=application.pk).update(coordinator_email=email.lower())

    with pytest.raises(ApplicationRefused):
        review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)
    with pytest.raises(ApplicationRefused):
        submit_application(application=sent, today=TODAY, at=AT)

    assert not Agency.objects.exists()
    assert sorted(Application.objects.values_list("status", flat=True)) == ["draft", "in_review"]


def test_two_reviewers_at_once_get_one_application_between_them(san_diego, olive):
    oscar = cast.user("Oscar", role="operator", program=san_diego)
    application = at_the_office(san_diego)
    review.claim_application(application=application, by=olive, today=TODAY)

    with pytest.raises(ApplicationRefused):
        review.claim_application(application=application, by=oscar, today=TODAY)
    with pytest.raises(ApplicationRefused) as refused:
        review.decline_application(application=application, because="documents", words="", by=oscar, today=TODAY)

    assert str(refused.value) == (
        "Olive reviews this application now, so nothing was changed. Ask them, or take it over."
    )
    application.refresh_from_db()
    assert (application.status, application.reviewer) == ("in_review", olive)
    review.release_application(application=application, by=oscar, today=TODAY)
    assert review.claim_application(application=application, by=oscar, today=TODAY).reviewer == oscar


def test_a_stranger_reviews_nothing(san_diego, new_york):
    olga = cast.user("Olga", role="operator", program=new_york)
    application = at_the_office(san_diego)

    with pytest.raises(MoveRefused):
        review.claim_application(application=application, by=olga, today=TODAY)


def test_changes_are_asked_and_answered_point_by_point(
    san_diego, olive, mailoutbox, django_capture_on_commit_callbacks
):
    application = in_review(san_diego, olive)
    approve_by_link(application)
    points = {"protocol": "Sign page 3.", "agency": "Is this the name of the whole service?"}
    with django_capture_on_commit_callbacks(execute=True):
        review.ask_for_changes(application=application, points=points, by=olive, today=TODAY)
    assert "Agency protocol: Sign page 3." in mailoutbox[-1].body.replace("\n", " ")
    assert "About your agency: Is this the name of the whole service?" in mailoutbox[-1].body.replace("\n", " ")
    mailoutbox.clear()

    about_agency, about_protocol = application.asked_changes.order_by("about")
    with pytest.raises(ApplicationRefused) as refused:
        send_answers(application=application, today=TODAY)
    assert str(refused.value) == "Answer every point first. Each has its own button."
    with pytest.raises(ApplicationRefused):
        answer_change(change=about_protocol, words="", today=TODAY)
    answer_change(change=about_agency, words="Yes.", today=TODAY)
    protocol = application.required_documents.get(slug="protocol")
    upload_document(document=protocol, data=PDF, kind="pdf", today=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        sent = send_answers(application=application, today=TODAY)

    assert (sent.status, sent.reviewer, sent.due_on) == ("in_review", olive, DUE)
    assert set(sent.asked_changes.values_list("sent_on", flat=True)) == {TODAY}
    assert sent.approvals.get().status == "waiting"
    assert sorted(one.to[0] for one in mailoutbox) == ["emsnotification.hhsa@sdcounty.ca.gov", "olive@example.org"]


def test_a_decline_says_why_and_its_documents_go_30_days_later(
    san_diego, olive, mailoutbox, django_capture_on_commit_callbacks
):
    application = in_review(san_diego, olive)
    files = [path_of(key) for key in DocumentVersion.objects.values_list("pk", flat=True)]
    with django_capture_on_commit_callbacks(execute=True):
        review.decline_application(
            application=application, because="not_eligible", words="You are no ALS agency.", by=olive, today=TODAY
        )
    assert "You are no ALS agency." in mailoutbox[-1].body
    event = AuditEvent.objects.get(what="application.declined")
    assert (event.by, event.details["reason"], event.program) == (olive, "not_eligible", san_diego)

    with django_capture_on_commit_callbacks(execute=True):
        forget_applications(program=san_diego, today=TODAY + timedelta(days=30))
    assert all(path.exists() for path in files)
    with django_capture_on_commit_callbacks(execute=True):
        forget_applications(program=san_diego, today=TODAY + timedelta(days=31))
    assert not any(path.exists() for path in files)
    assert (DocumentVersion.objects.count(), Application.objects.count()) == (0, 1)
    forget_applications(program=san_diego, today=TODAY + timedelta(days=366))
    assert not Application.objects.exists()


def test_a_document_replaced_while_it_was_read_is_not_judged(san_diego, olive):
    application = in_review(san_diego, olive)
    review.ask_for_changes(application=application, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    protocol = application.required_documents.get(slug="protocol")
    upload_document(document=protocol, data=PDF + b"%%EOF", kind="pdf", today=TODAY)
    send_answers(application=application, today=TODAY)

    with pytest.raises(DocumentRefused) as refused:
        judge_document(document=protocol, number=1, verdict="accepted", words="", by=olive, today=TODAY)

    assert str(refused.value) == "A newer version was uploaded while you read this one. Read that one, then decide."
    protocol.refresh_from_db()
    assert (protocol.status, protocol.version, protocol.versions.count()) == ("uploaded", 2, 1)
