"""Tests that need no second run on PostgreSQL, because they say nothing of the database: marked `once`.

A test is marked by itself when it asks for no database and for no served application, or is in a file of `PAGES`.
Browser tests that are about what the browser does, whatever the server keeps its rows in, are marked by hand.
`make test` runs every test on SQLite, leaves these out on PostgreSQL with `-m "not once"`, and says how many they
were.
"""

import pytest

OF_THE_DATABASE = {"_django_db_helper", "django_db_setup", "databases"}
# What pages, mails and files say, and what a form refuses. Actions, sums, searches, limits and races are in other
# files; and every page is asked on PostgreSQL too, by everybody who may, in `tests/house/test_access.py`.
PAGES = (
    "tests/agencies/test_access.py",
    "tests/agencies/test_account_page.py",
    "tests/agencies/test_languages.py",
    "tests/agencies/test_look.py",
    "tests/agencies/test_office_walls.py",
    "tests/agencies/test_operator_walls.py",
    "tests/agencies/test_registration_steps.py",
    "tests/agencies/test_settings_page.py",
    "tests/distributions/terminal/test_card.py",
    "tests/distributions/terminal/test_finder.py",
    "tests/distributions/terminal/test_languages.py",
    "tests/distributions/terminal/test_page.py",
    "tests/distributions/terminal/test_plain_form.py",
    "tests/distributions/terminal/test_refused_batches.py",
    "tests/distributions/terminal/test_refused_entries.py",
    "tests/distributions/terminal/test_whom_to_call.py",
    "tests/distributions/test_import_hostile.py",
    "tests/distributions/test_log_forms.py",
    "tests/distributions/test_paper.py",
    "tests/distributions/test_tracking_sheet_page.py",
    "tests/inventory/test_count_pages.py",
    "tests/inventory/test_entry_pages.py",
    "tests/inventory/test_pages.py",
    "tests/reporting/test_agency_pages.py",
    "tests/reporting/test_evaluation.py",
    "tests/reporting/test_exports_are_harmless.py",
    "tests/reporting/test_figures_pages.py",
    "tests/reporting/test_layouts.py",
    "tests/reporting/test_left_out_pages.py",
    "tests/reporting/test_office_pages.py",
    "tests/reporting/test_pictures.py",
    "tests/reporting/test_public_content.py",
    "tests/reporting/test_published_files.py",
    "tests/reporting/test_published_pages.py",
    "tests/reporting/test_published_tables.py",
    "tests/roof/test_digests.py",
    "tests/roof/test_first_steps.py",
    "tests/roof/test_home_notices.py",
    "tests/roof/test_home_of_an_agency.py",
    "tests/roof/test_home_of_others.py",
    "tests/roof/test_home_reports.py",
    "tests/roof/test_public_pages.py",
    "tests/roof/test_wrong_method.py",
    "tests/training/test_pages.py",
    "tests/training/test_person_pages.py",
    "tests/training/test_roster_pages.py",
    "tests/training/test_roster_refusals.py",
    "tests/training/test_session_pages.py",
)
LEFT_OUT = pytest.StashKey[int]()
IN_WORKER = "left_out_because_once"


def says_nothing_of_the_database(item):
    """Say whether a test has no way to the database: neither asked for by name nor by a fixture or mark."""
    return not OF_THE_DATABASE & set(item.fixturenames) and not item.get_closest_marker("django_db")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith(PAGES) or says_nothing_of_the_database(item):
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
