"""An agency under another one: asked by one side, accepted by the other, ended by either."""

from contextlib import suppress

import pytest
from django.urls import reverse

from agencies.actions.mail_limits import TooManyMails
from agencies.actions.parents import (
    ParentRefused,
    answer_child,
    ask_for_parent,
    end_parent,
    take_back_parent_request,
)
from agencies.models import Agency, AuditEvent, ParentRequest
from tests import cast

NOT_THERE = "No agency of this name is registered in Albany County. Ask its coordinator how it is written here."


@pytest.fixture
def county_program(new_york):
    made = cast.agency(new_york, name="Albany County EMS")
    cast.user("Eve", role="coordinator", agency=made)
    return made


@pytest.fixture
def ask(agency, alice, at):
    def post(name, county=None):
        page = reverse("agencies:parent", kwargs={"slug": agency.slug})
        return at(alice).post(page, {"name": name, "county": county or agency.jurisdiction_id})

    return post


@pytest.fixture
def eve(county_program):
    return county_program.memberships.get().user


def steps():
    """What stands in the trails of both, in no order."""
    rows = AuditEvent.objects.filter(what="agency.parent").select_related("agency")
    return {(row.agency.name, row.details["step"]) for row in rows}


def answer_as(at, user, agency, child, said):
    page = reverse("agencies:parent_answer", kwargs={"slug": agency.slug})
    return at(user).post(page, {"child": child.pk, "answer": said})


def test_one_asks_and_the_other_accepts(agency, county_program, ask, eve, at, told):
    asked = ask(" albany county  EMS ")

    words = "Albany County EMS is asked. Your agency is under it once one of its coordinators accepts."
    assert told(asked) == [words]
    assert Agency.objects.get(pk=agency.pk).under is None

    answered = answer_as(at, eve, county_program, agency, "accept")

    assert told(answered) == [
        "Albany County Sheriff's Office is under your agency now. You see the totals of its closed periods under "
        "Reports."
    ]
    assert list(county_program.children.all()) == [agency]
    assert not ParentRequest.objects.exists()
    assert steps() == {
        ("Albany County EMS", "asked"),
        ("Albany County Sheriff's Office", "asked"),
        ("Albany County EMS", "accepted"),
        ("Albany County Sheriff's Office", "accepted"),
    }


def test_activity_says_who_is_under_whom(agency, alice, county_program, ask, at):
    ask("Albany County EMS")

    page = at(alice).get(reverse("agencies:activity", kwargs={"slug": agency.slug})).content.decode()

    assert "Albany County Sheriff&#x27;s Office asks to be under Albany County EMS" in page


def test_the_parents_coordinators_get_a_mail_with_the_link(agency, county_program, alice, mailed, today, counties):
    mails = mailed(
        lambda: ask_for_parent(
            agency=agency, name="Albany County EMS", county=counties["Albany"], by=alice, day=today
        )
    )

    assert [(mail.to, mail.subject) for mail in mails] == [
        (["eve@example.org"], "Albany County Sheriff's Office asks to be under your agency")
    ]
    assert reverse("agencies:parent", kwargs={"slug": county_program.slug}) in mails[0].body


def test_the_parents_home_asks_for_an_answer(agency, county_program, ask, eve, at):
    ask("Albany County EMS")

    needs = at(eve).get(reverse("home")).context["needs"]

    assert [(one.sentence, one.url) for one in needs if one.word == "Asks you"] == [
        (
            "Albany County Sheriff's Office asks to be under your agency.",
            reverse("agencies:parent", kwargs={"slug": county_program.slug}),
        )
    ]


def test_one_declines(agency, county_program, ask, eve, at, told):
    ask("Albany County EMS")

    answered = answer_as(at, eve, county_program, agency, "decline")

    assert told(answered) == ["Declined. Albany County Sheriff's Office is not under your agency."]
    assert not county_program.children.exists()
    assert not ParentRequest.objects.exists()


def test_what_was_asked_is_taken_back(agency, alice, county_program, ask, at, eve, told):
    ask("Albany County EMS")

    answer = at(alice).post(reverse("agencies:parent_leave", kwargs={"slug": agency.slug}))

    assert told(answer)[-1] == "Your request is withdrawn."
    late = answer_as(at, eve, county_program, agency, "accept")
    assert told(late)[-1] == "Nothing is waiting for an answer any more."
    assert not county_program.children.exists()


