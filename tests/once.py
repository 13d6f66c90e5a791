"""Tests that need no second run on PostgreSQL, because they say nothing of the database: marked `once`.

A test is marked by itself when it asks for no database and for no served application, when it asks a page through the
client, or is in a file of `PAGES`. What a page asks of the database, actions and querysets ask in tests of their own;
and every page is asked on PostgreSQL too, by everybody who may, in `tests/house/test_access.py`. Not so where the
page is the action, as at a terminal, or searches and sorts: `ON_BOTH`.
Browser tests that are about what the browser does, whatever the server keeps its rows in, are marked by hand.
`make test` runs every test on SQLite, leaves these out on PostgreSQL with `-m "not once"`, and says how many they
were.
"""

import pytest

OF_THE_DATABASE = {"_django_db_helper", "django_db_setup", "databases"}
ON_BOTH = (
    "tests/agencies/test_lists_of_the_office.py",
    "tests/agencies/test_operator_lists.py",
    "tests/distributions/terminal/",
    "tests/distributions/test_log_filters.py",
    "tests/house/",
    "tests/roof/test_health.py",
)
# What pages, mails and files say, and what a form refuses, where it is asked otherwise than by the client.
PAGES = (
    "tests/agencies/test_account_page.py",
    "tests/agencies/test_look.py",
    "tests/agencies/test_office_walls.py",
    "tests/distributions/terminal/test_card.py",
    "tests/distributions/terminal/test_finder.py",
    "tests/distributions/terminal/test_languages.py",
    "tests/distributions/terminal/test_page.py",
    "tests/distributions/terminal/test_plain_form.py",
    "tests/distributions/terminal/test_refused_batches.py",
    "tests/distributions/terminal/test_refused_entries.py",
    "tests/distributions/terminal/test_whom_to_call.py",
    "tests/distributions/test_import_hostile.py",
    "tests/reporting/test_agency_pages.py",
    "tests/reporting/test_evaluation.py",
    "tests/reporting/test_exports_are_harmless.py",
    "tests/reporting/test_facts.py",
    "tests/reporting/test_layouts.py",
    "tests/reporting/test_left_out_pages.py",
    "tests/reporting/test_office_pages.py",
    "tests/reporting/test_pictures.py",
    "tests/reporting/test_public_content.py",
    "tests/reporting/test_published_files.py",
    "tests/reporting/test_published_pages.py",
    "tests/reporting/test_published_tables.py",
    "tests/roof/test_digests.py",
    "tests/training/test_roster_refusals.py",
)
LEFT_OUT = pytest.StashKey[int]()
IN_WORKER = "left_out_because_once"


def says_nothing_of_the_database(item):
    """Say whether a test has no way to the database: neither asked for by name nor by a fixture or mark."""
    return not OF_THE_DATABASE & set(item.fixturenames) and not item.get_closest_marker("django_db")


def asks_a_page(item):
    """Say whether a test goes through the client to what its page says."""
    return "client" in item.fixturenames and not item.nodeid.startswith(ON_BOTH)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith(PAGES) or asks_a_page(item) or says_nothing_of_the_database(item):
            item.add_marker(pytest.mark.once)


def pytest_deselected(items):
    config = items[0].config
    if "not once" in config.option.markexpr:
        left_out = sum(1 for item in items if item.get_closest_marker("once"))
        config.stash[LEFT_OUT] = left_out
        getattr(config, "workeroutput", {})[IN_WORKER] = left_out


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Take a worker's number to where the summary is written; each worker has collected the same tests."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get(IN_WORKER, 0)


def pytest_terminal_summary(terminalreporter):
    if left_out := terminalreporter.config.stash.get(LEFT_OUT, 0):
        terminalreporter.section("once")
        terminalreporter.line(f"{left_out} tests that say nothing of the database were left out (marked `once`).")
