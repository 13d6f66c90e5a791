"""Agencies that agree to a coalition, and the health department that it names, are one reader for every fold."""

from datetime import date

import pytest

from agencies.actions.coalitions import answer_coalition, leave_coalition, start_coalition
from agencies.models import Agency, Coalition, CoalitionMember, EndedTie, Membership, Program
from lbn.reporting.models import Issue, PlaceMembers
from lbn.reporting.published.compile.cells import source_of
from lbn.reporting.published.compile.insiders import Gap, Insiders, insiders_since
from tests import cast
from tests.reporting.conftest import SEAL_DAY
from tests.reporting.rolling import places, seal_all

pytestmark = pytest.mark.django_db

FIRST, BEFORE = date(2026, 10, 1), date(2026, 9, 30)


@pytest.fixture
def public(new_york, leave, alice, agency, department):
    """15 visits of each of two agencies of a coalition and 5 of a third one in one place, elsewhere many of each."""
    one, other, third = (
        agency,
        *(
            cast.agency(new_york, name=name, county="Albany", supplier=cast.supplier(new_york, name=f"S {name}"))
            for name in ("Cohoes", "Colonie")
        ),
    )
    Program.objects.filter(pk=new_york.pk).update(shows_public_figures=True)
    new_york.refresh_from_db()
    for of, times in ((one, 15), (other, 15), (third, 5)):
        leave("12207", times=times, of=of)
        leave("12208", times=25, of=of)
    made = start_coalition(agency=one, name="Capital", others=[other], department=None, by=alice, day=FIRST)
    carl = cast.user("Carl", role="coordinator", agency=other)
    answer_coalition(member=made.members.get(agency=other), accept=True, by=carl, day=FIRST)
    return new_york, made.members.get(agency=other), carl


def public_places(program):
    seal_all(program, SEAL_DAY)
    return places(Issue.objects.public_of(program).get().read())


def test_a_place_is_not_named_where_a_coalition_knows_all_but_five(public, agency):
    program, member, _carl = public

    assert public_places(program) == {"Other ZIP codes in Albany County": 110}

    kept = PlaceMembers.objects.get(issue__is_public=True)
    assert sorted(known(agency, member.agency)) in kept.insiders


def test_nor_once_an_agency_has_taken_it_back_before_the_night(public):
    program, member, carl = public
    leave_coalition(member=member, by=carl, day=SEAL_DAY)

    assert public_places(program) == {"Other ZIP codes in Albany County": 110}


def test_were_a_coalition_no_insider_it_would_be_named(public, monkeypatch):
    """The planted fault: five visits of the third agency are what is left to the two."""
    monkeypatch.setattr(Insiders, "coalitions", [])

    assert public_places(public[0]) == {"12207": 35, "12208": 75}


