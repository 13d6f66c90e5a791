"""What every test may ask for: a day, a real server, a real browser."""

import gc
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.db import connection
from django.utils import translation
from playwright.sync_api import expect, sync_playwright

from tests.servers import browser, disks
from tests.servers.databases import Databases, PostgresCopies, SqliteCopies
from tests.servers.gunicorn import Served

pytest_plugins = ["tests.fixtures", "tests.once", "tests.together"]
PATIENCE = 20_000  # Milliseconds. A busy machine makes a test slow, not wrong.
FULL = bool(os.environ.get("LBN_FULL"))
# What these run of the product, others run: they read its sources, or ask the same over and over.
UNMEASURED = (
    "tests/bench/",
    "tests/house/test_access.py::test_everybody_else_is_refused",
    "tests/house/test_clock.py",
    "tests/house/test_floors.py",
    "tests/house/test_handlers.py",
    "tests/house/test_names.py",
    "tests/house/test_raw_sql.py",
    "tests/house/test_sizes.py",
    "tests/house/test_wings.py",
    "tests/house/test_words.py",
    "tests/reporting/audit/",
    "tests/reporting/folded/test_attack.py",
    "tests/reporting/folded/test_drawn.py",
    "tests/reporting/folded/test_drawn_twice.py",
    "tests/reporting/folded/test_planted.py",
    "tests/reporting/folded/test_whole_figures.py",
    "tests/reporting/test_whole_figures.py",
)
MARKED_BY_FIXTURE = {"served": pytest.mark.server, "chromium": pytest.mark.browser}


# The machine may be busy, so no deadline; the same examples each time, except in the full run.
hypothesis.settings.register_profile(
    "lbn", deadline=None, derandomize=not FULL, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("lbn")
expect.set_options(timeout=PATIENCE)


def pytest_configure(config):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.LBN_MEDIA_DIR = Path(tempfile.mkdtemp(prefix="lbn-test-documents-"))


def pytest_unconfigure(config):
    shutil.rmtree(settings.LBN_MEDIA_DIR, ignore_errors=True)


def pytest_report_header(config):
    return f"database: {connection.vendor}, Chromium: {'left out' if browser.unwanted() else 'driven'}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for fixture, mark in MARKED_BY_FIXTURE.items():
            if fixture in item.fixturenames:
                item.add_marker(mark)
        if item.nodeid.startswith(UNMEASURED):
            item.add_marker(pytest.mark.unmeasured)
    items.sort(key=is_quick)  # the long ones first: no worker has one left when the other is done


def is_quick(item):
    return not any(item.get_closest_marker(name) for name in ("slow", "server", "browser"))


def pytest_collection_finish():
    """What stands now stands to the end: the collector of garbage need not look at it for each test."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter):
    if browser.unwanted():
        terminalreporter.section("browser")
        terminalreporter.line("LBN_NO_BROWSER is set: the browser tests were skipped.")


@pytest.fixture(autouse=True)
def nothing_tried():
    """No test is slowed down by how often another one tried, or speaks the language in which another one read."""
    cache.clear()
    caches["terminal"].clear()
    translation.deactivate()


@pytest.fixture
def today():
    """The day on which the shared data is looked at."""
    return date(2026, 11, 21)


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    """Databases for served applications, of the kind that DATABASE_URL names."""
    address = os.environ["DATABASE_URL"]
    if address.startswith("sqlite"):
        copies = SqliteCopies(tmp_path_factory.mktemp("databases"))
    else:
        copies = PostgresCopies(address)
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    databases = Databases(copies, shared / "prepared")
    yield databases
    databases.close()


@pytest.fixture
def served(databases, tmp_path_factory):
    """Start the real application: `served(prepared=((command, word), ...), LBN_NOW="...")` gives a `Served`.

    Each has a database of its own on which `migrate` and the commands in `prepared` have run,
    and its own mail and log.
    """
    running = []

    def start(*, prepared=(), **changes):
        application = Served(
            directory=tmp_path_factory.mktemp("served"), database_url=databases.new(prepared), changes=changes
        )
        running.append(application)
        application.start()
        return application

    yield start
    for application in running:
        application.kill()
        databases.drop(application.database_url)


@pytest.fixture
def small_disk():
    """A disk of 16 MB, to fill or to set read-only; only root may have one."""
    try:
        with disks.small_disk(megabytes=16) as disk:
            yield disk
    except disks.NoDisk as refusal:
        pytest.skip(f"No disk can be mounted: {refusal}")


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all browser tests."""
    if browser.unwanted():
        pytest.skip("LBN_NO_BROWSER is set.")
    with sync_playwright() as playwright:
        try:
            started = browser.start(playwright)
        except browser.NoBrowser as absence:
            started, sentence = None, str(absence)
        if not started:
            pytest.fail(sentence, pytrace=False)
        yield started
        started.close()


@pytest.fixture
def context(chromium):
    """A browser profile that has been nowhere yet, with a window of 1280 by 800."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context):
    """A tab of that profile; an error in a script, or anything the security policy stops, fails the test."""
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert faults == []
