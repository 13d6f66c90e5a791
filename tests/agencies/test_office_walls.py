"""The program office lets in the first person of an organization, and never one of its own (P37)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions.person import PersonRefused, ask_email_change, confirm_email_change
from agencies.actions.roles import remove_member
from agencies.actions.team import accept_invitation, add_member, hand_over, invite
from agencies.actions.walls import WallRefused
from agencies.links import LinkRefused, sign
from agencies.models import AuditEvent, EmailChange, Invitation, Program, User
from agencies.querysets.team import is_of_office
from tests import cast

KINDS = ["supplier", "department"]
STAFF = {"supplier": "supplier_staff", "department": "department_staff"}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def owner(request, kind):
    return request.getfixturevalue(kind)


@pytest.fixture
def asked(kind, owner, olga):
    """The office invites somebody: `asked("robin@elsewhere.example")`."""
    ask = {"owner": owner, "role": STAFF[kind], "by": olga, "at": clock.now()}
    return lambda email: invite(email=email, **ask)


def test_the_office_invites_the_first_person_and_then_nobody(owner, asked):
    accept_invitation(token=sign(asked("robin@elsewhere.example")), now=clock.now(), name="Robin", password="a b c d")

    with pytest.raises(WallRefused, match="invite their colleagues") as refusal:
        asked("friend@elsewhere.example")

    assert refusal.value.field == "email"
    assert [hat.user.name for hat in owner.memberships.all()] == ["Robin"]
    assert not Invitation.objects.waiting().exists()


def test_one_invitation_waits_and_may_be_sent_again(asked):
    asked("robin@elsewhere.example")
    asked("robin@elsewhere.example")

    with pytest.raises(WallRefused, match="Somebody is invited already"):
        asked("friend@elsewhere.example")

    assert Invitation.objects.get().email == "robin@elsewhere.example"


@pytest.mark.parametrize("email", ["olga@example.org", "Anybody@EXAMPLE.org"])
def test_the_office_never_invites_its_own_people_or_their_domain(asked, email):
    with pytest.raises(WallRefused, match="own domain"):
        asked(email)

    assert not Invitation.objects.exists()


def test_the_office_invites_nobody_into_an_agency(agency, olga):
    with pytest.raises(WallRefused, match="An agency invites its own people"):
        invite(owner=agency, email="x@elsewhere.example", role="coordinator", by=olga, at=clock.now())

    assert not Invitation.objects.exists()


def test_the_page_of_the_office_offers_no_form_once_somebody_is_there(kind, owner, olga, at):
    page = reverse(f"operator:{kind}", args=[owner.pk])
    before = at(olga).get(page).content.decode()
    cast.user("Robin", role=STAFF[kind], **{kind: owner})

    after = at(olga).get(page).content.decode()
    answer = at(olga).post(page, {"email": "friend@elsewhere.example"})

    assert "Send the invitation" in before
    assert "Send the invitation" not in after
    assert f"Only the people of {owner} invite their colleagues." in after
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_removing_everybody_does_not_open_the_door_at_once(kind, owner, olga, asked, mailed, monkeypatch):
    robin = cast.user("Robin", role=STAFF[kind], **{kind: owner})
    quinn = cast.user("Quinn", role=STAFF[kind], **{kind: owner})

    mails = mailed(lambda: remove_member(membership=robin.memberships.get(), by=olga))
    remove_member(membership=quinn.memberships.get(), by=olga)

    assert {mail.to[0]: mail.subject for mail in mails} == {
        robin.email: f"You no longer sign in for {owner}",
        quinn.email: f"Robin no longer signs in for {owner}",
    }
    AuditEvent.objects.update(at=clock.now())
    with pytest.raises(WallRefused, match="You can invite somebody else from Nov 27, 2026 on"):
        asked("friend@elsewhere.example")
    assert not Invitation.objects.exists()
    AuditEvent.objects.update(at=clock.now() - timedelta(days=5))
    asked("friend@elsewhere.example")


@pytest.fixture
def places(agency, alice, supplier, sam, department, dana):
    """Who invites, and on which page."""
    return {
        "agency": (alice, reverse("agencies:invite", args=[agency.slug])),
        "supplier": (sam, reverse("supplier_team:invite", args=[supplier.slug])),
        "department": (dana, reverse("department_team:invite", args=[department.slug])),
    }


@pytest.mark.parametrize("where", ["agency", "supplier", "department"])
def test_an_organization_invites_somebody_of_the_office_only_knowingly(olga, places, at, where):
    by, page = places[where]
    said = {"email": "Otto@example.org", "role": "coordinator"}

    asked = at(by).post(page, said)
    stopped = Invitation.objects.count()
    at(by).post(page, said | {"may_be_office": "on"})

    assert asked.context["form"].errors == {
        "may_be_office": ["Tick this box only if you want that, or enter another address."]
    }
    assert "The program office can then see whatever they see here." in asked.content.decode()
    assert (stopped, Invitation.objects.get().email) == (0, "otto@example.org")


def test_no_other_address_asks_for_the_tick(olga, places, at):
    by, page = places["agency"]

    assert "may_be_office" not in at(by).get(page).content.decode()
    at(by).post(page, {"email": "bob@albany.example", "role": "coordinator"})
    assert Invitation.objects.get().email == "bob@albany.example"


def test_handing_over_to_the_office_asks_too(agency, alice, olga, at):
    page = reverse("account:hand_over", args=[alice.memberships.get().pk])

    refused = at(alice).post(page, {"email": "olga@example.org"})

    assert "may_be_office" in refused.context["form"].errors
    with pytest.raises(WallRefused, match="Tick the box"):
        hand_over(membership=alice.memberships.get(), email="olga@example.org", at=clock.now())
    assert not Invitation.objects.exists()


def test_the_office_invites_its_own_colleagues_freely(new_york, olga, at, client):
    at(olga).post(reverse("office_team:invite"), {"email": "otto@example.org"})
    invitation = Invitation.objects.get()
    accept_invitation(token=sign(invitation), now=clock.now(), name="Otto", password="seven kits on a shelf")

    assert {hat.user.name for hat in new_york.memberships.all()} == {"Olga", "Otto"}


def moved(user, email):
    """Somebody who confirmed a new address."""
    confirm_email_change(token=sign(ask_email_change(user=user, email=email, at=clock.now())), now=clock.now())
    return User.objects.get(pk=user.pk)


def test_an_address_that_the_office_gave_up_is_still_the_offices(olga, new_york, asked):
    Program.objects.filter(pk=new_york.pk).update(office_email="desk@health.example")
    moved(olga, "olga@health.example")

    for email in ("olga@example.org", "anybody@example.org", "anybody@health.example"):
        with pytest.raises(WallRefused, match="own domain"):
            asked(email)

    assert not Invitation.objects.exists()


def test_nobody_of_the_office_moves_to_a_domain_that_is_not_the_offices(olga, new_york):
    with pytest.raises(PersonRefused, match="Choose an address at your program office's domain") as refusal:
        ask_email_change(user=olga, email="olga@elsewhere.example", at=clock.now())

    assert refusal.value.field == "email"
    assert not EmailChange.objects.exists()
    assert moved(olga, "olga.o@example.org").email == "olga.o@example.org"


def test_at_a_public_provider_the_office_is_known_by_whole_addresses(olga, new_york, agency, alice, at):
    User.objects.filter(pk=olga.pk).update(email="olga.office@gmail.com")
    page = reverse("agencies:invite", args=[agency.slug])

    at(alice).post(page, {"email": "bob@gmail.com", "role": "coordinator"})
    asked = at(alice).post(page, {"email": "Olga.Office@gmail.com", "role": "coordinator"})

    assert is_of_office("Olga.Office@gmail.com", new_york)
    assert not is_of_office("bob@gmail.com", new_york)
    assert "may_be_office" in asked.context["form"].errors
    assert Invitation.objects.get().email == "bob@gmail.com"


def test_an_address_is_judged_again_when_its_link_is_pressed(supplier, olga):
    pal = cast.user("Pal")
    User.objects.filter(pk=pal.pk).update(email="pal@elsewhere.example")
    asked = ask_email_change(user=User.objects.get(pk=pal.pk), email="pal@example.org", at=clock.now())
    add_member(user=pal, role="supplier_staff", owner=supplier, by=None)

    with pytest.raises(LinkRefused, match="program office's domain"):
        confirm_email_change(token=sign(asked), now=clock.now())

    assert User.objects.get(pk=pal.pk).email == "pal@elsewhere.example"
