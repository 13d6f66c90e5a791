"""What somebody does at an organization: changed in place, ended, handed over."""

import pytest
from django.urls import reverse

from agencies import clock
from agencies.access import Permission
from agencies.actions.roles import remove_member, set_roles
from agencies.actions.team import TeamRefused, hand_over
from agencies.models import AuditEvent, Invitation, Membership, User
from tests import cast

PASSWORDS = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}
NEEDED = "Your agency needs a coordinator. Hand over to a successor first."


def roles_of(user):
    return sorted(user.memberships.values_list("role", flat=True))


@pytest.fixture
def page(agency):
    """The page on which the roles of somebody are chosen."""
    return lambda user: reverse("agencies:roles", args=[agency.slug, user.memberships.first().pk])


def test_an_invitation_asks_for_the_role_and_preselects_none(agency, alice, at, mailed):
    invite = reverse("agencies:invite", args=[agency.slug])

    shown = at(alice).get(invite).content.decode()
    mails = mailed(lambda: at(alice).post(invite, {"email": "bob@albany.example"}))

    assert "checked" not in shown
    assert "Paper sheet clerk. Enters paper sheets into the log." in shown
    assert (mails, Invitation.objects.count()) == ([], 0)


def test_roles_are_changed_in_place_and_the_trail_says_so(agency, alice, stan, at, page, told):
    answer = at(alice).post(page(stan), {"roles": ["agency_staff", "sheet_clerk"]})

    event = AuditEvent.objects.get(what="team.role_changed")
    assert roles_of(stan) == ["agency_staff", "sheet_clerk"]
    assert told(answer) == ["What Stan does here is changed."]
    assert (event.by, event.agency, event.subject) == (alice, agency, "Stan")
    assert (event.details["was"], event.details["became"]) == (["agency_staff"], ["agency_staff", "sheet_clerk"])


def test_the_page_shows_what_somebody_does_already(stan, alice, at, page):
    assert at(alice).get(page(stan)).context["form"].initial == {"roles": ["agency_staff"]}


def test_the_same_roles_again_change_nothing(agency, alice, stan):
    set_roles(agency=agency, user=stan, roles=["agency_staff"], by=alice)

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ([], "Choose at least one role, or remove the person from the team."),
        (["agency_staff"], NEEDED),
        (["operator"], "Select a valid choice. operator is not one of the available choices."),
    ],
)
def test_the_last_coordinator_stays_coordinator(alice, at, page, roles, sentence):
    answer = at(alice).post(page(alice), {"roles": roles})

    assert answer.context["form"].errors == {"roles": [sentence]}
    assert roles_of(alice) == ["coordinator"]
    assert not AuditEvent.objects.exists()


def test_a_coordinator_whose_account_is_closed_is_not_counted(agency, alice):
    bea = cast.user("Bea", role="coordinator", agency=agency)
    User.objects.filter(pk=bea.pk).update(is_active=False)

    with pytest.raises(TeamRefused, match=NEEDED):
        set_roles(agency=agency, user=alice, roles=["agency_staff"], by=alice)

    assert roles_of(alice) == ["coordinator"]


def test_whoever_gives_up_coordinating_goes_home(agency, alice, at, page):
    cast.user("Bea", role="coordinator", agency=agency)

    answer = at(alice).post(page(alice), {"roles": ["sheet_clerk"]})

    assert answer.url == reverse("home")
    assert roles_of(alice) == ["sheet_clerk"]


def test_somebody_who_has_left_gets_no_role(agency, alice, stan):
    remove_member(membership=stan.memberships.get(), by=alice)

    with pytest.raises(TeamRefused, match="This person has left the team meanwhile"):
        set_roles(agency=agency, user=stan, roles=["coordinator"], by=alice)

    assert not stan.memberships.exists()


def test_a_clerk_types_sheets_and_changes_nothing_else(agency, at):
    clerk = cast.user("Clara", role="sheet_clerk", agency=agency)
    browser = at(clerk)

    opened = {
        name: browser.get(reverse(name, args=[agency.slug])).status_code
        for name in ("distributions:add", "distributions:months", "distributions:event", "inventory:receive")
    }
    log = browser.get(reverse("distributions:months", args=[agency.slug])).content.decode()

    assert opened == {
        "distributions:add": 200,
        "distributions:months": 200,
        "distributions:event": 403,
        "inventory:receive": 403,
    }
    assert "Enter a paper sheet" in log
    assert "Enter an event" not in log


def test_hats_at_one_agency_add_up_and_are_one_workplace(agency, stan, at):
    Membership.objects.create(user=stan, role="sheet_clerk", agency=agency)
    browser = at(stan)

    home = browser.get(reverse("home"))

    assert browser.get(reverse("distributions:add", args=[agency.slug])).status_code == 200
    assert browser.get(reverse("inventory:receive", args=[agency.slug])).status_code == 200
    assert [place.label for place in home.context["workplaces"]] == [f"{agency} · Agency staff, Paper sheet clerk"]
    assert "Switch" not in home.content.decode()


