"""The cast of `tests.cast`, one fixture each, the items they leave, and the browser they sit at."""

import pytest

from agencies.models import Jurisdiction, Program
from inventory.models import Item
from tests import cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with places and New York's program in it, which each test then finds as they were loaded."""
    with django_db_blocker.unblock():
        cast.places()
        cast.new_york()


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
