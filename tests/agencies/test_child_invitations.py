"""An agency asks another one to be under it: by name from a list, and only the other one can say yes."""

from contextlib import suppress
from datetime import date

import pytest
from django.urls import reverse

from agencies.actions.child_invitations import answer_parent, ask_child, withdraw_child_invitation
from agencies.actions.mail_limits import TooManyMails
from agencies.actions.parents import ParentRefused
from agencies.models import Agency, AuditEvent, ChildInvitation, ParentRequest
from agencies.querysets.parents import agencies_to_ask
from tests import cast

SHERIFF = "Albany County Sheriff's Office"


@pytest.fixture
def county_program(new_york):
    made = cast.agency(new_york, name="Albany County EMS")
    cast.user("Eve", role="coordinator", agency=made)
    return made


@pytest.fixture
def eve(county_program):
    return county_program.memberships.get().user


@pytest.fixture
def ask(agency, county_program, eve, at):
    """Eve asks an agency on the page; the sheriff's office where none is named."""

    def post(child=None):
        page = reverse("agencies:parent_ask", kwargs={"slug": county_program.slug})
        return at(eve).post(page, {"child": (child or agency).pk})

    return post


@pytest.fixture
def answer(agency, alice, county_program, at):
    def post(said, user=alice, of=agency):
        page = reverse("agencies:parent_invitation", kwargs={"slug": of.slug})
        return at(user).post(page, {"parent": county_program.pk, "answer": said})

    return post


def steps():
    rows = AuditEvent.objects.filter(what="agency.parent").select_related("agency")
    return sorted((row.details["step"], row.agency.name) for row in rows)


def under():
    return dict(Agency.objects.exclude(under=None).values_list("name", "under__name"))


def test_the_parent_asks_and_the_child_accepts(agency, county_program, ask, answer, told, today):
    assert told(ask()) == [f"{SHERIFF} is asked. It is under your agency once one of its coordinators accepts."]
    assert under() == {}

    words = "Your agency is under Albany County EMS now. It sees the totals of your closed periods, never your log."
    assert told(answer("accept")) == [words]

    assert under() == {SHERIFF: "Albany County EMS"}
    assert Agency.objects.get(pk=agency.pk).under_since_on == today
    assert not ChildInvitation.objects.exists()
    both = ["Albany County EMS", SHERIFF]
    assert steps() == [(step, name) for step in ("child_accepted", "child_asked") for name in both]


def test_the_child_declines_and_nothing_changes(ask, answer, told):
    ask()

    assert told(answer("decline")) == ["Declined. Your agency is not under Albany County EMS."]

    assert (under(), ChildInvitation.objects.count()) == ({}, 0)
    assert told(answer("accept"))[-1] == "Nothing is waiting for an answer any more."
    assert under() == {}


@pytest.mark.parametrize("page", ["agencies:parent_answer", "agencies:parent_invitation"])
def test_who_asks_cannot_accept_for_the_other(agency, county_program, eve, ask, at, told, page):
    ask()

    sent = {"child": agency.pk, "parent": county_program.pk, "answer": "accept"}
    refused = at(eve).post(reverse(page, kwargs={"slug": county_program.slug}), sent)

    assert told(refused)[-1] == "Nothing is waiting for an answer any more."
    assert at(eve).post(reverse(page, kwargs={"slug": agency.slug}), sent).status_code == 404
    assert (under(), ChildInvitation.objects.count()) == ({}, 1)


def test_clerks_and_strangers_answer_nothing(agency, stan, stranger, ask, answer, told):
    ask()

    assert answer("accept", user=stan).status_code == 403
    tina = stranger.memberships.get().user
    assert answer("accept", user=tina).status_code == 404
    assert told(answer("accept", user=tina, of=stranger)) == ["Nothing is waiting for an answer any more."]
    assert (under(), ChildInvitation.objects.count()) == ({}, 1)


def test_what_was_asked_is_withdrawn(agency, county_program, eve, ask, answer, at, told):
    ask()

    page = reverse("agencies:parent_answer", kwargs={"slug": county_program.slug})
    withdrawn = at(eve).post(page, {"child": agency.pk, "answer": "withdraw"})

    assert told(withdrawn)[-1] == f"{SHERIFF} is not asked any more."
    assert told(answer("accept")) == ["Nothing is waiting for an answer any more."]
    assert under() == {}


def test_the_childs_coordinators_get_a_mail_with_the_link(agency, county_program, alice, eve, mailed, today):
    mails = mailed(lambda: ask_child(parent=county_program, child=agency.pk, by=eve, day=today))

    assert [(mail.to, mail.subject) for mail in mails] == [
        (["alice@example.org"], "Albany County EMS asks your agency to be under it")
    ]
    assert reverse("agencies:parent", kwargs={"slug": agency.slug}) in mails[0].body
    assert "never your log" in " ".join(mails[0].body.split())