def test_removing_somebody_ends_every_role_there_and_none_elsewhere(agency, stranger, alice, stan, at):
    Membership.objects.create(user=stan, role="sheet_clerk", agency=agency)
    Membership.objects.create(user=stan, role="agency_staff", agency=stranger)

    at(alice).post(reverse("agencies:remove", args=[agency.slug, stan.memberships.filter(agency=agency)[0].pk]))

    assert [hat.agency for hat in stan.memberships.all()] == [stranger]
    assert AuditEvent.objects.get(what="team.removed").details["roles"] == ["agency_staff", "sheet_clerk"]


def test_staff_leave_by_themselves(agency, stan, at, told):
    answer = at(stan).post(reverse("account:leave", args=[stan.memberships.get().pk]))

    assert told(answer) == [f"You have left {agency}. Your account is still here."]
    assert (answer.url, stan.memberships.count()) == (reverse("home"), 0)
    assert AuditEvent.objects.get(what="team.left").by == stan


@pytest.mark.parametrize("who", ["alice", "olga"])
def test_nobody_leaves_who_is_needed(request, at, told, who):
    person = request.getfixturevalue(who)

    answer = at(person).post(reverse("account:leave", args=[person.memberships.get().pk]))

    assert "Hand over to a successor first." in told(answer)[0]
    assert person.memberships.count() == 1
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("who", ["sam", "dana"])
def test_the_last_of_a_supplier_or_department_may_leave(request, at, who):
    person = request.getfixturevalue(who)

    at(person).post(reverse("account:leave", args=[person.memberships.get().pk]))

    assert not person.memberships.exists()


@pytest.fixture
def asked(alice, at, mailed):
    """Alice asks somebody to take over; the mails that go out: `asked("bob@albany.example")`."""
    path = reverse("account:hand_over", args=[alice.memberships.get().pk])
    return lambda email: mailed(lambda: at(alice).post(path, {"email": email}))


def test_the_only_coordinator_hands_over_and_is_out(agency, alice, asked, client, mailed, path_in):
    (mail,) = asked("Bob@albany.example")
    before = roles_of(alice)
    client.logout()

    shown = client.get(path_in(mail)).content.decode()
    mails = mailed(lambda: client.post(path_in(mail), PASSWORDS | {"name": "Bob Brown"}))

    bob = User.objects.get(email="bob@albany.example")
    assert "Alice asks you to take over at Albany County Sheriff&#x27;s Office." in shown
    assert (before, roles_of(alice), roles_of(bob)) == (["coordinator"], [], ["coordinator"])
    assert [(mail.to, mail.subject) for mail in mails] == [
        (["alice@example.org"], "Your successor at Albany County Sheriff's Office has accepted")
    ]
    assert AuditEvent.objects.get(what="team.handed_over").subject == "Bob Brown"
    client.force_login(alice)
    assert client.get(reverse("agencies:team", args=[agency.slug])).status_code == 404


def test_a_colleague_takes_over_with_the_account_that_they_have(agency, alice, stan, asked, at, path_in):
    (mail,) = asked(stan.email)

    answer = at(stan).post(path_in(mail))

    assert answer.url == reverse("home")
    assert (roles_of(alice), roles_of(stan)) == ([], ["agency_staff", "coordinator"])


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("alice@example.org", "This is your own address. Enter that of whoever takes over."),
        ("bea@example.org", "This person has your role already: you can leave without handing over."),
        ("", "Enter the e-mail address of your successor."),
    ],
)
def test_a_successor_is_refused_at_the_field(agency, alice, at, asked, email, sentence):
    cast.user("Bea", role="coordinator", agency=agency)
    path = reverse("account:hand_over", args=[alice.memberships.get().pk])

    answer = at(alice).post(path, {"email": email})

    assert answer.context["form"].errors == {"email": [sentence]}
    assert not Invitation.objects.exists()


def test_staff_have_nothing_to_hand_over(stan, at):
    assert at(stan).get(reverse("account:hand_over", args=[stan.memberships.get().pk])).status_code == 404


def test_a_successor_of_somebody_who_was_removed_is_told_so(agency, alice, stan, at, client, asked, path_in):
    bea = cast.user("Bea", role="coordinator", agency=agency)
    (mail,) = asked("bob@albany.example")
    remove_member(membership=alice.memberships.get(), by=bea)
    client.logout()

    answer = client.post(path_in(mail), PASSWORDS | {"name": "Bob Brown"})

    assert answer.status_code == 410
    assert "Whoever invited you no longer works there." in answer.content.decode()
    assert not User.objects.filter(email="bob@albany.example").exists()


def test_the_office_hands_over_too(new_york, olga, at, client, mailed, path_in):
    (mail,) = mailed(lambda: hand_over(membership=olga.memberships.get(), email="otto@ors.example", at=clock.now()))

    client.post(path_in(mail), PASSWORDS | {"name": "Otto"})

    assert [hat.user.name for hat in new_york.memberships.all()] == ["Otto"]
    assert not olga.memberships.exists()


def test_the_permission_to_type_sheets_is_the_coordinators_and_the_clerks(agency, alice, stan, at):
    assert at(alice).get(reverse("distributions:add", args=[agency.slug])).status_code == 200
    assert at(stan).get(reverse("distributions:add", args=[agency.slug])).status_code == 403
    assert Permission.TYPE_SHEETS == "type_sheets"