@pytest.mark.parametrize("by_the_child", [True, False])
def test_either_side_ends_it(agency, alice, county_program, eve, at, by_the_child):
    Agency.objects.filter(pk=agency.pk).update(under=county_program)

    if by_the_child:
        at(alice).post(reverse("agencies:parent_leave", kwargs={"slug": agency.slug}))
    else:
        answer_as(at, eve, county_program, agency, "end")

    assert not county_program.children.exists()
    assert {step for _agency, step in steps()} == {"ended"}


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("Albany EMS", {"name": [NOT_THERE]}),
        (
            "Albany County Sheriff's Office",
            {"name": ["This is your own agency: enter the one that yours is under."]},
        ),
        ("", {"name": ["Enter the name of the agency."]}),
    ],
)
def test_who_cannot_be_the_parent_is_refused(agency, county_program, ask, name, errors):
    answer = ask(name)

    assert answer.context["form"].errors == errors
    assert not ParentRequest.objects.exists()
    assert steps() == set()


def test_a_child_of_a_child_is_refused(agency, stranger, county_program, ask):
    Agency.objects.filter(pk=county_program.pk).update(under=stranger)

    answer = ask("Albany County EMS")

    sentence = "Albany County EMS is under another agency itself, so no agency can be under it."
    assert answer.context["form"].errors == {"name": [sentence]}
    assert not ParentRequest.objects.exists()


def test_a_parent_does_not_become_a_child(agency, stranger, county_program, alice, today, counties):
    Agency.objects.filter(pk=stranger.pk).update(under=agency)

    with pytest.raises(ParentRefused, match="Other agencies are under Albany County Sheriff's Office"):
        ask_for_parent(agency=agency, name="Albany County EMS", county=counties["Albany"], by=alice, day=today)

    assert not ParentRequest.objects.exists()


def test_two_levels_do_not_arise_while_a_question_waits(agency, stranger, county_program, alice, eve, ask, today):
    ask("Albany County EMS")
    Agency.objects.filter(pk=stranger.pk).update(under=agency)

    with pytest.raises(ParentRefused, match="Other agencies are under Albany County Sheriff's Office"):
        answer_child(parent=county_program, child=agency.pk, accept=True, by=eve, day=today)

    assert not county_program.children.exists()
    assert ParentRequest.objects.count() == 1


def test_one_question_at_a_time(agency, stranger, county_program, ask):
    ask("Albany County EMS")

    answer = ask("Troy Police Department", stranger.jurisdiction_id)

    assert answer.context["form"].non_field_errors() == ["Your agency has asked already: take that back first."]
    assert ParentRequest.objects.get().parent == county_program


def test_a_closed_agency_is_no_parent(agency, county_program, ask, today):
    Agency.objects.filter(pk=county_program.pk).update(status="closed", closed_on=today)

    assert list(ask("Albany County EMS").context["form"].errors) == ["name"]
    assert not ParentRequest.objects.exists()


def test_nothing_ends_where_nothing_is(agency, alice):
    with pytest.raises(ParentRefused, match="under no other one"):
        end_parent(agency=agency, by=alice)

    assert steps() == set()


def test_what_a_stranger_sends_answers_nothing(agency, county_program, ask, stranger, at, told):
    ask("Albany County EMS")
    tina = stranger.memberships.get().user

    answer = answer_as(at, tina, stranger, agency, "accept")

    assert told(answer) == ["Nothing is waiting for an answer any more."]
    assert ParentRequest.objects.count() == 1
    assert Agency.objects.get(pk=agency.pk).under is None


def test_asking_and_withdrawing_in_a_loop_mails_nobody_without_end(agency, county_program, alice, eve, mailed, today):
    county = county_program.jurisdiction

    def turn():
        for _turn in range(8):
            with suppress(TooManyMails):
                ask_for_parent(agency=agency, name="Albany County EMS", county=county, by=alice, day=today)
                take_back_parent_request(agency=agency, by=alice)

    assert len(mailed(turn)) == 5
