"""What is told without a place, to readers who know some of it: people trained, strips, typed figures, personnel."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from agencies.actions.departments import add_department
from agencies.models import Agency
from distributions.models import DailyCount
from lbn.reporting.documents import OtherItems
from lbn.reporting.models import Issue, SealedItems
from lbn.reporting.published.actions import publish_roll_ups
from lbn.reporting.published.actions.sealing import due_periods
from lbn.reporting.published.compile import totals
from lbn.reporting.published.compile.totals import tell_of_personnel, tell_total
from lbn.reporting.published.tables import tables_of
from lbn.reporting.returns.actions import submit
from tests import cast
from tests.reporting.conftest import IN_TIME, Q4, SEAL_DAY, scope_of, seal_period, send
from tests.reporting.rolling import seal_all
from training.models import Session

pytestmark = pytest.mark.django_db

A, B, C = "a s", "b s", "c t"


@pytest.mark.parametrize(
    ("figures", "insiders", "told"),
    [
        ({}, [], 0),
        ({A: 4}, [], None),
        ({A: 4, B: 8}, [], 12),
        ({A: 11}, [{A}], 11),
        ({A: 4, B: 11}, [{A}], 15),
        ({A: 4, B: 11}, [{B}], None),
        ({A: 30, B: 11, C: 5}, [{A}, {A, B}], None),
    ],
)
def test_a_total_is_told_where_each_reader_is_left_with_nothing_or_eleven(figures, insiders, told):
    assert tell_total(figures, insiders) == told


@pytest.mark.parametrize(
    ("figures", "insiders", "told"),
    [
        ({A: 0, B: 0}, [], 0),
        ({A: 4}, [], None),
        ({A: 4, B: 0}, [], None),
        ({A: 12}, [], 12),
        ({A: 4, B: 1}, [], 5),
        ({A: 4, B: 1}, [{B}], None),
        ({A: 4, B: 1, C: 2}, [{B}], 7),
        ({"a s": 2, "a t": 3}, [], None),
    ],
)
def test_of_personnel_no_reader_is_told_a_single_agencys_small_figure(figures, insiders, told):
    assert tell_of_personnel(figures, insiders) == told


@pytest.fixture
def other(new_york):
    """An agency of another supplier, which reports to the state's department."""
    made = cast.agency(new_york, name="Cohoes Fire", county="Albany", supplier=cast.supplier(new_york, name="B"))
    Agency.objects.filter(pk=made.pk).update(is_registered_oopp=True)
    made.refresh_from_db()
    return made


@pytest.fixture
def state(new_york, department):
    def document():
        seal_all(new_york, SEAL_DAY)
        return Issue.objects.of_state(new_york).get().read()

    return document


def a_quarter(leave, agency, other, strips, few):
    """`few` of everything at one agency, and many at the one that the department knows."""
    for of, number in ((agency, few), (other, 20)):
        leave("12207", times=20, trained=number, of=of)
        leave(times=number, kits=30, item=strips, of=of)
        typed = {"people_served": number}
        submit(
            agency=of,
            scope=scope_of(of),
            starts_on=Q4,
            comment="",
            typed=typed,
            no_kits=False,
            by=None,
            today=IN_TIME,
        )


def told_in_total(document):
    return document.people_trained, document.other_items, document.typed


def test_few_are_told_to_nobody_who_knows_the_others(agency, other, leave, strips, state):
    a_quarter(leave, agency, other, strips, few=7)

    document = state()

    assert document.report.total.handouts == 40
    assert told_in_total(document) == (
        None,
        (OtherItems(item="fentanyl_strips", handouts=None, items=None),),
        {"people_served": None},
    )
    assert document.to_date.people == 40


def test_enough_are_told_beside_what_the_others_had(agency, other, leave, strips, state):
    a_quarter(leave, agency, other, strips, few=11)

    assert told_in_total(state()) == (
        31,
        (OtherItems(item="fentanyl_strips", handouts=31, items=60),),
        {"people_served": 31},
    )


