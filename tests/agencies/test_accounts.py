"""Accounts: found by their address, which nobody changes by themselves."""

import pytest
from django.urls import NoReverseMatch, reverse

from agencies.actions.accounts import AccountExists, settle_account
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


def test_an_account_made_without_a_password_gets_it_from_whoever_opens_the_link(db):
    waiting = cast.user("Olga")
    waiting.set_unusable_password()
    waiting.name = ""
    waiting.save()

    settled = settle_account(email="Olga@example.org", user=None, name="Olga Grant", password=cast.PASSWORD)

    settled.refresh_from_db()
    assert (settled.pk, settled.name) == (waiting.pk, "Olga Grant")
    assert settled.check_password(cast.PASSWORD)


def test_whoever_is_signed_in_with_another_address_takes_no_account(alice, stan):
    with pytest.raises(AccountExists, match="sign in with it, then open this link again"):
        settle_account(email="stan@example.org", user=alice, name="Alice", password="a loud day in Troy")

    stan.refresh_from_db()
    assert stan.check_password(cast.PASSWORD)


def test_an_account_is_its_owners_whatever_case_the_address_was_typed_in(alice):
    assert settle_account(email="ALICE@example.org", user=alice, name="", password="") == alice
