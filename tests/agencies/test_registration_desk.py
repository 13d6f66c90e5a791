"""The program office mails a registration's link again, and opens one that was closed by mistake."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies.actions.registration import register
from agencies.clock import now
from agencies.models import AuditEvent, Registration


@pytest.fixture
def waiting(new_york, counties):
    return register(
        program=new_york,
        agency_name="Colonie Police Department",
        kind="law_enforcement",
        jurisdiction=counties["Albany"],
        coordinator_name="Carl",
        coordinator_email="carl@example.org",
        at=now() - timedelta(days=13),
    )


def press(browser, name, registration, **said):
    return browser.post(reverse(f"operator:{name}", args=[registration.pk]), said, follow=True)


def test_the_link_is_mailed_again_and_valid_anew(waiting, olga, at, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        told = press(at(olga), "resend", waiting).content.decode()

    assert "The link is on its way to carl@example.org" in told
    assert [mail.to for mail in mailoutbox] == [["carl@example.org"]]
    waiting.refresh_from_db()
    assert waiting.valid_until > now() + timedelta(days=13)
    event = AuditEvent.objects.get()
    assert (event.what, event.by, event.program) == ("registration.resent", olga, waiting.program)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"status": "duplicate"}, "This registration waits for nobody: no mail was sent."),
        ({"submitted_at": now() + timedelta(hours=1)}, "The link was mailed less than a minute ago: wait a moment."),
    ],
)
def test_no_mail_goes_out_where_none_should(waiting, olga, at, mailoutbox, facts, sentence):
    Registration.objects.filter(pk=waiting.pk).update(**facts)

    assert sentence in press(at(olga), "resend", waiting).content.decode()
    assert mailoutbox == []
    assert not AuditEvent.objects.exists()


def test_one_that_was_closed_by_mistake_is_opened_again(waiting, olga, at):
    browser = at(olga)
    press(browser, "mark", waiting, status="not_an_agency")

    told = press(browser, "reopen", waiting).content.decode()

    assert "The registration of Colonie Police Department is open again." in told
    assert Registration.objects.get().status == "submitted"


def test_one_whose_coordinator_registered_once_more_stays_closed(waiting, olga, at):
    browser = at(olga)
    press(browser, "mark", waiting, status="duplicate")
    Registration.objects.create(
        **{
            name: getattr(waiting, name)
            for name in ("program", "agency_name", "kind", "jurisdiction", "coordinator_name", "coordinator_email")
        },
        submitted_at=now(),
    )

    told = press(browser, "reopen", waiting).content.decode()

    assert "This person has registered the agency once more: that registration waits." in told
    assert Registration.objects.get(pk=waiting.pk).status == "duplicate"