def test_other_items_are_added_up_from_what_was_kept_at_the_seal(agency, other, leave, strips, new_york):
    leave("12207", times=20)
    leave("12207", times=20, of=other)
    leave(times=11, kits=30, item=strips)
    for due in due_periods(program=new_york, day=SEAL_DAY):
        seal_period(due.scope, due.starts_on, on=SEAL_DAY)
    DailyCount.objects.all().delete()

    list(publish_roll_ups(program=new_york, day=SEAL_DAY))

    told = Issue.objects.of_state(new_york).get().read().other_items
    assert told == (OtherItems(item="fentanyl_strips", handouts=11, items=30),)


def test_what_was_sealed_before_is_kept_by_the_migration(agency, other, leave, strips, state):
    leave("12207", times=20)
    leave(times=11, kits=30, item=strips)
    leave(times=2, kits=4, item=strips)
    leave(times=5, kits=6, item=strips, of=other)
    state()
    leave(times=3, kits=3, item=strips, on=date(2027, 1, 5))
    before = sorted(SealedItems.objects.values_list("scope", "agency", "posted_month", "kind", "handouts", "items"))
    SealedItems.objects.all().delete()

    import_module("lbn.reporting.migrations.0013_sealed_items").keep_those_of_before(apps, None)

    found = sorted(SealedItems.objects.values_list("scope", "agency", "posted_month", "kind", "handouts", "items"))
    assert found == before
    assert sorted(row[-2:] for row in found) == [(5, 6), (13, 34)]


def test_without_insiders_few_would_be_told(agency, other, leave, strips, state, monkeypatch):
    """The planted fault: what a reader knows is left out of account."""
    really = totals.left_for_each
    monkeypatch.setattr(totals, "left_for_each", lambda figures, insiders: really(figures, []))
    a_quarter(leave, agency, other, strips, few=7)

    document = state()

    assert (document.people_trained, document.typed) == (27, {"people_served": 27})


def sessions_of(document):
    return {row.kind: row.sessions for row in document.by_kind}


def hold_sessions(agency, number, on=date(2026, 11, 3)):
    for _one in range(number):
        Session.objects.create(agency=agency, held_on=on)


@pytest.mark.parametrize(("number", "told"), [(3, None), (12, 12)])
def test_a_kind_of_one_agency_tells_its_sessions_where_they_are_many(agency, state, number, told):
    hold_sessions(agency, number)
    send(agency, no_kits=True)

    assert sessions_of(state()) == {"law_enforcement": told}


def test_two_agencies_of_a_kind_tell_theirs_together_unless_a_reader_knows_one_of_them(agency, new_york, state):
    second = cast.agency(new_york, name="Colonie Police", county="Albany", supplier=scope_of(agency).supplier)
    for one in (agency, second):
        hold_sessions(one, 2)
        send(one, no_kits=True)

    assert sessions_of(state()) == {"law_enforcement": 4}


def test_an_agency_that_a_department_knows_hides_the_other_one_of_its_kind(agency, other, state):
    Agency.objects.filter(pk=other.pk).update(kind=agency.kind)
    for one in (agency, other):
        hold_sessions(one, 2)
        send(one, no_kits=True)

    assert sessions_of(state()) == {agency.kind: None}


def test_a_part_of_the_state_is_not_told_what_could_be_subtracted_from_it(agency, new_york, state, olga):
    elsewhere = cast.agency(new_york, name="Troy", county="Rensselaer", supplier=scope_of(agency).supplier)
    second = cast.agency(new_york, name="Colonie Police", county="Albany", supplier=scope_of(agency).supplier)
    county = add_department(
        program=new_york, name="Albany", level="county", by=olga, jurisdictions=[agency.jurisdiction]
    )
    for one in (agency, second, elsewhere):
        hold_sessions(one, 20)
        send(one, no_kits=True)

    assert sessions_of(state()) == {"law_enforcement": 60}
    assert sessions_of(county.issues.get().read()) == {"law_enforcement": None}


def test_a_page_says_not_shown(agency, state, department, browser):
    hold_sessions(agency, 3)
    send(agency, no_kits=True)
    state()

    table = next(one for one in tables_of(department.issues.get().read()) if one.name == "by_kind")

    assert table.rows == [("law_enforcement", 1, 1, 1, 1, 0, "not shown")]
