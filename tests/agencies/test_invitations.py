"""Invitations to agencies, suppliers, health departments and program offices are one thing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies import clock
from agencies.actions.roles import remove_member
from agencies.actions.team import TeamRefused, accept_invitation, invite, take_back
from agencies.links import sign
from agencies.models import OWNERS, AuditEvent, Invitation, Membership, User

ROLES = ["coordinator", "agency_staff", "supplier_staff", "department_staff", "operator"]
PASSWORDS = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}
EMAIL = "robin@elsewhere.example"


@pytest.fixture
def owners(agency, supplier, department, new_york):
    return {"agency": agency, "supplier": supplier, "department": department, "program": new_york}


@pytest.fixture
def inviters(alice, sam, dana, olga):
    """Whoever invites for each kind of owner."""
    return {"agency": alice, "supplier": sam, "department": dana, "program": olga}


@pytest.fixture
def asked(owners, inviters):
    """Ask Robin to take a role at its owner: `asked("supplier_staff")`."""

    def ask(role, **changes):
        kind = OWNERS[role]
        given = {"owner": owners[kind], "email": EMAIL, "role": role, "by": inviters[kind], "at": clock.now()}
        return invite(**given | changes)

    return ask


@pytest.mark.parametrize("role", ROLES)
def test_the_link_in_the_mail_gives_the_role_at_its_owner(client, owners, inviters, asked, mailed, path_in, role):
    owner = owners[OWNERS[role]]
    (mail,) = mailed(lambda: asked(role))

    answer = client.post(path_in(mail), PASSWORDS | {"name": "Robin Reed"})

    hat = Membership.objects.get(user__email=EMAIL)
    called = f"{hat.owner_name} ({hat.get_role_display()})"
    assert f"{inviters[OWNERS[role]]} invites you to join the team of {called}." in mail.body
    assert (answer.url, hat.role, hat.owner) == (reverse("home"), role, owner)
    assert client.get(reverse("home")).status_code == 200
    assert Invitation.objects.get().owner == owner


@pytest.mark.parametrize("role", ROLES)
def test_whoever_has_the_role_is_not_asked_again(asked, mailed, role):
    accept_invitation(token=sign(asked(role)), now=clock.now(), name="Robin", password="seven kits on a shelf")
    before = (Invitation.objects.count(), AuditEvent.objects.count())

    with pytest.raises(TeamRefused, match="This person is on the team already") as refusal:
        asked(role, email="Robin@Elsewhere.example")

    assert refusal.value.field == "email"
    assert (Invitation.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("role", ROLES)
def test_asking_again_renews_the_one_that_waits(asked, role):
    first = asked(role, at=clock.now() - timedelta(days=20))

    again = asked(role)

    assert (again.pk, Invitation.objects.get().invited_at) == (first.pk, clock.now())


def test_one_person_may_be_asked_by_each_owner(asked):
    for role in ROLES[1:]:
        asked(role)

    assert Invitation.objects.waiting().count() == 4


@pytest.mark.parametrize("role", ROLES)
def test_the_trail_says_where_and_as_what(owners, inviters, asked, role):
    owner = owners[OWNERS[role]]

    take_back(invitation=asked(role), by=inviters[OWNERS[role]])

    lines = AuditEvent.objects.filter(what__startswith="team.")
    assert sorted(line.what for line in lines) == ["team.invitation_taken_back", "team.invited"]
    assert {(line.by, line.subject, line.details["role"]) for line in lines} == {
        (inviters[OWNERS[role]], EMAIL, role)
    }
    owned = {name: getattr(line, name) for line in lines for name in ("agency", "supplier", "department", "program")}
    assert owned == dict.fromkeys(owned) | {OWNERS[role]: owner}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("others", [[], ["agency", "supplier"], ["department", "program"], ["supplier", "program"]])
def test_an_invitation_has_exactly_the_owner_of_its_role(owners, olga, role, others):
    given = {name: owners[name] for name in others}

    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(email=EMAIL, role=role, invited_by=olga, invited_at=clock.now(), **given)

    assert not Invitation.objects.exists()


@pytest.mark.parametrize(("role", "wrong"), [("supplier_staff", "agency"), ("coordinator", "supplier")])
def test_a_role_is_not_given_at_an_owner_of_another_kind(owners, inviters, asked, mailoutbox, role, wrong):
    with pytest.raises(ValueError, match="Must be"), transaction.atomic():
        asked(role, owner=owners[wrong], by=inviters[wrong])

    assert (Invitation.objects.count(), AuditEvent.objects.count(), mailoutbox) == (0, 0, [])


def test_the_last_of_a_suppliers_staff_may_go(supplier, sam, olga):
    remove_member(membership=sam.memberships.get(), by=olga)

    assert not supplier.memberships.exists()
    assert User.objects.filter(pk=sam.pk).exists()
    assert AuditEvent.objects.get(what="team.removed").supplier == supplier