def test_the_childs_home_and_page_ask_for_an_answer(agency, alice, ask, at):
    ask()

    needs = at(alice).get(reverse("home")).context["home"]["needs"]
    page = reverse("agencies:parent", kwargs={"slug": agency.slug})

    assert [(one.sentence, one.url) for one in needs if one.word == "Asks you"] == [
        ("Albany County EMS asks your agency to be under it.", page)
    ]
    assert "Agencies that ask yours to be under them" in at(alice).get(page).content.decode()


def test_the_list_is_searched_by_name_and_holds_who_may_be_asked(agency, county_program, stranger, new_york, eve, at):
    page = reverse("agencies:parent_ask", kwargs={"slug": county_program.slug})
    for name, facts in {
        "Albany Waiting": {"status": "waiting", "admitted_on": None, "admitted_by": ""},
        "Albany Closed": {"status": "closed", "closed_on": date(2026, 11, 1)},
        "Albany Child": {"under": stranger},
    }.items():
        made = cast.agency(new_york, name=name)
        Agency.objects.filter(pk=made.pk).update(**facts)
    ChildInvitation.objects.create(
        parent=county_program, agency=cast.agency(new_york, name="Albany Asked"), asked_on=date(2026, 11, 1)
    )

    found = at(eve).get(page, {"q": "albany"}).context["table"].found

    assert [one.name for one in found] == [SHERIFF]
    assert set(agencies_to_ask(county_program)) == {agency}


@pytest.mark.parametrize(
    "facts",
    [
        {"status": "left_out", "left_out_on": date(2026, 11, 1), "left_out_because": "duplicate"},
        {"status": "closed", "closed_on": date(2026, 11, 1)},
        {"status": "waiting", "admitted_on": None, "admitted_by": ""},
    ],
)
def test_who_does_not_take_part_asks_nobody(agency, county_program, eve, ask, at, told, today, facts):
    Agency.objects.filter(pk=county_program.pk).update(**facts)

    assert told(ask())[-1] == "Your agency cannot have others under it now."
    page = reverse("agencies:parent_ask", kwargs={"slug": county_program.slug})
    assert at(eve).get(page).url == reverse("agencies:parent", kwargs={"slug": county_program.slug})
    assert (ChildInvitation.objects.count(), steps()) == (0, [])


def test_a_second_level_never_arises(agency, county_program, stranger, eve, alice, ask, today):
    ask()
    Agency.objects.filter(pk=stranger.pk).update(under=agency)

    with pytest.raises(ParentRefused, match=f"Other agencies are under {SHERIFF}"):
        answer_parent(agency=agency, parent=county_program.pk, accept=True, by=alice, day=today)

    Agency.objects.filter(pk=stranger.pk).update(under=None)
    Agency.objects.filter(pk=county_program.pk).update(under=stranger)
    with pytest.raises(ParentRefused, match="Albany County EMS is under another agency itself"):
        answer_parent(agency=agency, parent=county_program.pk, accept=True, by=alice, day=today)
    with pytest.raises(ParentRefused, match="Your agency cannot have others under it now"):
        ask_child(parent=county_program, child=cast.agency(agency.program, name="Police 9").pk, by=eve, day=today)
    assert ChildInvitation.objects.count() == 1


def test_whoever_was_left_out_meanwhile_becomes_no_parent(agency, county_program, alice, ask, today):
    ask()
    Agency.objects.filter(pk=county_program.pk).update(
        status="left_out", left_out_on=today, left_out_because="not_an_agency"
    )

    with pytest.raises(ParentRefused, match="Albany County EMS does not take part any more"):
        answer_parent(agency=agency, parent=county_program.pk, accept=True, by=alice, day=today)

    assert under() == {}


def test_both_asked_each_other_and_one_answer_settles_it(agency, county_program, alice, ask, answer, today):
    ask()
    ParentRequest.objects.create(agency=agency, parent=county_program, asked_on=today, asked_by=alice)

    answer("accept")

    assert under() == {SHERIFF: "Albany County EMS"}
    assert not ParentRequest.objects.exists()
    assert not ChildInvitation.objects.exists()


def test_asking_twice_and_what_is_no_key_are_refused(agency, county_program, eve, ask, at, told):
    ask()
    words = "This agency cannot be asked now: it may be asked already, or be under another one."

    assert told(ask())[-1] == words
    page = reverse("agencies:parent_ask", kwargs={"slug": county_program.slug})
    assert told(at(eve).post(page, {"child": "nobody"}))[-1] == words
    assert ChildInvitation.objects.count() == 1


def test_asking_and_withdrawing_in_a_loop_mails_nobody_without_end(agency, county_program, alice, eve, mailed, today):
    def turn():
        for _turn in range(8):
            with suppress(TooManyMails):
                ask_child(parent=county_program, child=agency.pk, by=eve, day=today)
                withdraw_child_invitation(parent=county_program, child=agency.pk, by=eve)

    assert len(mailed(turn)) == 5
