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
    send_links_again,
    take_back_changes,
)
from agencies.actions.applications import (
    answer_change,
    confirm_application,
    page_of,
    save_application,
    submit_application,
    withdraw_application,
)
from agencies.actions.mail_limits import TooManyMails
from agencies.application_life import ApplicationRefused
from agencies.links import LinkRefused, sign
from agencies.models import Application, AuditEvent, DocumentVersion, MailsOfADay
from tests import cast
from tests.agencies.applicants import AT, DUE, TODAY, at_the_office, draft, facts_of, in_review, upload_all, words
from tests.agencies.test_application_keys import seen


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


def test_documents_that_were_deleted_meanwhile_are_missing_again(program, olive, django_capture_on_commit_callbacks):
    declined = decline(in_review(program, olive), olive)
    later = TODAY + timedelta(days=31)
    with django_capture_on_commit_callbacks(execute=True):
        forget_applications(program=program, today=later)
    assert not declined.required_documents.exists()

    opened = reopen_application(application=declined, by=olive, today=later)

    assert set(opened.required_documents.values_list("status", flat=True)) == {"missing"}
    assert opened.required_documents.count() == 4


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

    assert "another application for this agency" in str(refused.value)
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
    assert not application.asked_changes.exists()
    assert mailoutbox[-1].subject == "Your application: no changes needed"
    with pytest.raises(ApplicationRefused):
        answer_change(change=point, words="Yes.", today=TODAY)
    with pytest.raises(ApplicationRefused):
        take_back_changes(application=application, by=olive, today=TODAY)


def ask_for_link(client, email):
    return client.post(reverse("registration:apply_again", args=["san_diego"]), {"email": email})


def test_a_lost_link_is_mailed_again_and_nobody_learns_who_has_applied(
    client, program, mailoutbox, django_capture_on_commit_callbacks
):
    known = draft(program)
    assert reverse("registration:apply_again", args=["san_diego"]) in words(
        client.get(reverse("registration:apply", args=["san_diego"]))
    )

    with django_capture_on_commit_callbacks(execute=True):
        answers = [ask_for_link(client, email) for email in ("Ana@mesa.example", "bob@mesa.example")]

    assert {one.status_code for one in answers} == {200}
    first, second = (seen(one) for one in answers)
    assert first.replace("Ana@", "bob@") == second
    assert [(one.to, one.subject) for one in mailoutbox] == [(["ana@mesa.example"], "The link to your application")]
    assert page_of(known).partition(":1")[0] in mailoutbox[0].body


def test_known_and_unknown_addresses_have_the_same_limit(client, program):
    draft(program)
    MailsOfADay.objects.all().delete()

    found = {}
    for email in ("ana@mesa.example", "bob@mesa.example"):
        found[email] = 0
        while found[email] < 20:
            try:
                send_links_again(program=program, email=email, today=TODAY)
            except TooManyMails:
                break
            found[email] += 1

    assert found == {"ana@mesa.example": 10, "bob@mesa.example": 10}


def test_the_link_with_which_an_agency_begins_ends_after_30_days_and_comes_again(
    program, olive, monkeypatch, mailoutbox, django_capture_on_commit_callbacks
):
    application = in_review(program, olive)
    approved = review.approve_application(application=application, by=olive, today=TODAY, is_provisional=True)
    token = sign(approved, ".begin")
    assert review.approved_of(token) == approved

    monkeypatch.setattr(Application, "LASTS", timedelta(seconds=-1))
    with pytest.raises(LinkRefused) as refused:
        review.approved_of(token)
    assert str(refused.value) == (
        "This link is older than 30 days. Ask for a new one on the page on which you applied."
    )

    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)
    assert "/register/application/begin/" in mailoutbox[0].body
    review.begin_agency(application=approved, password="a long enough password")
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)
    assert mailoutbox == []


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


def test_whoever_has_an_address_is_not_led_to_a_draft_that_somebody_else_gave_it(
    program, mailoutbox, django_capture_on_commit_callbacks
):
    foreign = draft(program, coordinator_email="mallory@elsewhere.example")
    save_application(application=foreign, approvers={}, today=TODAY, **facts_of(program))

    own = draft(program)

    assert own != foreign
    assert Application.objects.filter(coordinator_email="ana@mesa.example").count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)
    assert page_of(own).partition(":1")[0] in mailoutbox[-1].body
    assert len(mailoutbox) == 1
