"""The frame, the parts and the style sheets."""

import gzip
import re
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string

LOOK = settings.BASE_DIR / "static" / "look"
SHEETS = sorted(LOOK.glob("*.css"))
SAM = SimpleNamespace(is_authenticated=True, email="sam@example.org")
ALBANY = SimpleNamespace(pk=1, label="Albany Police Department")
REMO = SimpleNamespace(pk=2, label="REMO", is_current=True)
WAYS = [
    {"label": "Home", "url": "/home/", "icon": "home", "current": True},
    {"label": "Stock", "url": "/stock/", "icon": "stock", "current": False},
]
ERROR_PAGES = ["400", "403", "403_csrf", "404", "429", "500"]


def heading(page):
    return re.search(r"<h1>(.*?)</h1>", page)[1]


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_is_drawn_without_a_request_and_leads_on(name):
    page = render_to_string(f"{name}.html")

    assert page.count("<h1>") == 1
    assert f"<title>{heading(page)} · Leave-behind naloxone</title>" in page
    assert '<a class="button" href="/">' in page


def test_error_pages_have_titles_of_their_own():
    titles = {heading(render_to_string(f"{name}.html")) for name in ERROR_PAGES}

    assert len(titles) == len(ERROR_PAGES)


def test_page_says_its_language_and_can_be_skipped_to_its_content():
    page = render_to_string("base.html")

    assert '<html lang="en">' in page
    assert '<a class="skip" href="#main">' in page
    assert '<main id="main" tabindex="-1">' in page


def test_switcher_offers_every_membership_and_holds_the_one_at_work():
    page = render_to_string("base.html", {"user": SAM, "workplaces": [ALBANY, REMO], "csrf_token": "a token"})

    assert '<option value="1">Albany Police Department</option>' in page
    assert '<option value="2" selected>REMO</option>' in page
    assert 'name="csrfmiddlewaretoken" value="a token"' in page


def test_somebody_with_one_membership_reads_it_and_has_nothing_to_switch():
    page = render_to_string("base.html", {"user": SAM, "workplaces": [ALBANY]})

    assert '<span class="hat">Albany Police Department</span>' in page
    assert "<select" not in page


def test_signing_out_is_a_button_and_never_a_link():
    page = render_to_string("base.html", {"user": SAM, "workplaces": [ALBANY]})

    assert 'method="post" action="/accounts/logout/"' in page
    assert 'href="/accounts/logout/"' not in page


def test_navigation_marks_the_page_one_is_on():
    drawn = render_to_string("parts/navigation.html", {"navigation": WAYS})

    assert drawn.count("aria-current") == 1
    assert '<a href="/home/" aria-current="page">' in drawn


def test_page_without_navigation_draws_none():
    page = render_to_string("base.html", {"user": SAM})

    assert 'class="navigation"' not in page
    assert "with-sidebar" not in page


@pytest.mark.parametrize(
    ("level", "tone", "word"),
    [
        (constants.SUCCESS, "ok", "Done"),
        (constants.WARNING, "attention", "Please check"),
        (constants.ERROR, "attention", "Please check"),
        (constants.INFO, "", "Note"),
    ],
)
def test_message_says_in_a_word_what_kind_it_is(level, tone, word):
    drawn = render_to_string("parts/messages.html", {"messages": [Message(level, "12 kits <b>moved</b>.")]})

    assert f'<li class="{f"notice {tone}".strip()}">' in drawn
    assert f"</svg>{word}</span>" in " ".join(drawn.split()).replace("</svg> ", "</svg>")
    assert "12 kits &lt;b&gt;moved&lt;/b&gt;." in drawn


@pytest.mark.parametrize("tone", ["ok", "attention", "bad", "quiet"])
def test_status_is_a_word_with_a_colour_and_a_shape_of_its_own(tone):
    drawn = render_to_string("parts/status.html", {"tone": tone, "word": "Word"})

    others = {"ok", "attention", "bad", "quiet"} - {tone}
    shapes = {
        re.search(r"<(?:path|circle).*/>", render_to_string("parts/status.html", {"tone": other}))[0]
        for other in others
    }
    assert f'class="status {tone}"' in drawn
    assert "Word" in drawn
    assert re.search(r"<(?:path|circle).*/>", drawn)[0] not in shapes


def test_every_icon_of_the_reference_is_there_and_no_other_is_drawn():
    reference = (settings.BASE_DIR / "docs" / "look.md").read_text()
    names = re.findall(r"`(\w+)`", re.search(r"^Icons: (.*)\. An unknown", reference, re.MULTILINE)[1])

    drawn = {name: "<path" in render_to_string("parts/icon.html", {"name": name}) for name in names}

    assert drawn == dict.fromkeys(names, True)
    assert len(names) == 26
    assert "<path" not in render_to_string("parts/icon.html", {"name": "unicorn"})


