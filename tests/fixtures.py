"""The cast of `tests.cast`, one fixture each, the items they leave, and the browser they sit at."""

import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from django.db import connections, transaction

from agencies.models import Jurisdiction, Program
from inventory.models import Item
from tests import cast


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, databases, django_db_blocker):
    """A database of this worker's own with places and New York's program in it: so each test finds it again."""
    connection = connections["default"]
    with django_db_blocker.unblock():
        address = migrated(connection, databases)
        with transaction.atomic():
            cast.places()
            cast.new_york()
    yield
    with django_db_blocker.unblock():
        connection.close()
    if address:
        databases.drop(address)


def migrated(connection, databases):
    """Lead `connection` to a migrated database and return its address, or None for one in memory."""
    if connection.vendor == "postgresql":
        address = databases.new()
        connection.settings_dict["NAME"] = urlsplit(address).path[1:]
        return address
    connection.settings_dict["NAME"] = "file:tests?mode=memory&cache=shared"
    connection.ensure_connection()
    with closing(sqlite3.connect(urlsplit(databases.prepared()).path)) as source:
        source.backup(connection.connection)
    return None


@pytest.fixture
def empty(db):
    """The database as its migrations leave it, for a test that loads programs or places itself."""
    cast.unload()


@pytest.fixture
def counties(db):
    """The counties by name."""
    return {county.name: county for county in Jurisdiction.objects.filter(state="NY", kind="county")} or cast.places()


@pytest.fixture
def new_york(counties):
    return Program.objects.filter(slug="new_york").first() or cast.new_york()


@pytest.fixture
def supplier(new_york):
    return cast.supplier(new_york)


@pytest.fixture
def department(new_york):
    return cast.department(new_york)


@pytest.fixture
def agency(new_york, supplier):
    return cast.agency(new_york, supplier=supplier)


@pytest.fixture
def stranger(new_york):
    """Another agency, with a coordinator of its own."""
    made = cast.agency(new_york, name="Troy Police Department", county="Rensselaer")
    cast.user("Tina", role="coordinator", agency=made)
    return made


@pytest.fixture
def alice(agency):
    return cast.user("Alice", role="coordinator", agency=agency)


@pytest.fixture
def stan(agency):
    return cast.user("Stan", role="agency_staff", agency=agency)


@pytest.fixture
def sam(supplier):
    return cast.user("Sam", role="supplier_staff", supplier=supplier)


@pytest.fixture
def dana(department):
    return cast.user("Dana", role="department_staff", department=department)


@pytest.fixture
def olga(new_york):
    return cast.user("Olga", role="operator", program=new_york)


@pytest.fixture
def kit(new_york):
    return Item.objects.get(slug=Item.STANDARD_KIT)


@pytest.fixture
def strips(new_york):
    return Item.objects.get(slug="fentanyl-strips")


@pytest.fixture
def at(client):
    """A browser in which somebody is signed in: `at(alice)`."""

    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def mailed(django_capture_on_commit_callbacks, mailoutbox):
    """Do something and return the mails that go out once it is committed: `mailed(lambda: ...)`."""

    def commit(act):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return mailoutbox[before:]

    return commit
