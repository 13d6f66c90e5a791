"""The cast of `tests.cast`, one fixture each, the items they leave, and the browser they sit at."""

import pytest

from inventory.models import Item
from tests import cast


@pytest.fixture
def counties(db):
    return cast.places()


@pytest.fixture
def new_york(counties):
    return cast.new_york()


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
