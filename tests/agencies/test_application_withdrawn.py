"""An applicant withdraws what the office had, opens it again, changes it, and sends it once more."""

import pytest
from django.conf import settings
from django.urls import reverse

from agencies.actions import application_review as review
from agencies.actions import mail_limits
from agencies.actions.application_links import send_links_again
from agencies.actions.application_reopening import reopen_as_applicant
from agencies.actions.applications import (
    confirm_application,
    page_of,
    save_application,
    submit_application,
    withdraw_application,
)
from agencies.actions.approvals import answer_approval, versions_of
from agencies.actions.required_documents import judge_document
from agencies.models import Application, AuditEvent
from tests.agencies.applicants import AT, TODAY, at_the_office, draft, facts_of, in_review, upload_all, words


@pytest.fixture
def judged(program, olive):
    """An application that is ready to be approved for good, withdrawn by its applicant and opened again by them."""
    application = in_review(program, olive)
    for document in application.required_documents.all():
        judge_document(document=document, number=1, verdict="accepted", words="", by=olive, today=TODAY)
    answer_approval(
        approval=application.approvals.get(), approves=True, words="", seen=versions_of(application), today=TODAY
    )
    ticked = [one["slug"] for one in program.rules.checklist]
    review.tick_checklist(application=application, ticked=ticked, by=olive)
    withdraw_application(application=application, today=TODAY)
    return reopen_as_applicant(application=application, today=TODAY)


def send_anew(application):
    submit_application(application=application, today=TODAY, at=AT)
    return confirm_application(application=application, today=TODAY, at=AT)


def test_what_was_judged_is_weighed_anew_once_it_says_something_else(judged, program, olive, at):
    facts = facts_of(program, agency_name="Mesa Towing", kind="fire")
    save_application(application=judged, approvers={}, today=TODAY, **facts)

    sent = send_anew(judged)

    assert (sent.edition, sent.checklist, sent.approvals.get().status) == (2, [], "waiting")
    page = words(at(olive).get(reverse("operator:application", args=[sent.pk])))
    documents = sent.required_documents.count()
    assert page.count("This was decided before the applicant changed the application.") == documents == 4
    assert "name “Mesa Ambulance” → “Mesa Towing”" in page


def test_what_is_sent_again_as_it_was_keeps_what_was_judged(judged, program):
    save_application(application=judged, approvers={}, today=TODAY, **facts_of(program))

    sent = send_anew(judged)

    assert (sent.edition, bool(sent.checklist)) == (1, True)
    assert not AuditEvent.objects.filter(what="application.changed").exists()


def test_an_address_that_was_confirmed_stays(judged, program, client):
    facts = facts_of(program, coordinator_email="mallory@evil.example")
    save_application(application=judged, approvers={}, today=TODAY, **facts)

    assert Application.objects.get().coordinator_email == "ana@mesa.example"
    page = page_of(judged).removeprefix(settings.LBN_BASE_URL)
    assert 'name="coordinator_email"' not in words(client.get(f"{page}change/"))


def test_the_link_of_whoever_began_it_for_somebody_else_stays_dead(program, client):
    begun = draft(program, coordinator_email="mallory@evil.example")
    first = page_of(begun).removeprefix(settings.LBN_BASE_URL)
    given = save_application(application=begun, approvers={}, today=TODAY, **facts_of(program))
    upload_all(given)
    sent = send_anew(given)
    assert client.get(first).status_code == 410

    withdraw_application(application=sent, today=TODAY)
    opened = reopen_as_applicant(application=sent, today=TODAY)

    assert client.get(first).status_code == 410
    assert client.get(page_of(opened).removeprefix(settings.LBN_BASE_URL)).status_code == 200


def test_an_address_that_was_put_right_and_confirmed_gets_its_link_again(
    program, mailoutbox, django_capture_on_commit_callbacks
):
    typo = draft(program, coordinator_email="anna@mesa.example")
    righted = save_application(application=typo, approvers={}, today=TODAY, **facts_of(program))
    assert righted.is_readdressed
    upload_all(righted)
    sent = send_anew(righted)
    assert not sent.is_readdressed
    withdraw_application(application=sent, today=TODAY)
    opened = reopen_as_applicant(application=sent, today=TODAY)

    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)
    assert page_of(opened).rpartition("/")[0].partition(":1")[0] in mailoutbox[-1].body
    assert draft(program) == opened


def test_names_that_the_applicant_gave_are_no_links_in_the_mail_to_the_office(
    program, mailoutbox, django_capture_on_commit_callbacks
):
    program.pack["approvers"][0]["name"] = "Sign in at https://evil.example/login"
    program.save()
    with pytest.MonkeyPatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setitem(mail_limits.DAY_LIMITS, "approval_asked", mail_limits.DayLimit(0, 0))
        at_the_office(program)

    told = next(one for one in mailoutbox if "has applied" in one.subject)
    assert "We could not ask for approval" in told.body
    assert "https://evil.example" not in told.body
