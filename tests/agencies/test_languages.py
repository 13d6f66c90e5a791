"""Spanish on the terminal, on what is open to all and in its mails, English behind a sign-in; never both."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import ngettext, override

from agencies.links import absolute
from agencies.models import Location, Registration
from tests import cast

SPANISH = {"accept-language": "es"}
WELCOME = "Welcome: Utica Fire Department is registered. Count or receive your first kits next."
SWITCH = '<button class="button as-link" name="language" value="es" lang="es">Español</button>'
OPEN_TO_ALL = [
    "/",
    "/privacy/",
    "/register/new_york/",
    "/register/new_york/sent/",
    "/register/join/no-such-token/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-set-password/",
]
THE_SAME = {"EMS"}
REGISTRATION = {
    "agency_name": "Utica Fire Department",
    "kind": "fire",
    "coordinator_name": "Nina",
    "coordinator_email": "nina@example.org",
}


@pytest.fixture
def spanish(client):
    """A browser that asks for Spanish."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "es-US,es;q=0.9,en;q=0.5"
    return client


def language_of(answer):
    """The language that a page says it is in, and that of its headers."""
    return re.search(r'<html lang="([\w-]+)"', answer.text)[1], answer.headers["Content-Language"]


def said_on(answer):
    """The messages on top of a page."""
    return [str(said) for said in answer.context["messages"]]


def words_on(answer):
    """What people read or hear on a page, piece by piece; numbers and signs are left out."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
    # A table's own name is for scripts and files, as an id is.
    heard = re.findall(r'\b(?:aria-label|title|placeholder|data-(?!table\b)\w+)="([^"/]*)"', answer.text)
    pieces = [*re.split(r"<[^>]*>", page), *heard]
    return {unescape(piece).strip() for piece in pieces if re.search(r"[^\W\d_]{3}", piece)}


@pytest.mark.parametrize("address", [*OPEN_TO_ALL, "/terminal/", "/no-such-page/"])
def test_what_is_open_to_all_is_spanish_for_whom_wants_it(spanish, new_york, address):
    assert language_of(spanish.get(address)) == ("es", "es")


@pytest.mark.parametrize("address", OPEN_TO_ALL)
def test_every_page_open_to_all_can_be_had_in_the_other_language(client, new_york, address):
    page = client.get(address).text

    assert SWITCH in page

    client.post("/i18n/setlang/", {"language": "es", "next": address})
    assert language_of(client.get(address)) == ("es", "es")


@pytest.mark.parametrize("address", [*OPEN_TO_ALL, "/terminal/", "/no-such-page/"])
def test_a_spanish_page_has_no_word_in_common_with_the_english_one_but_names(client, new_york, address):
    english, spanish = (words_on(client.get(address, headers={"accept-language": code})) for code in ("en", "es"))

    assert english & spanish <= THE_SAME


@pytest.mark.parametrize(
    "name", ["distributions:months", "inventory:stock", "training:matrix", "agencies:team", "reports:list"]
)
def test_what_is_behind_a_sign_in_stays_english(spanish, agency, alice, name):
    spanish.force_login(alice)

    assert language_of(spanish.get(reverse(name, args=[agency.slug]))) == ("en", "en")
    assert language_of(spanish.get("/home/")) == ("en", "en")
    assert language_of(spanish.get("/accounts/password/change/", follow=True)) == ("en", "en")
    assert language_of(spanish.get("/agencies/no-such-agency/stock/")) == ("en", "en")
    assert language_of(spanish.get("/")) == ("es", "es")


def test_what_is_said_at_signing_in_and_out_is_in_the_language_of_the_page_that_says_it(spanish, agency, alice):
    home = spanish.post("/accounts/login/", {"login": "alice@example.org", "password": cast.PASSWORD}, follow=True)
    start = spanish.post("/accounts/logout/", follow=True)

    assert (language_of(home), said_on(home)) == (("en", "en"), ["Successfully signed in as Alice."])
    assert (language_of(start), said_on(start)) == (("es", "es"), ["Ha cerrado sesión."])


def test_registration_in_spanish_is_mailed_in_spanish_and_stores_english(
    spanish, new_york, counties, mailoutbox, django_capture_on_commit_callbacks
):
    county = counties["Albany"]
    with django_capture_on_commit_callbacks(execute=True):
        spanish.post("/register/new_york/", REGISTRATION | {"jurisdiction": county.pk})
        spanish.post(
            "/register/new_york/supplier/",
            {"choice": "another", "supplier_name": "REMO", "supplier_kind": kind(new_york)},
        )
    link = re.search(r"http\S+", mailoutbox[0].body)[0].removeprefix(absolute("start"))
    home = spanish.post(
        f"/{link}", {"new_password1": "several-words-indeed", "new_password2": "several-words-indeed"}, follow=True
    )

    assert mailoutbox[0].extra_headers["Content-Language"] == "es"
    assert "(Condado de Albany)" in mailoutbox[0].body
    assert Registration.objects.get().status == Registration.Status.CONFIRMED
    assert Location.objects.get().name == "Storeroom"
    assert (language_of(home), said_on(home)) == (("en", "en"), [WELCOME])


def kind(program):
    return program.supplier_kinds[0]["slug"]


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_mail_about_a_password_is_english(spanish, alice, mailoutbox, email):
    spanish.post("/accounts/password/reset/", {"email": email})

    assert mailoutbox[0].subject in (
        "Choose a new password for Leave-behind naloxone",
        "Somebody tried to sign in with this address",
    )
    assert mailoutbox[0].body.startswith("Somebody, p")
    assert mailoutbox[0].body.strip().endswith("Leave-behind naloxone")


def test_one_and_many_are_told_apart():
    with override("es"):
        said = [ngettext("%(number)s kit", "%(number)s kits", number) % {"number": number} for number in (0, 1, 2)]

    assert said == ["0 kits", "1 kit", "2 kits"]


def test_the_way_in_of_a_terminal_can_be_had_in_the_other_language_and_stays_in_it(client, db):
    offered = client.get("/terminal/").text

    client.get("/terminal/?language=es")

    assert 'href="/terminal/?language=es" lang="es"' in offered
    assert language_of(client.get("/terminal/")) == ("es", "es")
    assert language_of(client.post("/terminal/enrol/", {"code": ""})) == ("es", "es")
