"""An application that has ended is opened again, a slip of the office is put right, and lost links come back."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from agencies.actions import application_review as review
from agencies.actions.application_endings import close_abandoned, forget_applications
from agencies.actions.application_reopening import (
    reopen_application,
    reopen_as_applicant,
    take_back_changes,
)
from agencies.actions.applications import (
    answer_change,
    confirm_application,
    page_of,
    save_application,
    send_answers,
    submit_application,
    withdraw_application,
)
from agencies.actions.approvals import answer_approval, versions_of
from agencies.application_life import ApplicationRefused, ApprovalRefused
from agencies.models import Application, AuditEvent, DocumentVersion
from agencies.querysets.applications import approvals_to_come, documents_to_accept
from tests import cast
from tests.agencies.applicants import AT, DUE, TODAY, at_the_office, draft, facts_of, in_review, upload_all, words


def trail_of_application(application):
    return list(AuditEvent.objects.of_row(application).order_by("at", "id").values_list("what", flat=True))


def decline(application, by):
    return review.decline_application(
        application=application, because="duplicate", words="Twice.", by=by, today=TODAY
    )


def test_what_was_declined_by_a_slip_is_reviewed_again_with_its_documents(
    program, olive, at, mailoutbox, django_capture_on_commit_callbacks
):
    declined = decline(in_review(program, olive), olive)
    oscar = cast.user("Oscar", role="operator", program=program)
    page = words(at(oscar).get(reverse("operator:application", args=[declined.pk])))
    where = reverse("operator:application_reopen", args=[declined.pk])
    assert where in page
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        shown = words(at(oscar).post(where, follow=True))

    assert "The application of Mesa Ambulance is open again. We mailed the applicant." in shown
    declined.refresh_from_db()
    assert (declined.status, declined.reviewer, declined.due_on, declined.ended_on) == ("in_review", oscar, DUE, None)
    assert (declined.declined_because, declined.reply, DocumentVersion.objects.count()) == ("", "", 4)
    assert [(one.to, one.subject) for one in mailoutbox] == [(["ana@mesa.example"], "Your application is open again")]
    assert trail_of_application(declined)[-2:] == ["application.declined", "application.reopened"]
    assert "Application opened again" in shown
    assert where not in shown


def test_the_applicant_is_asked_for_documents_that_were_deleted_meanwhile(
    program, olive, at, mailoutbox, django_capture_on_commit_callbacks
):
    declined = decline(in_review(program, olive), olive)
    later = TODAY + timedelta(days=31)
    with django_capture_on_commit_callbacks(execute=True):
        forget_applications(program=program, today=later)
    assert not declined.required_documents.exists()

    page = words(at(olive).get(reverse("operator:application", args=[declined.pk])))
    names = ", ".join(one["name"] for one in documents_to_accept(declined))
    assert f"These documents were deleted: {names}. We mail the applicant" in page
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        opened = reopen_application(application=declined, by=olive, today=later)

    assert set(opened.required_documents.values_list("status", flat=True)) == {"missing"}
    assert (opened.status, opened.due_on) == ("changes_requested", later + timedelta(days=30))
    asked = opened.asked_changes.filter(sent_on=None, words__startswith="It was deleted")
    assert asked.count() == opened.required_documents.count() == 4
    mail = mailoutbox[-1].body
    assert "You do not need to do anything" not in mail
    assert all(f"- {one['name']}" in mail for one in documents_to_accept(opened))
    upload_all(opened)
    for one in asked:
        answer_change(change=one, words="Here.", today=later)
    assert send_answers(application=opened, today=later).status == "in_review"


def test_the_applicant_goes_on_with_what_they_withdrew_and_confirms_it_anew(client, program, olive):
    application = in_review(program, olive)
    review.ask_for_changes(application=application, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    withdraw_application(application=application, today=TODAY)
    page = page_of(application).removeprefix(settings.LBN_BASE_URL)
    assert f'action="{page}again/"' in words(client.get(page))

    shown = words(client.post(f"{page}again/", follow=True))

    assert "The application is open again. Check it, then send it once more." in shown
    application.refresh_from_db()
    assert (application.status, application.confirmed_at, application.reviewer) == ("draft", None, None)
    assert (application.ended_on, application.due_on) == (None, TODAY + timedelta(days=30))
    submit_application(application=application, today=TODAY, at=AT)
    again = confirm_application(application=application, today=TODAY, at=AT)
    assert again.status == "confirmed"
    assert not again.asked_changes.filter(sent_on=None).exists()
    assert review.claim_application(application=again, by=olive, today=TODAY).status == "in_review"
    review.ask_for_changes(application=again, points={"protocol": "Sign page 3."}, by=olive, today=TODAY)


def test_the_office_opens_what_was_withdrawn_or_closed_for_want_of_an_answer(program, olive):
    withdrawn = withdraw_application(application=at_the_office(program), today=TODAY)
    asked = in_review(program, olive, agency_name="Bay Ambulance", coordinator_email="bo@bay.example")
    review.ask_for_changes(application=asked, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    late = TODAY + timedelta(days=31)
    close_abandoned(program=program, today=late)

    opened = [reopen_application(application=one, by=olive, today=late) for one in (withdrawn, asked)]

    assert [(one.status, one.reviewer, one.ended_on) for one in opened] == [("confirmed", None, None)] * 2
    assert not asked.asked_changes.filter(sent_on=None).exists()


def test_nothing_is_opened_again_that_is_open_or_was_never_confirmed(program, olive):
    unconfirmed = withdraw_application(application=draft(program), today=TODAY)
    reviewed = in_review(program, olive, agency_name="Bay Ambulance")

    for one in (unconfirmed, reviewed):
        with pytest.raises(ApplicationRefused):
            reopen_application(application=one, by=olive, today=TODAY)
    with pytest.raises(ApplicationRefused):
        reopen_as_applicant(application=decline(reviewed, olive), today=TODAY)

    assert Application.objects.get(pk=unconfirmed.pk).status == "withdrawn"
    assert Application.objects.get(pk=reviewed.pk).status == "declined"


def test_one_person_never_has_two_open_applications_for_one_agency(program, olive):
    first = decline(in_review(program, olive), olive)
    second = at_the_office(program)

    with pytest.raises(ApplicationRefused) as refused:
        reopen_application(application=first, by=olive, today=TODAY)

    assert str(refused.value) == (
        "The applicant has another application for this agency, which is open: review that one."
    )
    first.refresh_from_db()
    assert (first.status, Application.objects.get(pk=second.pk).status) == ("declined", "confirmed")


def test_a_request_for_changes_is_taken_back(program, olive, at, mailoutbox, django_capture_on_commit_callbacks):
    application = in_review(program, olive)
    review.ask_for_changes(application=application, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    point = application.asked_changes.get()
    where = reverse("operator:application_unask", args=[application.pk])
    assert where in words(at(olive).get(reverse("operator:application", args=[application.pk])))

    with django_capture_on_commit_callbacks(execute=True):
        at(olive).post(where)

    application.refresh_from_db()
    assert (application.status, application.reviewer, application.due_on) == ("in_review", olive, DUE)
    assert (point.answer, application.asked_changes.filter(sent_on=None).count()) == ("", 0)
    assert mailoutbox[-1].subject == "Your application: no changes needed"
    with pytest.raises(ApplicationRefused):
        answer_change(change=point, words="Yes.", today=TODAY)
    with pytest.raises(ApplicationRefused):
        take_back_changes(application=application, by=olive, today=TODAY)


def test_a_draft_takes_another_address_without_telling_who_has_applied(
    program, mailoutbox, django_capture_on_commit_callbacks
):
    theirs = at_the_office(program, coordinator_email="chief@county.example")
    drafted = draft(program)

    foreign = facts_of(program, coordinator_email="chief@county.example")
    saved = save_application(application=drafted, approvers={}, today=TODAY, **foreign)

    assert (saved.status, saved.coordinator_email) == ("draft", "chief@county.example")
    upload_all(saved)
    submitted = submit_application(application=saved, today=TODAY, at=AT)
    with pytest.raises(ApplicationRefused):
        confirm_application(application=submitted, today=TODAY, at=AT)
    assert Application.objects.get(pk=theirs.pk).status == "confirmed"
    assert Application.objects.get(pk=saved.pk).status == "submitted"


def ask_after_a_yes(program, by):
    """An application that its approver has approved of, and that says something else since, as its applicant saved
    while changes were asked for."""
    application = in_review(program, by)
    answer_approval(
        approval=application.approvals.get(), approves=True, words="", seen=versions_of(application), today=TODAY
    )
    review.ask_for_changes(application=application, points={"agency": "Is this the name?"}, by=by, today=TODAY)
    facts = facts_of(program, agency_name="Wholly Other")
    return save_application(application=application, approvers={}, today=TODAY, **facts)


def test_an_answer_to_what_was_there_before_does_not_count(program, olive, at):
    changed = ask_after_a_yes(program, olive)

    assert [one.status for one in approvals_to_come(changed)] == ["given"]
    page = words(at(olive).get(reverse("operator:application", args=[changed.pk])))
    assert "We ask again when the changes are sent." in page
    ended = withdraw_application(application=changed, today=TODAY)
    page = words(at(olive).get(reverse("operator:application", args=[ended.pk])))
    assert "The answer does not count any more." in page
    assert "We ask again" not in page


@pytest.mark.parametrize("way", ["taken back", "opened again"])
def test_whoever_approved_before_a_change_is_asked_again(
    program, olive, mailoutbox, django_capture_on_commit_callbacks, way
):
    changed = ask_after_a_yes(program, olive)
    if way == "opened again":
        withdraw_application(application=changed, today=TODAY)
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        act = take_back_changes if way == "taken back" else reopen_application
        going_on = act(application=changed, by=olive, today=TODAY)

    approval = going_on.approvals.get()
    assert (approval.status, approval.asked_on) == ("waiting", TODAY)
    assert {one.to[0] for one in mailoutbox} == {approval.email, "ana@mesa.example"}


def test_an_answer_that_still_counts_is_not_asked_for_again(program, olive):
    application = in_review(program, olive)
    answer_approval(
        approval=application.approvals.get(), approves=True, words="", seen=versions_of(application), today=TODAY
    )

    opened = reopen_application(application=decline(application, olive), by=olive, today=TODAY)

    assert approvals_to_come(opened) == []


@pytest.mark.parametrize("way", ["taken back", "opened again"])
def test_what_the_applicant_answered_stays(program, olive, way):
    application = in_review(program, olive)
    review.ask_for_changes(application=application, points={"protocol": "Sign it."}, by=olive, today=TODAY)
    point = application.asked_changes.get()
    answer_change(change=point, words="It is signed on page 4.", today=TODAY)
    if way == "opened again":
        withdraw_application(application=application, today=TODAY)

    act = take_back_changes if way == "taken back" else reopen_application
    act(application=application, by=olive, today=TODAY)

    point.refresh_from_db()
    assert (point.answer, point.sent_on) == ("It is signed on page 4.", TODAY)


def test_nobody_answers_to_what_changed_while_they_read(program, olive):
    application = in_review(program, olive)
    shown = versions_of(application)
    review.ask_for_changes(application=application, points={"agency": "Is this the name?"}, by=olive, today=TODAY)
    save_application(application=application, approvers={}, today=TODAY, **facts_of(program, agency_name="Other"))

    with pytest.raises(ApprovalRefused):
        answer_approval(approval=application.approvals.get(), approves=True, words="", seen=shown, today=TODAY)
