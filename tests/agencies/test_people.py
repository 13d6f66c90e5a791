"""The people of suppliers, health departments and program offices invite, see and remove each other."""

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions.team import accept_invitation, invite
from agencies.links import sign
from agencies.models import AuditEvent, Invitation, Membership
from tests import cast

PASSWORDS = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}
KINDS = ["supplier", "department", "office"]
STAFF = {"supplier": "supplier_staff", "department": "department_staff", "office": "operator"}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def owner(kind, supplier, department, new_york):
    return {"supplier": supplier, "department": department, "office": new_york}[kind]


@pytest.fixture
def member(kind, sam, dana, olga):
    return {"supplier": sam, "department": dana, "office": olga}[kind]


@pytest.fixture
def url(kind, owner):
    """The address of a page of the people: `url("team")`."""
    before = [] if kind == "office" else [owner.slug]
    return lambda page, *rest: reverse(f"{kind}_team:{page}", args=[*before, *rest])


@pytest.fixture
def colleague(kind, owner):
    hat = {"program" if kind == "office" else kind: owner}
    return cast.user("Quinn", role=STAFF[kind], **hat)


def test_the_page_lists_everybody_and_those_invited(owner, member, colleague, kind, at, url):
    asked = {"role": STAFF[kind], "by": member, "at": clock.now()}
    invite(owner=owner, email="new@elsewhere.example", **asked)

    answer = at(member).get(url("team"))

    assert {line.colleague.user for line in answer.context["lines"]} == {member, colleague}
    assert [line.invitation.email for line in answer.context["waiting"]] == ["new@elsewhere.example"]
    assert "Change the role" not in answer.content.decode()


def test_the_navigation_leads_there(member, at, url):
    assert f'href="{url("team")}"' in at(member).get(reverse("home")).content.decode()


def test_a_colleague_is_invited_and_everybody_is_told_who_joined(
    kind, owner, member, colleague, at, url, mailed, path_in, client
):
    (mail,) = mailed(lambda: at(member).post(url("invite"), {"email": "robin@elsewhere.example"}))
    client.logout()

    mails = mailed(lambda: client.post(path_in(mail), PASSWORDS | {"name": "Robin"}))

    hat = Membership.objects.get(user__email="robin@elsewhere.example")
    assert (hat.role, hat.owner) == (STAFF[kind], owner)
    assert [mail.to for mail in mails] == [[person.email] for person in sorted([member, colleague], key=str)]
    assert {mail.subject for mail in mails} == {f"Robin has joined {hat.owner_name}"}


def test_a_colleague_is_removed_by_another(kind, member, colleague, at, url, told):
    answer = at(member).post(url("remove", colleague.memberships.get().pk))

    assert told(answer) == ["Quinn is no longer on the team."]
    assert not colleague.memberships.exists()
    assert AuditEvent.objects.get(what="team.removed").by == member


def test_an_invitation_is_taken_back(kind, owner, member, at, url, client):
    asked = {"role": STAFF[kind], "by": member, "at": clock.now()}
    invitation = invite(owner=owner, email="new@elsewhere.example", **asked)

    at(member).post(url("withdraw", invitation.pk))

    assert not Invitation.objects.exists()


def test_a_link_ends_with_its_inviter(kind, owner, member, colleague, client):
    asked = {"role": STAFF[kind], "by": colleague, "at": clock.now()}
    path = reverse("registration:join", args=[sign(invite(owner=owner, email="new@elsewhere.example", **asked))])
    colleague.memberships.all().delete()

    answer = client.post(path, PASSWORDS | {"name": "Robin"})

    assert "Whoever invited you no longer works there." in answer.content.decode()
    assert owner.memberships.count() == 1


def test_the_page_says_so_of_a_link_whose_inviter_has_gone(kind, owner, member, colleague, at, url):
    asked = {"role": STAFF[kind], "by": colleague, "at": clock.now()}
    invite(owner=owner, email="new@elsewhere.example", **asked)
    colleague.memberships.all().delete()

    page = at(member).get(url("team")).content.decode()

    assert "Quinn, who invited them, no longer works here, so the link does not work. Invite them again." in page


def test_a_link_from_the_program_office_works_and_the_page_says_until_when(supplier, sam, olga, at):
    Membership.objects.filter(user=sam).delete()
    asked = {"role": "supplier_staff", "by": olga, "at": clock.now()}
    invite(owner=supplier, email="new@elsewhere.example", **asked)
    Membership.objects.create(user=sam, role="supplier_staff", supplier=supplier)

    page = at(sam).get(reverse("supplier_team:team", args=[supplier.slug])).content.decode()

    assert "The link is valid until" in page
    assert "no longer works here" not in page


def test_whoever_joins_is_shown_a_role_that_changed_meanwhile(agency, alice, client, told):
    asked = {"owner": agency, "email": "bob@albany.example", "by": alice, "at": clock.now()}
    path = reverse("registration:join", args=[sign(invite(role="coordinator", **asked))])
    seen = client.get(path).context["form"].initial
    invite(role="sheet_clerk", **asked)

    answer = client.post(path, PASSWORDS | {"name": "Bob"} | seen)

    assert (answer.status_code, answer.url) == (302, path)
    assert told(answer) == ["Your invitation was changed meanwhile: please read again what you will do there."]
    assert agency.memberships.count() == 1
    client.post(path, PASSWORDS | {"name": "Bob", "as_role": "sheet_clerk"})
    assert agency.memberships.get(user__email="bob@albany.example").role == "sheet_clerk"


def test_an_invitation_that_was_used_says_so_whoever_opens_it(agency, alice, client):
    asked = {"owner": agency, "email": "bob@albany.example", "by": alice, "at": clock.now(), "role": "sheet_clerk"}
    token = sign(invite(**asked))
    accept_invitation(token=token, now=clock.now(), name="Bob", password="seven kits on a shelf")

    answer = client.get(reverse("registration:join", args=[token]))

    assert answer.status_code == 410
    assert "This invitation was used already: sign in." in answer.content.decode()
