"""The agency's team: members, invitations, and how colleagues join."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agencies import clock
from agencies.actions.departments import add_department
from agencies.actions.suppliers import add_supplier
from agencies.actions.team import add_member, invite
from agencies.models import AuditEvent, Invitation, Membership, User
from tests import cast

PASSWORDS = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}


@pytest.fixture
def team(agency):
    return reverse("agencies:team", kwargs={"slug": agency.slug})


@pytest.fixture
def joining(agency, alice, mailed, path_in):
    """The path of the link in an invitation to Bob as backup coordinator."""
    ask = {"owner": agency, "email": "Bob@albany.example", "role": "coordinator", "by": alice, "at": clock.now()}
    return path_in(mailed(lambda: invite(**ask))[0])


def test_the_page_lists_members_and_those_invited(agency, alice, stan, at, team, joining):
    answer = at(alice).get(team)

    assert [line.colleague.user for line in answer.context["lines"]] == [alice, stan]
    assert [line.invitation.email for line in answer.context["waiting"]] == ["bob@albany.example"]
    assert "Dec 5, 2026" in answer.content.decode()


@pytest.mark.parametrize("colleagues", [1, 4])
def test_the_page_costs_the_same_with_more_rows(
    agency, alice, at, team, colleagues, django_assert_num_queries, scope_queries
):
    for number in range(colleagues):
        cast.user(f"Colleague{number}", role="agency_staff", agency=agency)
        ask = {"email": f"new{number}@albany.example", "role": "agency_staff", "by": alice, "at": clock.now()}
        invite(owner=agency, **ask)
    browser = at(alice)

    with django_assert_num_queries(6 + scope_queries):
        browser.get(team)


def test_an_invitation_goes_out_by_mail(agency, alice, at, team, mailed):
    said = {"email": "Bob@albany.example", "role": "agency_staff"}

    (mail,) = mailed(lambda: at(alice).post(f"{team}invite/", said))

    invitation = Invitation.objects.get()
    assert mail.to == ["bob@albany.example"]
    assert "Alice invites you to join the team of Albany County Sheriff's Office (Agency staff)." in mail.body
    assert (invitation.agency, invitation.role, invitation.invited_by) == (agency, "agency_staff", alice)
    assert AuditEvent.objects.get(what="team.invited").subject == "bob@albany.example"


def test_asking_again_renews_the_one_invitation(agency, alice, at, team, mailed, joining):
    Invitation.objects.update(invited_at=clock.now() - timedelta(days=20))

    mails = mailed(lambda: at(alice).post(f"{team}invite/", {"email": "bob@albany.example", "role": "agency_staff"}))

    assert len(mails) == 1
    assert (Invitation.objects.get().role, Invitation.objects.get().invited_at) == ("agency_staff", clock.now())


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("stan@example.org", "This person is on the team already."),
        ("", "Enter the e-mail address of whoever you invite."),
        ("bob", "Enter a valid email address."),
    ],
)
def test_an_invitation_is_refused_at_its_field(alice, stan, at, team, mailed, email, sentence):
    browser = at(alice)

    assert mailed(lambda: browser.post(f"{team}invite/", {"email": email, "role": "coordinator"})) == []
    answer = browser.post(f"{team}invite/", {"email": email, "role": "coordinator"})
    assert answer.context["form"].errors == {"email": [sentence]}
    assert not Invitation.objects.exists()


def test_opening_the_link_changes_nothing(client, agency, joining):
    answer = client.get(joining)

    assert "Alice invites you to the team of Albany County Sheriff&#x27;s Office." in answer.content.decode()
    assert (agency.memberships.count(), Invitation.objects.get().accepted_at) == (1, None)


def test_a_colleague_chooses_a_password_and_is_on_the_team(client, agency, joining):
    answer = client.post(joining, PASSWORDS | {"name": "Bob Brown"})

    bob = User.objects.get(email="bob@albany.example")
    assert answer.url == reverse("home")
    assert (bob.name, bob.check_password(PASSWORDS["new_password1"])) == ("Bob Brown", True)
    assert Membership.objects.get(user=bob).agency == agency
    assert client.session["_auth_user_id"] == str(bob.pk)


def test_an_invitation_is_used_once(client, agency, joining):
    client.post(joining, PASSWORDS | {"name": "Bob Brown"})
    Membership.objects.exclude(user__email="alice@example.org").delete()

    answer = client.post(joining, PASSWORDS | {"name": "Bob Brown"})

    assert (answer.status_code, agency.memberships.count()) == (410, 1)
    assert "This invitation was used already: sign in." in answer.content.decode()


def test_an_invitation_is_too_old_after_fourteen_days(client, agency, joining):
    Invitation.objects.update(invited_at=clock.now() - timedelta(days=14))

    answer = client.post(joining, PASSWORDS | {"name": "Bob Brown"})

    assert "This invitation is older than 14 days" in answer.content.decode()
    assert agency.memberships.count() == 1


def test_an_invitation_that_was_taken_back_leads_nowhere(client, agency, alice, at, team, joining):
    at(alice).post(f"{team}invitations/{Invitation.objects.get().pk}/withdraw/")
    client.logout()

    answer = client.post(joining, PASSWORDS | {"name": "Bob Brown"})

    assert "This invitation does not exist, or was taken back" in answer.content.decode()
    assert agency.memberships.count() == 1


def test_a_colleague_with_an_account_only_presses_the_button(client, agency, joining):
    bob = User.objects.create_user("bob@albany.example", cast.PASSWORD)

    refused = client.post(joining, PASSWORDS | {"name": "Bob Brown"})
    client.force_login(bob)
    client.post(joining)

    assert "has an account here already" in refused.content.decode()
    assert User.objects.get(pk=bob.pk).check_password(cast.PASSWORD)
    assert Membership.objects.get(user=bob).role == "coordinator"


def test_a_colleague_who_is_removed_has_no_right_left(agency, alice, stan, at, team, told):
    answer = at(alice).post(f"{team}{stan.memberships.get().pk}/remove/")

    assert told(answer) == ["Stan is no longer on the team."]
    assert not stan.memberships.exists()
    assert AuditEvent.objects.get(what="team.removed").by == alice


def test_the_last_coordinator_stays(agency, alice, stan, at, team, told):
    answer = at(alice).post(f"{team}{alice.memberships.get().pk}/remove/")

    assert told(answer) == ["Your agency needs a coordinator. Hand over to a successor first."]
    assert alice.memberships.count() == 1


def test_a_coordinator_may_go_when_another_stays(agency, alice, at, team):
    cast.user("Bea", role="coordinator", agency=agency)

    answer = at(alice).post(f"{team}{alice.memberships.get().pk}/remove/")

    assert answer.url == reverse("home")
    assert agency.memberships.get().user.name == "Bea"


def test_a_member_is_added_once_to_each_kind_of_owner(new_york, agency):
    supplier = add_supplier(
        program=new_york, name="MATTERS", kind="matters", by=None, day=date(2026, 11, 21), units_per_case=12
    )
    department = add_department(program=new_york, name="State Health", level="state", by=None)
    hats = [
        ("supplier_staff", supplier),
        ("department_staff", department),
        ("operator", new_york),
        ("coordinator", agency),
    ]

    for role, owner in hats * 2:
        add_member(role=role, owner=owner, by=None, email="Robin@example.org", name="Robin")

    robin = User.objects.get(email="robin@example.org")
    assert [(hat.role, hat.owner) for hat in robin.memberships.order_by("role")] == sorted(
        hats, key=lambda hat: hat[0]
    )
    assert AuditEvent.objects.filter(what="team.joined").count() == 4
    assert (supplier.slug, department.slug) == ("matters", "state-health")
