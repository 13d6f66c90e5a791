"""Whoever has lost the links of their applications gets them again in one mail, and nobody learns who has applied."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from agencies.actions import application_review as review
from agencies.actions.application_links import IN_ONE_MAIL, send_links_again
from agencies.actions.applications import page_of, save_application
from agencies.actions.mail_limits import TooManyMails
from agencies.models import Application, MailsOfADay
from tests.agencies.applicants import TODAY, draft, facts_of, in_review, words
from tests.agencies.test_application_keys import seen

APPROVED = "/register/application/begin/"


def link_of(application):
    """The link of an application up to where its second of signing begins."""
    return page_of(application).partition(":1")[0]


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
    assert [(one.to, one.subject) for one in mailoutbox] == [
        (["ana@mesa.example"], "The links to your applications"),
        (["bob@mesa.example"], "No application has this address"),
    ]
    assert link_of(known) in mailoutbox[0].body


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
    assert link_of(own) in mailoutbox[-1].body
    assert len(mailoutbox) == 1


def test_all_links_come_in_one_mail_however_many_there_are(program, mailoutbox, django_capture_on_commit_callbacks):
    begun = [draft(program, agency_name=f"Agency {number}") for number in range(9)]
    newest = Application.objects.get(pk=begun[0].pk)
    more = [
        Application(**facts_of(program, agency_name=f"Many {number}"), program=program, due_on=newest.due_on)
        for number in range(IN_ONE_MAIL)
    ]
    Application.objects.bulk_create(more)
    MailsOfADay.objects.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)

    assert len(mailoutbox) == 1
    assert mailoutbox[0].body.count("/register/application/") == IN_ONE_MAIL
    assert MailsOfADay.objects.get().mails == 1


def test_each_application_is_told_by_what_can_be_done_with_it(
    program, olive, mailoutbox, django_capture_on_commit_callbacks
):
    declined = in_review(program, olive)
    review.decline_application(application=declined, because="duplicate", words="Twice.", by=olive, today=TODAY)
    draft(program, agency_name="Bay Ambulance")

    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)

    body = " ".join(mailoutbox[-1].body.split())
    reads = "Mesa Ambulance You can read the application. Share the link only with people who help you. Open it:"
    assert f"{reads} {link_of(declined)}" in body
    assert "Bay Ambulance You can continue the application. Whoever has the link can change it" in body


def test_an_approved_coordinator_is_warned_until_they_have_a_password(
    program, olive, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        approved = review.approve_application(
            application=in_review(program, olive), by=olive, today=TODAY, is_provisional=True
        )
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)
    told = next(one.body for one in mailoutbox if "provisionally approved" in one.subject)
    assert "The link works for 30 days" in told
    assert APPROVED in mailoutbox[-1].body
    assert "Choose a password and start." in mailoutbox[-1].body
    assert "share it with nobody" in mailoutbox[-1].body
    assert "Continue the application" not in mailoutbox[-1].body

    review.begin_agency(application=approved, password="a long enough password")
    with django_capture_on_commit_callbacks(execute=True):
        send_links_again(program=program, email="ana@mesa.example", today=TODAY)

    assert APPROVED not in mailoutbox[-1].body
    assert f"Open it:\n{settings.LBN_BASE_URL}{reverse('account_login')}" in mailoutbox[-1].body


def test_the_link_with_which_an_agency_begins_works_for_30_days_and_then_leads_to_signing_in(
    client, program, olive, monkeypatch
):
    approved = review.approve_application(
        application=in_review(program, olive), by=olive, today=TODAY, is_provisional=True
    )
    page = review.approved_link_of(approved).removeprefix(settings.LBN_BASE_URL)
    now = signing.time.time()
    answers = {}
    for days in (29, 31):
        monkeypatch.setattr(signing.time, "time", lambda days=days: now + timedelta(days=days).total_seconds())
        answers[days] = client.get(page).status_code
    assert answers == {29: 200, 31: 410}

    review.begin_agency(application=approved, password="a long enough password")

    answer = client.get(page)
    assert answer.status_code == 200
    assert "has an account here already: sign in with it" in words(answer)
