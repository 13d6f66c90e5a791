"""Tests that need no second run on PostgreSQL, because they say nothing of the database: marked `once`.

A test is marked by itself when it asks for no database and for no served application. Browser tests that are about
what the browser does, whatever the server keeps its rows in, are marked by hand. `make test` runs every test on
SQLite, leaves these out on PostgreSQL with `-m "not once"`, and says how many they were.
"""

import pytest

OF_THE_DATABASE = {"_django_db_helper", "django_db_setup", "databases"}
LEFT_OUT = pytest.StashKey[int]()
IN_WORKER = "left_out_because_once"


def says_nothing_of_the_database(item):
    """Say whether a test has no way to the database: neither asked for by name nor by a fixture or mark."""
    return not OF_THE_DATABASE & set(item.fixturenames) and not item.get_closest_marker("django_db")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if says_nothing_of_the_database(item):
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
