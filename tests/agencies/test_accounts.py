"""Accounts: found by their address, which nobody changes by themselves."""

import pytest
from django.urls import NoReverseMatch, reverse

from agencies.models import User
from tests import cast

SHUT = ["email/", "confirm-email/", "confirm-email/abc/", "login/code/", "login/code/confirm/", "phone/change/"]


@pytest.mark.parametrize("page", SHUT)
def test_pages_that_change_an_address_or_go_round_the_password_are_shut(client, alice, page):
    client.force_login(alice)

    assert client.get(f"/accounts/{page}").status_code == 404
    assert client.post(f"/accounts/{page}", {"email": "olga@example.org"}).status_code == 404


def test_nobody_takes_the_address_of_somebody_who_is_still_to_be_appointed(client, alice):
    client.force_login(alice)

    for action in ("action_add", "action_primary"):
        client.post("/accounts/email/", {action: "", "email": "olga@example.org"})

    assert list(User.objects.values_list("email", flat=True)) == ["alice@example.org"]
    with pytest.raises(NoReverseMatch):
        reverse("account_email")


def test_a_wrong_password_counts_against_who_sent_it_behind_a_trusted_proxy(client, alice, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def sign_in(address, name, password):
        said = {"login": f"{name}@example.org", "password": password}
        return client.post("/accounts/login/", said, headers={"X-Forwarded-For": f"203.0.113.9, {address}"})

    for number in range(12):
        sign_in("198.51.100.1", f"guess{number}", "nothing at all 1")

    assert sign_in("198.51.100.1", "alice", cast.PASSWORD).status_code == 200
    assert sign_in("198.51.100.2", "alice", cast.PASSWORD).status_code == 302
