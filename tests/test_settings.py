"""Settings that would fail open refuse the start, in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HTTPS = {
    "LBN_BASE_URL": "https://lbn.example.org",
    "ALLOWED_HOSTS": "lbn.example.org",
    "LBN_NOW": "",
    "EMAIL_URL": "smtp://mail.example.org:25",
}


def settings_with(**changes):
    """What `lbn.settings` says of cookies and proxies when read with `changes`, or the error that it ends with."""
    shown = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, s.ALLAUTH_TRUSTED_PROXY_COUNT"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, lbn.settings as s; sys.stdout.write(repr([{shown}]))"],
        cwd=ROOT,
        env=os.environ | changes,
        capture_output=True,
        text=True,
    )
    return done.stdout or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"LBN_DISCLOSURE_KEY": ""}, "Set LBN_DISCLOSURE_KEY"),
        (HTTPS | {"DEBUG": "on"}, "DEBUG shows what was sent"),
        ({"DEBUG": "on", "ALLOWED_HOSTS": "*", "LBN_NOW": ""}, "DEBUG shows what was sent"),
        (HTTPS | {"LBN_NOW": "2026-11-21"}, "LBN_NOW fixes the clock"),
        (HTTPS | {"EMAIL_URL": ""}, "Set EMAIL_URL: people register, join and reset passwords by links in mails."),
    ],
)
def test_what_is_unsafe_for_others_refuses_the_start(changes, sentence):
    refused = settings_with(**changes)

    assert refused.startswith(f"django.core.exceptions.ImproperlyConfigured: {sentence}")


def test_cookies_over_https_belong_to_this_host_and_sign_in_counts_the_same_proxies():
    assert settings_with(**HTTPS, TRUSTED_PROXIES="1") == repr(
        ["__Host-lbn_session", "__Host-lbn_csrf", "__Host-lbn_language", 1]
    )


def test_messages_are_not_put_into_a_cookie(client, settings, agency, alice):
    client.force_login(alice)

    client.post(f"/agencies/{agency.slug}/team/invite/", {"email": "nora@example.org", "role": "coordinator"})

    assert "messages" not in client.cookies
    assert "nora@example.org is invited" in client.get(f"/agencies/{agency.slug}/team/").content.decode()
