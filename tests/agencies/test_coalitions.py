"""Agencies agree to a coalition, each by a button and until it takes it back; whom it names never changes."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.actions.coalitions import (
    answer_coalition,
    end_coalition,
    leave_coalition,
    leave_coalitions,
    rename_coalition,
    start_coalition,
)
from agencies.life import CoalitionRefused
from agencies.models import Agency, AuditEvent, Coalition, CoalitionMember, EndedTie, HealthDepartment
from tests import cast

DAY = date(2026, 11, 21)
SHERIFF = "Albany County Sheriff's Office"
TROY = "Troy Police Department"


@pytest.fixture
def cohoes(new_york):
    made = cast.agency(new_york, name="Cohoes Police")
    cast.user("Carl", role="coordinator", agency=made)
    return made


@pytest.fixture
def tina(stranger):
    return stranger.memberships.get().user


@pytest.fixture
def started(agency, alice, stranger, cohoes, department):
    """Alice has asked Troy and Cohoes, and named the health department."""
    named = {"others": [stranger, cohoes], "department": department}
    return start_coalition(agency=agency, name="Capital", by=alice, day=DAY, **named)


def of(agency):
    return CoalitionMember.objects.get(agency=agency)


def says():
    return dict(CoalitionMember.objects.values_list("agency__name", "status"))


def trail(agency):
    rows = AuditEvent.objects.filter(what__startswith="coalition.", agency=agency)
    return sorted((row.what, row.subject) for row in rows)


def remembered():
    return [(tie.agency.name, tie.coalition.name, tie.ended_on) for tie in EndedTie.objects.all()]


def test_who_starts_it_agrees_and_the_others_are_asked_by_mail(agency, alice, stranger, cohoes, department, mailed):
    named = {"others": [stranger, cohoes], "department": department}
    mails = mailed(lambda: start_coalition(agency=agency, name="Capital", by=alice, day=DAY, **named))

    assert says() == {SHERIFF: "agreed", TROY: "asked", "Cohoes Police": "asked"}
    assert [mail.to for mail in mails] == [["tina@example.org"], ["carl@example.org"]]
    assert mails[0].subject == f"{SHERIFF} asks your agency to join a coalition"
    link = reverse("agencies:coalition", args=[stranger.slug, Coalition.objects.get().pk])
    assert link in mails[0].body
    assert trail(agency) == [("coalition.agreed", f"Capital · {SHERIFF}"), ("coalition.started", "Capital")]
    assert trail(stranger) == [("coalition.started", "Capital")]
    assert AuditEvent.objects.filter(what="coalition.agreed", department=department).count() == 1


def test_who_agrees_is_told_to_those_who_agree_and_to_nobody_else(started, agency, stranger, cohoes, tina, mailed):
    mails = mailed(lambda: answer_coalition(member=of(stranger), accept=True, by=tina, day=DAY))

    assert says() == {SHERIFF: "agreed", TROY: "agreed", "Cohoes Police": "asked"}
    assert of(stranger).said_by == tina
    assert [(mail.to, mail.subject) for mail in mails] == [
        (["alice@example.org"], f"{TROY} agreed to your coalition")
    ]
    assert ("coalition.agreed", f"Capital · {TROY}") in trail(agency)
    assert trail(cohoes) == [("coalition.started", "Capital")]


def test_who_declines_can_agree_later(started, stranger, tina, mailed):
    assert mailed(lambda: answer_coalition(member=of(stranger), accept=False, by=tina, day=DAY)) == []
    assert of(stranger).status == "declined"

    answer_coalition(member=of(stranger), accept=True, by=tina, day=date(2027, 2, 1))

    assert (of(stranger).status, of(stranger).since_on) == ("agreed", date(2027, 2, 1))


def test_what_was_agreed_to_is_taken_back_and_remembered(started, agency, stranger, tina, mailed):
    answer_coalition(member=of(stranger), accept=True, by=tina, day=DAY)

    mails = mailed(lambda: leave_coalition(member=of(stranger), by=tina, day=DAY))

    assert says() == {SHERIFF: "agreed", TROY: "left", "Cohoes Police": "asked"}
    assert remembered() == [(TROY, "Capital", None)]
    assert [(mail.to, mail.subject) for mail in mails] == [(["alice@example.org"], f"{TROY} has left your coalition")]
    assert ("coalition.left", f"Capital · {TROY}") in trail(agency)


def test_nobody_answers_for_another_agency(started, stranger, alice):
    for act in (answer_coalition, answer_coalition):
        with pytest.raises(Exception, match="You cannot change this"):
            act(member=of(stranger), accept=True, by=alice, day=DAY)

    assert of(stranger).status == "asked"


def test_an_agency_that_does_not_take_part_neither_starts_nor_agrees(started, agency, stranger, tina, alice):
    waits = {"status": "waiting", "admitted_on": None, "admitted_by": ""}
    Agency.objects.filter(pk__in=[stranger.pk, agency.pk]).update(**waits)
    agency.refresh_from_db()

    with pytest.raises(CoalitionRefused):
        answer_coalition(member=of(stranger), accept=True, by=tina, day=DAY)
    with pytest.raises(CoalitionRefused):
        start_coalition(agency=agency, name="More", others=[stranger], department=None, by=alice, day=DAY)

    assert (of(stranger).status, Coalition.objects.count()) == ("asked", 1)


def test_only_who_takes_part_in_the_same_program_can_be_named(agency, alice, stranger, new_york):
    left_out = {"status": "left_out", "left_out_on": DAY, "left_out_because": "duplicate"}
    Agency.objects.filter(pk=stranger.pk).update(**left_out)
    unlisted = cast.department(new_york, name="Gone Department")
    HealthDepartment.objects.filter(pk=unlisted.pk).update(unlisted_on=DAY)
    cohoes = cast.agency(new_york, name="Cohoes Police")

    for named in (
        {"others": [], "department": None},
        {"others": [agency], "department": None},
        {"others": [stranger], "department": None},
        {"others": [cohoes], "department": unlisted},
        {"others": [cast.agency(new_york, name=f"Agency {one}") for one in range(12)], "department": None},
    ):
        with pytest.raises(CoalitionRefused):
            start_coalition(agency=agency, name="Capital", by=alice, day=DAY, **named)

    assert (Coalition.objects.count(), CoalitionMember.objects.count(), AuditEvent.objects.count()) == (0, 0, 0)


def test_an_agency_that_closes_or_is_left_out_leaves(started, stranger, cohoes, tina):
    answer_coalition(member=of(stranger), accept=True, by=tina, day=DAY)

    leave_coalitions(agency=stranger, day=DAY)
    leave_coalitions(agency=cohoes, day=DAY)

    assert says() == {SHERIFF: "agreed", TROY: "left", "Cohoes Police": "declined"}
    assert remembered() == [(TROY, "Capital", None)]
    assert of(stranger).said_by is None


def test_only_who_started_it_renames_and_ends_it(started, agency, alice, stranger, tina, department, mailed):
    answer_coalition(member=of(stranger), accept=True, by=tina, day=DAY)
    for act in (
        lambda: rename_coalition(coalition=started, agency=stranger, name="Ours", by=tina),
        lambda: end_coalition(coalition=started, agency=stranger, by=tina, day=DAY),
    ):
        with pytest.raises(CoalitionRefused):
            act()
    assert Coalition.objects.get().name == "Capital"

    rename_coalition(coalition=started, agency=agency, name="Upper Hudson", by=alice)
    mails = mailed(lambda: end_coalition(coalition=started, agency=agency, by=alice, day=DAY))

    assert Coalition.objects.values_list("name", "ended_on").get() == ("Upper Hudson", DAY)
    assert not CoalitionMember.objects.in_force().exists()
    assert sorted(remembered()) == [(SHERIFF, "Upper Hudson", None), (TROY, "Upper Hudson", None)]
    assert [(mail.to, mail.subject) for mail in mails] == [
        (["carl@example.org"], "A coalition of your agency has ended"),
        (["tina@example.org"], "A coalition of your agency has ended"),
    ]
    assert reverse("agencies:coalitions", args=[stranger.slug]) in mails[1].body
    ended = ("coalition.ended", "Upper Hudson")
    assert ended in trail(agency)
    assert ended in trail(stranger)
    assert AuditEvent.objects.filter(what="coalition.ended", department=department).count() == 1


def test_nothing_is_agreed_to_once_it_has_ended(started, agency, alice, stranger, tina):
    end_coalition(coalition=started, agency=agency, by=alice, day=DAY)

    for act in (
        lambda: answer_coalition(member=of(stranger), accept=True, by=tina, day=DAY),
        lambda: end_coalition(coalition=started, agency=agency, by=alice, day=DAY),
    ):
        with pytest.raises(CoalitionRefused):
            act()

    assert of(stranger).status == "asked"


def test_many_are_asked_though_mails_of_a_day_are_limited(new_york, agency, alice, mailed):
    others = [cast.agency(new_york, name=f"Agency {number}") for number in range(11)]
    for number in range(44):
        cast.user(f"Person{number}", role="coordinator", agency=others[number % 11])

    mails = mailed(
        lambda: start_coalition(agency=agency, name="Capital", others=others, department=None, by=alice, day=DAY)
    )

    assert len(mails) == 40
    assert CoalitionMember.objects.filter(status="asked").count() == 11


def test_an_agency_starts_five_in_a_day(agency, alice, stranger):
    how = {"agency": agency, "name": "Capital", "others": [stranger], "department": None, "by": alice}
    for _each in range(5):
        start_coalition(**how, day=DAY)

    with pytest.raises(CoalitionRefused, match="has started 5 coalitions today"):
        start_coalition(**how, day=DAY)

    assert Coalition.objects.count() == 5
    start_coalition(**how, day=date(2026, 11, 22))


def test_who_took_back_its_own_agreement_ends_the_coalition_and_does_not_rename_it(started, agency, alice):
    leave_coalition(member=of(agency), by=alice, day=DAY)

    with pytest.raises(CoalitionRefused, match="cannot rename it"):
        rename_coalition(coalition=started, agency=agency, name="Other", by=alice)

    assert Coalition.objects.get().name == "Capital"
    assert end_coalition(coalition=started, agency=agency, by=alice, day=DAY).ended_on == DAY


def test_three_who_agree_are_mailed_with_one_question_for_their_addresses(
    started, agency, alice, stranger, cohoes, tina, mailed
):
    for one in (stranger, cohoes):
        answer_coalition(member=of(one), accept=True, by=one.memberships.get().user, day=DAY)

    mails = mailed(lambda: end_coalition(coalition=started, agency=agency, by=alice, day=DAY))

    assert sorted(mail.to[0] for mail in mails) == ["carl@example.org", "tina@example.org"]
