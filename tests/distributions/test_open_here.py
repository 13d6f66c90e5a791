"""One press makes the browser of the coordinator a terminal."""

import pytest
from django.urls import reverse

from agencies.access import TERMINAL_COOKIE
from agencies.actions.terminals import open_terminal, revoke
from agencies.models import AuditEvent, TerminalKey
from agencies.querysets.terminals import terminal_of_key


@pytest.fixture
def terminal(agency, alice):
    return open_terminal(agency=agency, location=agency.main_location, by=alice)


@pytest.fixture
def here(agency, terminal):
    return reverse("agencies:terminal_here", args=[agency.slug, terminal.pk])


def test_the_browser_opens_the_terminal_from_now_on(coordinator, terminal, here):
    answer = coordinator.post(here)

    cookie = answer.cookies[TERMINAL_COOKIE]
    assert answer.url == "/terminal/"
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/terminal/", True, "Strict")
    assert terminal_of_key(cookie.value) == terminal
    assert AuditEvent.objects.get(what="terminal.link_made").details == {"here": True}


def test_whoever_stays_signed_in_goes_on_working(coordinator, agency, here):
    coordinator.post(here)

    assert coordinator.get(reverse("agencies:terminals", args=[agency.slug])).status_code == 200


def test_on_a_shared_computer_nobody_works_under_the_coordinators_name(coordinator, agency, here):
    answer = coordinator.post(here, {"sign_out": "yes"})

    assert answer.url == "/terminal/"
    assert coordinator.get(reverse("agencies:terminals", args=[agency.slug])).status_code == 302
    assert coordinator.get("/terminal/").status_code == 200


def test_a_closed_terminal_is_opened_nowhere(coordinator, agency, alice, terminal, here):
    revoke(terminal=terminal, by=alice)

    answer = coordinator.post(here, {"sign_out": "yes"})

    assert answer.url == reverse("agencies:terminal", args=[agency.slug, terminal.pk])
    assert TERMINAL_COOKIE not in answer.cookies
    assert not TerminalKey.objects.exists()


def test_another_agencys_terminal_is_opened_by_nobody(client, stranger, terminal):
    client.force_login(stranger.memberships.get().user)

    answer = client.post(reverse("agencies:terminal_here", args=[stranger.slug, terminal.pk]))

    assert answer.status_code == 404
    assert not TerminalKey.objects.exists()
