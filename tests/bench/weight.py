"""S6: what a browser fetches to show the terminal the first time and again, and to show the home page."""

from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.bench.figures import exact
from tests.cast import PASSWORD
from tests.fault.cast import PREPARED
from tests.fault.parties import ALBANY, KEYS
from tests.servers import browser
from tests.servers.kinds import SQLITE

IDS = ("S6",)
KILOBYTE = 1024
TERMINAL = {"KB": 40, "requests": 5}
REPEATED = {"KB": 6}
HOME = {"KB": 60, "requests": 6}
QUIET_FOR = 1_500


class Scale:
    """Weighs what one tab and its service workers fetch from the network: bytes as they come over the wire."""

    def __init__(self, context):
        self.fetched = []
        context.on("requestfinished", self.note)

    def note(self, request):
        answer = request.response()
        if answer is None or answer.from_service_worker:
            return
        sizes = request.sizes()
        weight = sizes["responseBodySize"] + sizes["responseHeadersSize"]
        if weight:
            self.fetched.append((request.url, weight))

    def weigh(self, page, address):
        """Open `address`; return {"KB", "requests", "what"} of all that was fetched until the network was silent."""
        self.fetched.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(QUIET_FOR)
        return {
            "KB": sum(weight for _, weight in self.fetched) / KILOBYTE,
            "requests": len(self.fetched),
            "what": ", ".join(f"{urlsplit(url).path} {weight:,}" for url, weight in self.fetched),
        }


def rows(pace):
    application = pace.ground(SQLITE).serve(prepared=PREPARED)
    with sync_playwright() as playwright:
        chromium = browser.start(playwright)
        yield from terminal_rows(chromium, application)
        yield from home_rows(chromium, application)
        chromium.close()
    application.stop()


def terminal_rows(chromium, application):
    context = chromium.new_context()
    scale, page = Scale(context), context.new_page()
    context.add_cookies(
        [{"name": "lbn_terminal", "value": KEYS[ALBANY], "url": f"{application.url}/terminal/", "httpOnly": True}]
    )
    first = scale.weigh(page, f"{application.url}/terminal/")
    again = scale.weigh(page, f"{application.url}/terminal/")
    yield from weighed("terminal page, first visit", first, TERMINAL)
    yield from weighed("terminal page, again", again, REPEATED)
    context.close()


def home_rows(chromium, application):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{application.url}/accounts/login/")
    page.fill("input[name=login]", "albany@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/home/**")
    state = context.storage_state()
    context.close()
    context = chromium.new_context(storage_state=state)
    scale, page = Scale(context), context.new_page()
    yield from weighed("home page, first visit", scale.weigh(page, f"{application.url}/home/"), HOME)
    context.close()


def weighed(what, found, reaches):
    for unit, reach in reaches.items():
        note = found["what"] if found[unit] > reach else ""
        yield exact("S6", f"{what}, {unit}", round(found[unit], 1), reach=reach, unit=unit, note=note)
