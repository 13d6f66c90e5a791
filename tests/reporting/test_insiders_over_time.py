"""Whoever knew counts while they were made is an insider of the report, whatever they do when it is published."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from agencies.actions.parents import end_parent
from agencies.actions.roles import remove_member
from agencies.models import Agency, EndedTie, Membership, Program
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import Cell, County
from lbn.reporting.models import Issue, PlaceMembers
from lbn.reporting.published.compile import folds
from lbn.reporting.published.compile.cells import Area, source_of
from lbn.reporting.published.compile.corrections import release_corrections
from lbn.reporting.published.compile.folds import beside_earlier, known_in
from lbn.reporting.published.compile.insiders import Gap, Insiders, Known, insiders_since
from tests import cast
from tests.reporting.conftest import Q1, SEAL_DAY, scope_of, seal_period
from tests.reporting.rolling import AFTER_THE_YEAR, YEAR, places, seal_all

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
BEFORE = FIRST - timedelta(days=1)


@pytest.fixture
def two(agency, new_york):
    """Two agencies, each with a supplier of its own, and a person who works at both."""
    other = cast.agency(new_york, name="Colonie Police", county="Albany", supplier=cast.supplier(new_york, name="C"))
    person = cast.user("both", role="agency_staff", agency=agency)
    Membership.objects.create(user=person, role="agency_staff", agency=other)
    return agency, other, person


def source(agency):
    return source_of(agency.pk, scope_of(agency).supplier.pk)


def known(*agencies):
    return frozenset(map(source, agencies))


def of_public(program, *agencies, since=FIRST):
    return insiders_since(since, program, set(map(source, agencies)), Insiders.of_public).insiders


def leaves(person, agency):
    remove_member(membership=Membership.objects.get(user=person, agency=agency), by=person)


@pytest.mark.parametrize(("ended_on", "is_known"), [(None, True), (LAST, True), (FIRST, True), (BEFORE, False)])
def test_who_left_an_organization_knows_it_in_reports_of_the_time(two, new_york, agency, ended_on, is_known):
    one, other, person = two
    third = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=scope_of(agency).supplier)
    assert known(one, other) in of_public(new_york, one, other, third)

    leaves(person, other)
    EndedTie.objects.update(ended_on=ended_on)

    assert (known(one, other) in of_public(new_york, one, other, third)) == is_known
    assert known(one) in of_public(new_york, one, other, third)


def test_an_agency_that_is_under_another_one_no_more_is_known_to_it(agency, alice, new_york):
    third = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=scope_of(agency).supplier)
    other = cast.agency(new_york, name="Cohoes", county="Albany", supplier=cast.supplier(new_york, name="B"))
    Agency.objects.filter(pk=other.pk).update(under=agency)

    end_parent(agency=other, by=alice)

    assert known(agency, other) in of_public(new_york, agency, other, third)
    EndedTie.objects.update(ended_on=BEFORE)
    assert known(agency, other) not in of_public(new_york, agency, other, third)


def test_who_leaves_between_two_questions_is_known_all_the_same(two, new_york, agency):
    one, other, person = two

    def ask(insiders):
        found = insiders.of_public()
        Membership.objects.filter(user=person, agency=other).delete()
        return found

    third = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=scope_of(agency).supplier)
    sources = {source(each) for each in (one, other, third)}
    assert known(one, other) in insiders_since(FIRST, new_york, sources, ask).insiders
    assert known(one, other) in insiders_since(FIRST, new_york, sources, Insiders.of_public).insiders


@pytest.fixture
def public(two, new_york, leave):
    """15 visits of each of two agencies and 5 of a third one in one place, elsewhere many of that one."""
    one, other, _person = two
    third = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=cast.supplier(new_york, name="B"))
    Program.objects.filter(pk=new_york.pk).update(shows_public_figures=True)
    new_york.refresh_from_db()
    for of, times in ((one, 15), (other, 15), (third, 5)):
        leave("12207", times=times, of=of)
    for of in (one, other, third):
        leave("12208", times=25, of=of)
    return new_york


def public_places(program):
    seal_all(program, SEAL_DAY)
    return places(Issue.objects.public_of(program).get().read())


def test_a_place_is_not_named_beside_somebody_who_left_before_the_night(public, two):
    leaves(two[2], two[1])

    assert public_places(public) == {"Other ZIP codes in Albany County": 110}


def test_if_what_ended_were_forgotten_it_would_be(public, two, monkeypatch):
    """The planted fault: five visits of the third agency are what is left to the person."""
    leaves(two[2], two[1])
    monkeypatch.setattr(type(EndedTie.objects.all()), "there_since", lambda ties, first: ties.none())

    assert public_places(public) == {"12207": 35, "12208": 75}


def test_a_year_takes_off_what_insiders_of_a_quarter_knew(public, two, new_york):
    """In the year 12207 has nothing that is small, but for whoever knew two agencies in its first quarter."""
    issue = seal_period(scope_of(two[0]))[0]
    members = PlaceMembers.objects.get(issue=issue)
    members.insiders = [sorted(known(two[0], two[1]))]
    cells = [
        Cell(County("ny-albany", "Albany County"), "12207", month, 5, 5, 5, source(agency))
        for agency in two[:2]
        for month in (FIRST, Q1)
    ]
    second = Issue(starts_on=Q1, ends_on=date(2027, 3, 31))
    second.members = PlaceMembers(issue=second, rows={}, insiders=[])
    issue.members = members

    named, insiders = beside_earlier(cells, Known([known(two[0])], []), [issue, second])

    a, b = source(two[0]), source(two[1])
    assert [cell.source for cell in named] == [f"{a} 0", f"{a} 1", f"{b} 0", f"{b} 1"]
    assert set(insiders) == {frozenset({f"{a} 0", f"{a} 1"}), frozenset({f"{a} 0", f"{b} 0"})}


def test_a_year_is_looked_at_with_a_total_lacking_in_one_quarter_only(two):
    """As where two agencies agree in the middle of a year: of the quarters before neither learns from the other."""
    quarters = [Issue(starts_on=FIRST, ends_on=date(2026, 12, 31)), Issue(starts_on=Q1, ends_on=date(2027, 3, 31))]
    a, b = source(two[0]), source(two[1])
    both = Known([known(two[0], two[1])], [Gap(known(two[0], two[1]), known(two[1]))])

    _named, insiders = beside_earlier([], both, quarters)

    every = frozenset({f"{a} 0", f"{a} 1", f"{b} 0", f"{b} 1"})
    assert set(insiders) == {every, every - {f"{b} 0"}, every - {f"{b} 1"}}


def test_what_insiders_knew_is_stored_with_each_folded_report(public, two):
    seal_all(public, SEAL_DAY)

    issue = Issue.objects.public_of(public).select_related("members").get()

    assert known(two[0], two[1]) in known_in([issue])[0]


def test_a_supplier_that_was_merged_meanwhile_is_what_it_was_merged_into(public, two):
    seal_all(public, SEAL_DAY)
    issue = Issue.objects.public_of(public).select_related("members").get()
    into = cast.supplier(public, name="Heir")
    old = scope_of(two[0]).supplier
    old.merged_into, old.listed_on = into, None
    old.save()

    assert frozenset({source_of(two[0].pk, into.pk), source(two[1])}) in known_in([issue])[0]


@pytest.mark.parametrize("forgets", [False, True])
def test_the_year_is_folded_for_insiders_of_its_quarters(agency, new_york, leave, two, monkeypatch, forgets):
    """Through the nightly run: the tie ended and was forgotten in the year's second quarter, and the year knows.
    Planted beside it: a year that does not."""
    if forgets:
        monkeypatch.setattr(folds, "known_in", lambda issues: [])
    one, other, person = two
    third = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=cast.supplier(new_york, name="B"))
    Program.objects.filter(pk=new_york.pk).update(shows_public_figures=True)
    new_york.refresh_from_db()
    for of, times in ((one, 15), (other, 15), (third, 5)):
        leave("12207", times=times, on=date(2027, 2, 5), of=of)
    for of in (one, other, third):
        for month in (2, 5, 8, 11):
            leave("12208", times=25, on=date(2027, month, 6), of=of)
    for day in (date(2027, 1, 20), date(2027, 4, 20)):
        seal_all(new_york, day)
    leaves(person, other)
    EndedTie.objects.all().delete()
    for day in (date(2027, 7, 20), date(2027, 10, 20), AFTER_THE_YEAR):
        seal_all(new_york, day)

    quarter = Issue.objects.public_of(new_york).over(Span(Q1, date(2027, 3, 31))).get()
    year = Issue.objects.public_of(new_york).over(YEAR).get()
    assert places(quarter.read()) == {"Other ZIP codes in Albany County": 110}
    assert ("12207" in places(year.read())) == forgets


def test_the_nightly_run_dates_what_ended_and_forgets_it_after_two_years(agency, settings):
    cast.user("alice2", role="agency_staff", agency=agency).memberships.all().delete()
    assert EndedTie.objects.get().ended_on is None

    settings.LBN_NOW = "2026-11-20T17:00"
    call_command("seal_reports")
    assert EndedTie.objects.get().ended_on == date(2026, 11, 20)
    settings.LBN_NOW = "2028-11-20T17:00"
    call_command("seal_reports", catch_up=True)
    assert EndedTie.objects.count() == 1
    settings.LBN_NOW = "2028-12-20T17:00"
    call_command("seal_reports", catch_up=True)
    assert EndedTie.objects.count() == 0


def test_who_knew_a_correction_is_asked_since_corrections_are_told(two, new_york, department, leave):
    """A correction that waits to be told is of its own time, and not of the quarter in which it is told."""
    one, other, _both = two
    person = cast.user("dana", role="department_staff", department=department)
    Membership.objects.create(user=person, role="agency_staff", agency=one)
    for each, handouts in ((one, 14), (other, 4)):
        leave("12207", times=handouts, kits=handouts, of=each)
        seal_period(scope_of(each))
        count = DailyCount.objects.get(agency=each)
        correct(count=count, difference=Counts(-handouts, -handouts, 0), reason="counted_twice", today=SEAL_DAY)
    leaves(person, one)
    EndedTie.objects.update(ended_on=date(2027, 2, 1))

    spring = Span(date(2027, 4, 1), date(2027, 6, 30))
    assert release_corrections(Area(new_york), spring, []).handouts == 0

    EndedTie.objects.all().delete()
    assert release_corrections(Area(new_york), spring, []).handouts == -18