def test_paging_keeps_the_search(rf):
    request = rf.get("/agencies/", {"county": "albany", "page": "2"})

    drawn = render_to_string("parts/pagination.html", {"page": Paginator(range(60), 20).page(2)}, request=request)

    assert 'rel="prev" href="?county=albany&amp;page=1"' in drawn
    assert 'rel="next" href="?county=albany&amp;page=3"' in drawn
    assert "Page 2 of 3" in drawn


def test_one_page_needs_no_paging(rf):
    drawn = render_to_string("parts/pagination.html", {"page": Paginator(range(3), 20).page(1)}, request=rf.get("/"))

    assert "<nav" not in drawn


def test_confirmation_is_a_form_that_posts_what_it_was_given():
    drawn = render_to_string(
        "parts/confirm.html",
        {
            "summary": "Revoke",
            "sentence": "It stops.",
            "button": "Revoke it",
            "url": "/revoke/",
            "csrf_token": "a token",
        }
        | {"name": "terminal", "value": "7"},
    )

    assert '<form class="notice attention" method="post" action="/revoke/">' in drawn
    assert '<input type="hidden" name="terminal" value="7">' in drawn
    assert 'name="csrfmiddlewaretoken" value="a token"' in drawn


def test_style_sheets_are_light():
    weights = {sheet.name: len(gzip.compress(sheet.read_bytes())) for sheet in SHEETS}

    assert set(weights) == {"tokens.css", "base.css", "parts.css", "print.css"}
    assert sum(weights.values()) < 12_000


@pytest.mark.parametrize("sheet", ["base.css", "parts.css"])
def test_colours_are_named_in_one_place(sheet):
    source = (LOOK / sheet).read_text()

    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\(", source) == []


def test_every_token_that_is_used_is_defined_and_the_other_way_round():
    sources = "".join(sheet.read_text() for sheet in LOOK.parent.rglob("*.css"))

    defined = set(re.findall(r"(--[\w-]+):", sources))
    used = set(re.findall(r"var\((--[\w-]+)", sources))

    assert used == defined


def test_dark_gives_every_colour_anew():
    light, dark = (LOOK / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")

    colours = set(re.findall(r"(--[\w-]+): #", light))
    assert set(re.findall(r"(--[\w-]+): #", dark)) == colours


@pytest.mark.django_db
def test_a_visitor_is_shown_the_way_in_except_on_the_sign_in_page(client):
    elsewhere = client.get("/accounts/password/reset/").content.decode()
    sign_in = client.get("/accounts/login/").content.decode()

    way_in = '<div class="account"><a class="button quiet small" href="/accounts/login/">Sign in</a></div>'
    assert way_in in elsewhere
    assert way_in not in sign_in


def test_footer_leads_to_how_privacy_is_kept():
    page = render_to_string("base.html")

    assert '<a href="/privacy/">How privacy is kept</a>' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/accounts/login/", "Sign in"),
        ("/accounts/signup/", "Accounts are made for you"),
        ("/accounts/password/reset/", "Forgot your password?"),
        ("/accounts/password/reset/done/", "Check your e-mail"),
        ("/accounts/password/reset/key/x-y/", "This link no longer works"),
        ("/accounts/password/reset/key/done/", "Your new password is saved"),
        ("/accounts/inactive/", "This account is closed"),
    ],
)
def test_pages_on_the_way_in_stand_in_our_frame(client, address, title):
    page = client.get(address).content.decode()

    assert f"<title>{title} · Leave-behind naloxone</title>" in page
    assert page.count("<h1>") == 1
    assert heading(page) == title
    assert '<link rel="stylesheet" href="/static/look/tokens.css">' in page


@pytest.mark.django_db
def test_a_refused_sign_in_says_so_at_the_field_and_in_the_title(client):
    page = client.post("/accounts/login/", {"login": "sam@example.org", "password": ""}).content.decode()

    assert "<title>Error: Sign in" in page
    assert '<a href="#id_password">Password \N{EN DASH} This field is required.</a>' in page


@pytest.mark.once
def test_served_page_is_light_accessible_and_stays_inside_a_phone(served, page):
    address = served().url
    answers = []
    page.on("response", lambda answer: answers.append((answer.url.removeprefix(address), answer.status)))
    page.set_viewport_size({"width": 320, "height": 700})

    page.goto(f"{address}/accounts/login/")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Please check what you entered").wait_for()
    held = page.evaluate("document.activeElement.className")
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += Axe().run(page).response["violations"]
    page.get_by_role("link", name="Password \N{EN DASH} This field is required.").click()

    assert [violation["id"] for violation in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert held == "error-summary"
    assert page.evaluate("document.activeElement.id") == "id_password"
    assert {status for _, status in answers} == {200}
    assert len({url for url, _ in answers}) <= 6


def test_only_a_language_with_a_catalog_is_spoken_and_offered(client, db):
    translated = (settings.BASE_DIR / "locale" / "es").is_dir()

    page = client.get("/", headers={"accept-language": "es"}).text

    assert ('<html lang="es">' in page) == translated
    assert ("Español" in client.get("/").text) == translated
