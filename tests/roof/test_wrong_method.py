"""Whoever opens the address of a button reads a sentence and is led on; programs are answered as ever."""

import pytest
from django.urls import reverse

from agencies.models import Location

TERMINAL = ("terminal:entries", "terminal:low")


@pytest.fixture
def button(agency):
    return reverse("agencies:location_main", args=[agency.slug, agency.main_location.pk])


def test_the_address_of_a_button_says_so_and_leads_home(at, alice, button):
    answer = at(alice).get(button, headers={"accept": "text/html"})

    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "This is the address of a button on another page, and nothing was changed" in text
    assert f'href="{reverse("home")}"' in text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_that_was_sent_something_can_be_opened(at, alice, agency):
    page = reverse("agencies:locations", args=[agency.slug])

    answer = at(alice).post(page, headers={"accept": "text/html"})

    assert answer.status_code == 405
    assert f'<a class="button" href="{page}">Open this page</a>' in answer.content.decode()
    assert Location.objects.count() == 1


def test_somebody_who_is_not_signed_in_is_told_so_too(client, button):
    answer = client.get(button)

    assert answer.status_code == 405
    assert "To your home page" in answer.content.decode()


@pytest.mark.parametrize("accepted", ["application/json", "text/html", "*/*"])
def test_the_terminal_is_answered_as_ever(client, db, accepted):
    entries, low = (client.get(reverse(name), headers={"accept": accepted}) for name in TERMINAL)

    assert (entries.status_code, entries.json()) == (405, {"message": "Entries are sent by POST."})
    assert (low.status_code, low.content) == (405, b"")


def test_a_program_that_reads_no_pages_is_answered_as_ever(client, db):
    answer = client.post(reverse("healthz"), headers={"accept": "application/json"})

    assert (answer.status_code, answer.content) == (405, b"")
