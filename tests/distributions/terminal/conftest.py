"""The front desk's terminal, a browser that holds its key, and both as they really run."""

import json
from uuid import uuid4

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from agencies.access import TERMINAL_COOKIE
from agencies.actions.presets import add_preset
from tests.distributions import station
from tests.distributions.terminal import seen
from tests.distributions.terminal.wire import Wire
from tests.servers.gunicorn import Served


@pytest.fixture
def terminal(agency):
    add_preset(agency=agency, zip_code="12207", by=None)
    return station.desk_of(agency)


@pytest.fixture
def browser(client, terminal):
    """A browser that holds the key of the front desk."""
    client.cookies[TERMINAL_COOKIE] = station.KEY
    return client


@pytest.fixture
def send(browser):
    def send(*entries, **headers):
        return browser.post(
            "/terminal/entries/", json.dumps({"entries": entries}), content_type="application/json", headers=headers
        )

    return send


@pytest.fixture
def press(browser):
    """Press the plain form's button; give what is not as usual. `kits`, `more` and `uuid` are the line of kits;
    `lines` are those of further items, by slug."""

    def press(headers=None, *, uuid=None, kits="1", more="", lines=None, **changes):
        sent = {"place": "12207", "explained": "on", "day": "today"}
        shown = {"naloxone-kit": {"uuid": uuid4() if uuid is None else uuid, "quantity": kits, "more": more}}
        for slug, line in (shown | (lines or {})).items():
            sent |= {f"{slug}-{name}": value for name, value in line.items()}
        sent["item"] = list(shown | (lines or {}))
        return browser.post("/terminal/", sent | changes, headers=headers)

    return press


@pytest.fixture(autouse=True)
def nobody_tried_yet():
    cache.clear()


@pytest.fixture(scope="session")
def running(databases, tmp_path_factory):
    """One application for every browser test, because starting one takes longer than most of them."""
    application = Served(
        directory=tmp_path_factory.mktemp("terminal"), database_url=databases.new(station.PREPARED), changes={}
    )
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


@pytest.fixture
def application(running):
    """That application with an empty log, and with its terminals open."""
    station.begin_again(running)
    return running


@pytest.fixture
def desk(application, page):
    """The terminal's page in a browser that its link has just enrolled."""
    page.goto(f"{application.url}/terminal/#{station.KEY}")
    expect(page.locator("#log")).to_be_visible()
    return page


@pytest.fixture
def wire(application):
    """The line from a browser to the application, which a test can break."""
    wire = Wire(application)
    yield wire
    wire.close()


@pytest.fixture
def kept_desk(context, page, wire):
    """The terminal's page behind that line, in a browser that keeps what is stored and that opens it without one."""
    seen.let_keep(context, page, wire.url)
    seen.open_by_link(page, wire.url)
    return seen.stored_for_no_network(page)


@pytest.fixture
def timed_desk(context, page, wire):
    """The same, with a clock that the test can move."""
    page.clock.install(time="2026-11-21T17:00:00Z")
    seen.let_keep(context, page, wire.url)
    seen.open_by_link(page, wire.url)
    return seen.stored_for_no_network(page)
