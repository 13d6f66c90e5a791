"""Every address, asked for as everybody: strangers are told nothing, members what their role may."""

from contextlib import contextmanager
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from agencies.access import ROLES, Permission
from agencies.models import Role, User
from tests.house import tenants
from tests.house.access_table import ANYONE, SIGNED_IN, TABLE, TERMINAL, WITHOUT_A_DOOR


class Address(NamedTuple):
    """A page: its view, and the names in its address."""

    view: object
    names: frozenset


def addresses(patterns=None, namespace="", names=frozenset()):
    """Yield (name with its namespace, `Address`) for each address of the application."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        inner = names | set(pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", Address(pattern.callback, inner)
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, below, inner)


ADDRESSES = dict(addresses())
GUARDED = sorted(name for name, who in TABLE.items() if isinstance(who, frozenset))
MEMBERS = {"agency": {"alice", "clara", "stan"}, "supplier": {"sam"}, "department": {"dana"}, "program": {"olga"}}
EVERYBODY = ["alice", "clara", "stan", "tina", "sam", "saul", "dana", "dirk", "olga"]
METHODS = ["get", "post"]
# Parts of an address that name nothing of anybody's own.
NO_OBJECTS = {"slug", "year", "number", "figure", "format", "zip_code", "county", "version", "order_paper"}


def doorless(patterns):
    return {name for name, address in patterns.items() if not hasattr(address.view, "door")}


def test_every_address_has_a_door_or_a_reason():
    assert doorless(ADDRESSES) == set(WITHOUT_A_DOOR)


def test_every_address_with_a_door_has_a_row_in_the_table():
    assert set(ADDRESSES) - set(WITHOUT_A_DOOR) == set(TABLE)


def test_a_planted_page_without_a_door_is_found():
    def open_to_all(request):
        return None

    assert doorless({"planted": Address(open_to_all, frozenset())}) == {"planted"}


def test_the_pages_for_anyone_are_those_of_the_table_and_say_why():
    doors = {name: address.view.door for name, address in ADDRESSES.items() if name not in WITHOUT_A_DOOR}
    public = {name: door.reason for name, door in doors.items() if door.of == "anyone"}

    assert set(public) == {name for name, who in TABLE.items() if who == ANYONE}
    assert all(public.values())


def test_every_permission_belongs_to_a_role_and_every_role_has_its_rights():
    assert set().union(*ROLES.values()) == set(Permission)
    assert set(ROLES) == set(Role)


class Town(NamedTuple):
    """What addresses name, of our tenant and of the stranger, by kind of tenant; and everybody's browser."""

    own: dict
    theirs: dict
    browsers: dict


@contextmanager
def undone():
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The town, built once for all the questions of this file."""
    with django_db_blocker.unblock(), undone():
        own, theirs = tenants.town()
        browsers = {"": Client()} | {who: Client() for who in EVERYBODY}
        for who in EVERYBODY:
            browsers[who].force_login(User.objects.get(email=f"{who}@example.org"))
        yield Town(own, theirs, browsers)


@pytest.fixture
def town(built):
    """The town as it was built, whatever other tests did to it."""
    with undone():
        yield built


def ask(town, who, method, name, named):
    """The answer to `who` ("" for nobody) asking for an address."""
    named = named | ({"number": tenants.QUARTER.month} if name.startswith("reports:") else {})
    named = named | named.get(name.partition(":")[0], {})
    address = reverse(name, kwargs={key: named[key] for key in ADDRESSES[name].names})
    return getattr(town.browsers[who], method)(address)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_everybody_else_is_refused(town, name):
    of = ADDRESSES[name].view.door.of
    named = town.own[of]
    refused = [who for who in EVERYBODY if who not in TABLE[name]]
    before = tenants.everything()

    answers = {(who, method): ask(town, who, method, name, named) for who in ["", *refused] for method in METHODS}

    expected = {"": 302} | {who: 403 if who in MEMBERS[of] else 404 for who in refused}
    assert {key: answer.status_code for key, answer in answers.items() if answer.status_code != 405} == {
        (who, method): expected[who] for (who, method), answer in answers.items() if answer.status_code != 405
    }
    assert {answers["", method].status_code for method in METHODS} <= {302, 405}
    assert tenants.everything() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_whoever_the_table_names_is_answered(town, name):
    named = town.own[ADDRESSES[name].view.door.of]

    for who in sorted(TABLE[name]):
        with undone():
            statuses = {ask(town, who, method, name, named).status_code for method in METHODS}
        assert statuses <= {200, 302, 400, 405, 409}, (who, statuses)
        assert statuses != {405}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in GUARDED if ADDRESSES[name].names - NO_OBJECTS])
def test_a_strangers_object_is_not_there(town, name):
    of = ADDRESSES[name].view.door.of
    named = town.theirs[of] | {"slug": town.own[of].get("slug")}
    before = tenants.everything()

    for who in sorted(TABLE[name]):
        statuses = {ask(town, who, method, name, named).status_code for method in METHODS}
        assert 404 in statuses
        assert statuses <= {404, 405}

    assert tenants.everything() == before


@pytest.mark.parametrize("name", sorted(name for name, who in TABLE.items() if who == SIGNED_IN))
def test_pages_of_whoever_is_signed_in_ask_only_for_that(client, name):
    address = reverse(name, kwargs={key: uuid4() for key in ADDRESSES[name].names})

    statuses = {getattr(client, method)(address).status_code for method in METHODS}

    assert ADDRESSES[name].view.door.of == "user"
    assert statuses <= {302, 405}
    assert 302 in statuses


@pytest.mark.django_db
def test_nobody_leaves_or_hands_over_for_somebody_else(town):
    theirs = [town.theirs["agency"]["membership"], town.own["agency"]["membership"]]
    before = tenants.everything()

    for membership in theirs:
        assert town.browsers["alice"].post(reverse("account:leave", args=[membership])).status_code == 404
        for method in METHODS:
            answer = getattr(town.browsers["alice"], method)(reverse("account:hand_over", args=[membership]))
            assert answer.status_code == 404

    assert tenants.everything() == before


@pytest.mark.django_db
def test_a_browser_without_a_key_reaches_no_terminal(client):
    kept = {"terminal:page", "terminal:entries", "terminal:low", "terminal:towns"}
    assert {name for name, who in TABLE.items() if who == TERMINAL} == kept
    for name in ("terminal:entries", "terminal:low"):
        assert client.post(reverse(name), "{}", content_type="application/json").status_code == 401
    assert client.get(reverse("terminal:towns", args=[uuid4()])).status_code == 401
