"""What somebody changes about themselves: name, address, language, mails, and where they work."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.urls import reverse

from agencies import clock
from agencies.actions import person
from agencies.actions.mail_limits import TooManyMails
from agencies.links import LinkRefused, sign
from agencies.models import AuditEvent, EmailChange, UnwantedMail, User
from tests import cast

PAGE = "/accounts/"
NEW = "alice@county.example"


@pytest.fixture
def asked(alice):
    return person.ask_email_change(user=alice, email=NEW, at=clock.now())


def now_of(user):
    return User.objects.get(pk=user.pk)


def test_the_page_has_everything_and_the_header_leads_there(agency, alice, at):
    shown = at(alice).get(PAGE).content.decode()

    assert "You sign in with alice@example.org." in shown
    assert f'<a class="person" href="{PAGE}">Alice' in shown
    assert reverse("account_change_password") in shown
    assert reverse("account:hand_over", args=[alice.memberships.get().pk]) in shown
    assert str(agency).replace("'", "&#x27;") in shown


def test_somebody_without_a_hat_has_the_page_too(db, at):
    nobody = cast.user("Nobody")

    assert "You work for no organization here." in at(nobody).get(PAGE).content.decode()


def test_a_name_is_changed(alice, at, told):
    answer = at(alice).post(f"{PAGE}name/", {"name": " Alice  Adams "})

    assert (now_of(alice).name, told(answer)) == ("Alice Adams", ["Your name is changed."])


def test_an_empty_name_is_refused_at_its_field(alice, at):
    answer = at(alice).post(f"{PAGE}name/", {"name": " "})

    assert answer.context["name_form"].errors == {"name": ["Enter your name."]}
    assert now_of(alice).name == "Alice"


def test_a_new_address_is_confirmed_by_its_button_and_the_old_one_is_told(alice, agency, at, client, mailed, path_in):
    said = {"email": "Alice@County.example", "password": cast.PASSWORD}

    (mail,) = mailed(lambda: at(alice).post(f"{PAGE}address/", said))
    waiting = at(alice).get(PAGE).content.decode()
    client.logout()
    opened = client.get(path_in(mail)).content.decode()
    before = now_of(alice).email
    (notice,) = mailed(lambda: client.post(path_in(mail)))

    event = AuditEvent.objects.get(what="account.email_changed")
    assert (mail.to, notice.to) == ([NEW], ["alice@example.org"])
    assert "We sent a link to alice@county.example." in waiting
    assert NEW in opened
    assert (before, now_of(alice).email) == ("alice@example.org", NEW)
    assert (event.agency, event.by, event.details["became"]) == (agency, alice, NEW)
    assert not EmailChange.objects.exists()


def test_the_old_address_opens_nothing_any_more(alice, client, asked):
    sign_in = {"login": "alice@example.org", "password": cast.PASSWORD}
    client.post("/accounts/login/", sign_in)
    client.logout()
    person.confirm_email_change(token=sign(asked), now=clock.now())

    old = authenticate(None, email="alice@example.org", password=cast.PASSWORD)
    new = authenticate(None, email=NEW, password=cast.PASSWORD)

    assert (old, new) == (None, alice)


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"email": NEW, "password": "wrong"}, {"password": ["This is not your password."]}),
        ({"email": "alice", "password": cast.PASSWORD}, {"email": ["Enter a valid email address."]}),
        ({"email": "Alice@example.org", "password": cast.PASSWORD}, {"email": ["This is your address already."]}),
    ],
)
def test_a_new_address_is_refused_at_its_field(alice, at, mailed, said, errors):
    answers = []

    mails = mailed(lambda: answers.append(at(alice).post(f"{PAGE}address/", said)))

    assert answers[0].context["email_form"].errors == errors
    assert (mails, EmailChange.objects.count()) == ([], 0)


def test_an_address_that_was_taken_meanwhile_is_refused_and_nothing_changes(alice, asked, client):
    User.objects.create_user(NEW, cast.PASSWORD)

    answer = client.post(reverse("account:email_confirm", args=[sign(asked)]))

    assert answer.status_code == 410
    assert "Somebody signs in with this address already." in answer.content.decode()
    assert now_of(alice).email == "alice@example.org"
    assert not AuditEvent.objects.exists()


def test_a_link_works_for_24_hours_once_and_only_the_newest(alice, asked):
    later = clock.now() + timedelta(hours=24)
    with pytest.raises(LinkRefused, match="older than 24 hours"):
        person.confirm_email_change(token=sign(asked), now=later)
    newer = person.ask_email_change(user=alice, email="alice@other.example", at=clock.now())

    with pytest.raises(LinkRefused, match="used already, or a newer one"):
        person.confirm_email_change(token=sign(asked), now=clock.now())
    person.confirm_email_change(token=sign(newer), now=clock.now())
    with pytest.raises(LinkRefused, match="used already"):
        person.confirm_email_change(token=sign(newer), now=clock.now())

    assert now_of(alice).email == "alice@other.example"


def test_nobody_becomes_somebody_of_the_office_by_a_new_address(alice, olga):
    with pytest.raises(person.PersonRefused, match="program office's domain"):
        person.ask_email_change(user=cast_away(alice), email="anybody@example.org", at=clock.now())

    assert not EmailChange.objects.exists()


def cast_away(user):
    """Somebody whose own address is at no office's domain."""
    User.objects.filter(pk=user.pk).update(email="alice@albany.example")
    return now_of(user)


def test_five_links_a_day_and_no_more(alice):
    for number in range(5):
        person.ask_email_change(user=alice, email=f"alice{number}@county.example", at=clock.now())

    with pytest.raises(TooManyMails, match="Try again tomorrow"):
        person.ask_email_change(user=alice, email="alice5@county.example", at=clock.now())

    assert EmailChange.objects.get().email == "alice4@county.example"


def test_a_language_is_kept_for_mails_and_open_pages(alice, at, settings):
    answer = at(alice).post(f"{PAGE}language/", {"language": "es"})

    assert now_of(alice).language == "es"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "es"


def test_mails_that_one_can_do_without_are_turned_off_and_on(alice, at):
    browser = at(alice)
    before = browser.get(PAGE).context["mails_form"].initial["wanted"]

    browser.post(f"{PAGE}mails/", {"wanted": [kind for kind in before if kind != "digest"]})
    unwanted = list(UnwantedMail.objects.values_list("user", "kind"))
    browser.post(f"{PAGE}mails/", {"wanted": [str(kind) for kind in before]})

    assert "digest" in before
    assert unwanted == [(alice.pk, "digest")]
    assert not UnwantedMail.objects.exists()


def test_a_mail_that_always_comes_cannot_be_turned_off(alice, at):
    at(alice).post(f"{PAGE}mails/", {"wanted": ["reminder"]})

    assert not UnwantedMail.objects.filter(kind="reminder").exists()
