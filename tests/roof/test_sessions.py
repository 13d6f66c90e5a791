"""Whoever signed in is signed out after half an hour without a request, and after half a day in any case."""

from datetime import timedelta
from time import time

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

HOME = "/home/"
TO_SIGN_IN = f"/accounts/login/?next={HOME}"
JUST_NOW = timedelta(seconds=5)


@pytest.fixture
def browser(client, alice):
    client.force_login(alice)
    return client


@pytest.fixture
def later(monkeypatch):
    """Let time pass: `later(minutes=31)`."""

    def later(**more):
        passed = timedelta(**more)
        then = time() + passed.total_seconds()
        monkeypatch.setattr("lbn.sessions.time", lambda: then)
        Session.objects.update(expire_date=F("expire_date") - passed)

    return later


def time_left():
    """How long the one session that there is lasts from now on."""
    return Session.objects.get().expire_date - timezone.now()


def is_signed_in(browser):
    answer = browser.get(HOME)
    assert answer.status_code in (200, 302)
    return answer.status_code == 200


def test_half_an_hour_without_a_request_signs_out(browser, later):
    later(minutes=30)

    answer = browser.get(HOME)

    assert answer.url == TO_SIGN_IN
    assert not is_signed_in(browser)


def test_page_that_is_only_read_keeps_somebody_signed_in(browser, later):
    later(minutes=29)

    assert is_signed_in(browser)
    assert timedelta(minutes=30) - JUST_NOW < time_left() <= timedelta(minutes=30)


def test_half_a_day_signs_out_whoever_is_at_work(browser, later):
    session = browser.session
    session["signed_in_at"] -= 12 * 60 * 60 - 60
    session.save()
    still = is_signed_in(browser)
    later(minutes=1)

    answer = browser.get(HOME)

    assert still
    assert answer.url == TO_SIGN_IN
    assert answer.cookies["lbn_session"]["max-age"] == 0
    assert not Session.objects.exists()


def test_signing_in_again_begins_anew(browser, alice, later):
    session = browser.session
    session["signed_in_at"] -= 12 * 60 * 60
    session.save()
    browser.get(HOME)

    browser.force_login(alice)

    assert is_signed_in(browser)


def test_pages_within_a_minute_write_nothing(browser, later):
    before = Session.objects.values_list("session_data", "expire_date").get()
    later(seconds=59)
    moved = Session.objects.values_list("expire_date", flat=True).get()

    assert is_signed_in(browser)
    assert Session.objects.values_list("session_data", "expire_date").get() == (before[0], moved)


def test_registration_that_is_being_filled_in_waits_for_half_a_day(client, new_york):
    session = client.session
    session["registration"] = {"step": 1}
    session.save()

    assert timedelta(hours=12) - JUST_NOW < time_left() <= timedelta(hours=12)


def test_terminal_neither_reads_nor_renews_the_session_of_whoever_sits_there(browser, later):
    later(minutes=20)
    before = list(Session.objects.values_list("session_key", "session_data", "expire_date"))

    browser.post(reverse("terminal:entries"), "{}", content_type="application/json")
    browser.get(reverse("terminal:page"))

    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == before