@pytest.fixture
def state(new_york):
    """Two suppliers with two agencies each."""
    suppliers = [cast.supplier(new_york, name=f"Supplier {name}") for name in "AB"]
    return [cast.agency(new_york, name=f"Agency {number}", supplier=suppliers[number // 2]) for number in range(4)]


def supplier_of(agency):
    return agency.scope_memberships.get().scope.supplier


def known(*agencies):
    return frozenset(source_of(agency.pk, supplier_of(agency).pk) for agency in agencies)


def coalition(*agencies, department=None, status="agreed"):
    made = Coalition.objects.create(
        name="Capital", started_by=agencies[0], department=department, started_on=date(2026, 10, 5)
    )
    for agency in agencies:
        CoalitionMember.objects.create(coalition=made, agency=agency, status=status, since_on=made.started_on)
    return made


def found(state, of_readers, since=None):
    program, sources = state[0].program, set().union(*map(known, state))
    if since:
        return set(insiders_since(since, program, sources, of_readers).insiders)
    return set(of_readers(Insiders(program, sources)))


def test_who_agrees_knows_all_who_agree_and_each_is_looked_at_alone(state):
    one, other, third, _last = state
    before = found(state, Insiders.of_public)

    coalition(one, third)

    assert found(state, Insiders.of_public) == before | {known(one, third)}
    assert known(one) in before
    assert known(one, third) not in before
    assert not any(known(other, third) <= insider for insider in before)


@pytest.mark.parametrize("status", ["asked", "declined", "left"])
def test_who_does_not_agree_knows_nothing(state, status):
    before = found(state, Insiders.of_public)

    coalition(state[0], state[2], status=status)

    assert found(state, Insiders.of_public) == before


def test_the_department_that_it_names_knows_its_agencies_and_those_that_report_to_it(state, department):
    one, _other, third, last = state
    Agency.objects.filter(pk=last.pk).update(is_registered_oopp=True)
    assert found(state, Insiders.of_area) == {known(last)}

    coalition(one, third, department=department)

    assert found(state, Insiders.of_area) == {
        known(last),
        known(one, third),
        known(one, third, last),
        known(one, last),
        known(third, last),
    }


def test_a_department_knows_the_only_agency_that_agrees_yet(state, department):
    coalition(state[0], department=department)

    assert found(state, Insiders.of_area) == {known(state[0])}


def test_what_was_merged_into_another_department_has_read_it_before(state, department, new_york):
    old = cast.department(new_york, name="Old Department", level="county")
    coalition(state[0], state[2], department=old)
    old.merged_into = department
    old.save()

    assert found(state, Insiders.of_area) == {known(state[0], state[2]), known(state[0]), known(state[2])}


def test_a_coalition_without_a_department_is_no_reader_of_the_area(state, department):
    coalition(state[0], state[2])

    assert found(state, Insiders.of_area) == set()


def test_coalitions_that_share_an_agency_are_looked_at_each_and_together(state):
    one, _other, third, last = state
    coalition(one, third)
    coalition(third, last)

    assert {known(one, third), known(third, last), known(one, third, last)} <= found(state, Insiders.of_public)


def test_whoever_works_at_an_agency_and_a_supplier_brings_the_coalition_along(state):
    one, other, third, _last = state
    person = cast.user("both", role="coordinator", agency=third)
    Membership.objects.create(user=person, role="supplier_staff", supplier=supplier_of(one))
    scope = one.scope_memberships.get().scope

    def of_scope(insiders):
        return insiders.of_scope(scope)

    assert found(state, of_scope) == {known(third)}

    coalition(third, other)

    assert found(state, of_scope) == {known(third), known(other), known(third, other)}


def test_who_agrees_later_or_sends_nothing_is_no_cover_for_the_others(state, department):
    """Of three one may be lacking: the page then tells the other two, and what is left may be the third's alone."""
    one, other, third, _last = state

    coalition(one, other, third, department=department)

    for two in ((one, other), (one, third), (other, third)):
        assert known(*two) in found(state, Insiders.of_area)
        assert known(*two) in found(state, Insiders.of_public)


def test_of_a_chain_of_coalitions_each_is_looked_at_with_what_it_reads_itself(state):
    one, other, third, last = state
    coalition(one, other)
    coalition(other, third)
    coalition(third, last)

    assert known(one, other, third) in found(state, Insiders.of_public)
    assert known(other, third, last) in found(state, Insiders.of_public)


def test_who_is_under_a_member_is_no_cover_for_others(state):
    one, other, third, last = state
    Agency.objects.filter(pk=other.pk).update(under=one)
    Agency.objects.filter(pk=last.pk).update(under=third)
    coalition(one, third)

    assert known(one, other, third) in found(state, Insiders.of_public)
    assert known(one, third, last) in found(state, Insiders.of_public)


def test_a_parent_is_looked_at_without_each_agency_under_it(state):
    one, other, third, _last = state
    Agency.objects.filter(pk__in=[other.pk, third.pk]).update(under=one)

    assert {known(one, other), known(one, third)} <= found(state, Insiders.of_public)


def test_what_may_be_lacking_is_told_for_the_year(state):
    one, _other, third, _last = state
    coalition(one, third)
    program, sources = one.program, set().union(*map(known, state))
    insiders = insiders_since(FIRST, program, sources, Insiders.of_public)

    assert Gap(known(one, third), known(third)) in insiders.gaps


@pytest.mark.parametrize(("ended_on", "is_known"), [(None, True), (FIRST, True), (BEFORE, False)])
def test_who_took_it_back_knows_what_was_shown_in_reports_of_the_time(state, ended_on, is_known):
    one, _other, third, _last = state
    made = coalition(one, third)
    made.members.filter(agency=third).update(status="left")
    EndedTie.objects.create(agency=third, coalition=made, ended_on=ended_on)

    assert (known(one, third) in found(state, Insiders.of_public, FIRST)) == is_known
    assert known(one, third) not in found(state, Insiders.of_public)
    assert {known(one), known(third)} <= found(state, Insiders.of_public, FIRST)
