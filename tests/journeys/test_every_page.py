"""Every page that somebody can reach by links: open to all, no wider than its window, silent, with its own title."""

import os
import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve

from tests.house.dumps import dump
from tests.journeys.people import PASSWORD, Somebody
from tests.servers.gunicorn import manage

pytestmark = [pytest.mark.server, pytest.mark.browser, pytest.mark.once]
NEXT_MONDAY = "2026-11-23T15:00:00+00:00"
WINDOWS = [("light", 1280)]
NARROWEST = 360
FILE = re.compile(
    r"[./](csv|xlsx|json|zip|file|nyoverdose|nyc|html|attachments/\d+|documents/([0-9a-f-]{36}|paper/[-\w]+)/\d+)/?$"
)
# A wide table may go sideways on a desk, and then in no other direction.
SCROLLING = """widest => [...document.querySelectorAll("main *")]
    .filter((node) => ["auto", "scroll"].includes(getComputedStyle(node).overflowX))
    .filter((node) => node.scrollWidth > node.clientWidth + 1)
    .filter((node) => !node.matches(widest) || node.scrollHeight > node.clientHeight + 1)
    .map((node) => node.outerHTML.slice(0, 120))"""
WIDE_ON_A_DESK = ".is-wide"
PEOPLE = {
    "coordinator": "coordinator@quillhaven.example",
    "supplier staff": "supplier@lantern.example",
    "state health department": "state@health.example",
    "program office": "office@ors.example",
    "coordinator where the county approves": "coordinator@mesacove.example",
    "office that reviews, where counties decide": "office@maryland.example",
}
if os.environ.get("LBN_FULL"):
    WINDOWS += [("dark", 1280), ("light", NARROWEST), ("dark", NARROWEST)]
    # The coordinator's pages once more: with fewer rights, and before anything is entered.
    PEOPLE |= {"agency staff": "staff@quillhaven.example", "coordinator who begins": "rowan@fallowfield.example"}
    # Few agencies: much is not shown.
    PEOPLE |= {"office of one county": "office@sandiego.example", "county": "county@losangeles.example"}


def view_of(address):
    return resolve(urlsplit(address).path).view_name


def links_on(page):
    """The pages of the application to which this one leads, as paths."""
    addresses = page.eval_on_selector_all("a[href]:not([download])", "links => links.map(link => link.href)")
    ours = [urlsplit(address) for address in addresses if address.startswith(page.evaluate("origin"))]
    return [address.path for address in ours if not FILE.search(address.path)]


def walk(somebody, path):
    """Open one page of each view to which links lead from `path`, and yield the view's name while it is open."""
    waiting, met = [path], set()
    while waiting:
        path = waiting.pop(0)
        if view_of(path) in met:
            continue
        somebody.go(path)
        met |= {view_of(path), view_of(somebody.page.url)}
        waiting += links_on(somebody.page)
        yield view_of(somebody.page.url)


def faults_in(page, scheme, width):
    """What is wrong with the open page in a window of this width and scheme, in words."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    broken = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in broken]


def sideways(page, width):
    """How wide the open page is in a window of this width, where that is more, and what inside it scrolls."""
    page.set_viewport_size({"width": width, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth")
    faults = [("sideways scroll", width, wide)] if wide > width else []
    allowed = WIDE_ON_A_DESK if width > NARROWEST else "nothing"
    return faults + [("scrolls inside", width, what) for what in page.evaluate(SCROLLING, allowed)]


def look_at_all(somebody, path):
    """Return the faults of every page reached from `path`, and the titles that several pages have."""
    faults, titles = [], {}
    said = []
    somebody.page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    somebody.page.on("pageerror", lambda error: said.append(str(error)))
    for view in walk(somebody, path):
        titles.setdefault(somebody.page.title(), set()).add(view)
        for window in WINDOWS:
            faults += [(view, *window, *fault) for fault in faults_in(somebody.page, *window)]
        for width in (1280, NARROWEST):
            faults += [(view, *fault) for fault in sideways(somebody.page, width)]
    return faults + said, {title: views for title, views in titles.items() if len(views) > 1}


@pytest.mark.parametrize("address", PEOPLE.values(), ids=PEOPLE)
def test_every_page_of_a_role_is_open_to_all(somebody, address):
    somebody.go("/accounts/login/")
    somebody.fill(login=address, password=PASSWORD)
    somebody.press("Sign in")
    somebody.page.wait_for_url("**/home/")

    faults, shared_titles = look_at_all(somebody, "/home/")

    assert faults == []
    assert shared_titles == {}


def test_every_public_page_is_open_to_all(somebody):
    faults, shared_titles = look_at_all(somebody, "/")

    assert faults == []
    assert shared_titles == {}


def test_the_mails_of_the_demonstration_are_open_to_all(somebody, demonstration):
    manage(demonstration.environment | {"LBN_NOW": NEXT_MONDAY}, "send_digests")
    kept = list(demonstration.mail_directory.glob("*.eml"))

    faults, shared_titles = look_at_all(somebody, "/dev/mail/")

    assert len(kept) > 5
    assert faults == []
    assert shared_titles == {}


def test_a_report_opened_by_a_link_is_open_to_all_and_its_key_stands_nowhere(somebody, chromium, demonstration):
    somebody.go("/accounts/login/")
    somebody.fill(login=PEOPLE["supplier staff"], password=PASSWORD)
    somebody.press("Sign in")
    somebody.page.wait_for_url("**/home/")
    somebody.visit("Published reports")
    somebody.page.locator("[data-table^=issues] tbody a").first.click()
    somebody.page.get_by_text("Make a link for somebody without an account").click()
    somebody.fill(for_whom="Board of Health", days=7)
    somebody.press("Make the link")
    link = somebody.page.input_value("#report-link")
    faults = [faults_in(somebody.page, *window) for window in WINDOWS]

    visitor = Somebody(chromium, demonstration, reduced_motion="reduce")
    for page in (link, f"{demonstration.url}/shared/not-a-key/"):
        visitor.go(page)
        faults += [faults_in(visitor.page, *window) for window in WINDOWS]
        faults += [sideways(visitor.page, width) for width in (1280, NARROWEST)]
    visitor.context.close()

    key = urlsplit(link).path.split("/")[2]
    assert [fault for fault in faults if fault] == []
    assert ("/shared/…/" in demonstration.log_text(), key in demonstration.log_text()) == (True, False)
    assert [table for table, rows in dump(demonstration.database_url).items() if key in rows] == []
