"""Where people go on once they have signed in again: never to the address of a button."""

import pytest
from django.urls import reverse

from agencies.models import Location
from agencies.sign_in import is_page

HOST = "http://testserver"


@pytest.fixture
def button(agency):
    """The address of a button on the page of locations."""
    return reverse("agencies:location_main", args=[agency.slug, agency.main_location.pk])


def next_of(answer):
    assert answer.status_code == 302
    path, _mark, query = answer.url.partition("?next=")
    assert path == "/accounts/login/"
    return query


def test_a_page_that_was_asked_for_comes_after_signing_in(client, agency):
    page = reverse("agencies:locations", args=[agency.slug])

    assert next_of(client.get(f"{page}?sort=name")) == f"{page}%3Fsort%3Dname"


def test_a_button_pressed_after_the_session_ended_leads_back_to_its_page(client, agency, button):
    page = reverse("agencies:locations", args=[agency.slug])

    answer = client.post(button, headers={"referer": f"{HOST}{page}?q=car"})

    assert next_of(answer) == page
    assert Location.objects.get().pk == agency.main_location.pk


@pytest.mark.parametrize(
    "before",
    [
        "",
        "http://elsewhere.example/agencies/",
        "https://testserver/home/",  # another scheme
        f"{HOST}/no-such-page/",
        f"{HOST}//elsewhere.example/",
        "http://[broken",
    ],
)
def test_without_a_page_of_ours_it_leads_home(client, button, before):
    assert next_of(client.post(button, headers={"referer": before})) == "/home/"


def test_a_form_drawn_again_at_a_buttons_address_leads_home(client, button):
    assert next_of(client.post(button, headers={"referer": f"{HOST}{button}"})) == "/home/"


def test_a_forms_own_page_comes_after_signing_in(client, agency):
    page = reverse("agencies:location_add", args=[agency.slug])

    assert next_of(client.post(page, {"name": "Annex"}, headers={"referer": f"{HOST}{page}"})) == page
    assert [place.name for place in Location.objects.all()] == ["Storeroom"]


def test_pages_and_buttons_are_told_apart(agency, button):
    assert is_page(reverse("home"))
    assert is_page(reverse("account_login"))
    assert not is_page(button)
    assert not is_page(reverse("switch"))
