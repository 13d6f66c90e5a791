"""The demonstration, served for all journeys that only look at it or leave it nearly as it is."""

import pytest

from tests.journeys.people import PASSWORD, Somebody
from tests.servers.databases import LOADED
from tests.servers.gunicorn import Served

NOVEMBER = "2026-11-21T15:00:00+00:00"
DEMONSTRATION = (*LOADED, ("load_demo", "--on", "2026-11-21"))


@pytest.fixture(scope="session")
def demonstration(databases, tmp_path_factory):
    """The application with the demonstration. It is loaded once for all processes; each serves a copy of its own."""
    directory = tmp_path_factory.mktemp("demonstration")
    changes = {
        "LBN_NOW": NOVEMBER,
        "LBN_DEMO_PASSWORD": PASSWORD,
        "EMAIL_URL": "",
        "LBN_MAIL_DIR": str(directory / "mail"),
        "LBN_MEDIA_DIR": str(databases.documents),
    }
    application = Served(directory=directory, database_url=databases.new(DEMONSTRATION), changes=changes)
    application.manage("load_demo", "--if-empty")  # sets the password that these tests know
    application.start()
    yield application
    application.kill()
    databases.drop(application.database_url)


@pytest.fixture
def somebody(chromium, demonstration):
    somebody = Somebody(chromium, demonstration, reduced_motion="reduce")
    yield somebody
    somebody.context.close()
