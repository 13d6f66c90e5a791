"""A county program reads what its companies' closed periods say, and nothing that is still open."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency
from lbn.reporting.returns.actions.admission import take_back_admission
from lbn.reporting.returns.children import add_up_periods, closed_periods_of_children
from tests import cast
from tests.reporting.conftest import IN_TIME, Q4, SEAL_DAY, scope_of, seal_period, send

LOOKED = date(2027, 1, 21)


@pytest.fixture
def county_program(new_york, agency):
    made = cast.agency(new_york, name="Albany County EMS")
    cast.user("Eve", role="coordinator", agency=made)
    Agency.objects.filter(pk=agency.pk).update(under=made)
    return made


@pytest.fixture
def company(new_york, supplier, county_program):
    made = cast.agency(new_york, name="Cohoes Ambulance", supplier=supplier)
    Agency.objects.filter(pk=made.pk).update(under=county_program)
    return made


@pytest.fixture
def page(county_program):
    return reverse("reports:children", kwargs={"slug": county_program.slug})


@pytest.fixture
def eve(county_program):
    return county_program.memberships.get().user


def told(parent):
    rows = closed_periods_of_children(parent, LOOKED)
    return [(row.state.agency.name, row.words.word, row.kits_as_sent, row.kits_as_closed) for row in rows]


def test_nothing_is_read_of_a_period_that_is_open(agency, county_program, leave, eve, browser, page):
    leave(times=7)
    before = browser(eve).get(page).content
    leave(times=5)
    send(agency, on=IN_TIME)

    after = browser(eve).get(page).content

    assert told(county_program) == []
    assert b"No closed period yet" in after
    assert len(before) == len(after)


def test_totals_are_read_once_the_period_is_closed(agency, company, county_program, leave, eve, browser, page):
    leave(times=7, kits=9)
    leave(times=2, of=company)
    send(agency)
    send(company)
    seal_period(scope_of(agency))

    context = browser(eve).get(page).context

    assert told(county_program) == [
        ("Albany County Sheriff's Office", "Sent", 9, 9),
        ("Cohoes Ambulance", "Sent", 2, 2),
    ]
    (total,) = add_up_periods(closed_periods_of_children(county_program, LOOKED))
    assert (total.period, total.expected, total.reported) == ("October to December 2026", 2, 2)
    assert (total.kits_as_sent, total.kits_as_closed) == (11, 11)
    assert context["totals"].rows == [total]


def test_what_was_logged_after_the_report_is_read_as_closed(agency, county_program, leave):
    leave(times=7)
    send(agency)
    leave(times=4)
    seal_period(scope_of(agency))

    assert told(county_program) == [("Albany County Sheriff's Office", "Sent", 7, 11)]


def test_a_report_that_never_came_has_no_kits(agency, county_program, leave):
    leave(times=7)
    seal_period(scope_of(agency))

    assert told(county_program) == [("Albany County Sheriff's Office", "Missed", None, None)]
    (total,) = add_up_periods(closed_periods_of_children(county_program, LOOKED))
    assert (total.expected, total.reported, total.kits_as_sent, total.kits_as_closed) == (1, 0, None, None)


def test_an_agency_that_left_is_read_no_more(agency, county_program, leave):
    send(agency, no_kits=True)
    seal_period(scope_of(agency))
    Agency.objects.filter(pk=agency.pk).update(under=None)

    assert told(county_program) == []


def test_the_tables_can_be_taken_away(agency, county_program, leave, eve, browser, page):
    leave(times=7, kits=9)
    send(agency)
    seal_period(scope_of(agency))

    answer = browser(eve).get(page, {"download": "csv"})

    lines = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
    assert lines.splitlines() == [
        'Agency,Period,Report,Remark,"Kits left, as sent","Kits left, as closed"',
        "Albany County Sheriff's Office,October to December 2026,Sent,,9,9",
    ]


def test_a_stranger_reads_nothing(agency, stranger, page, browser):
    assert browser(stranger.memberships.get().user).get(page).status_code == 404


def test_the_page_leads_on_from_reports(county_program, eve, browser, page, stranger):
    reports = reverse("reports:list", kwargs={"slug": county_program.slug})
    theirs = reverse("reports:list", kwargs={"slug": stranger.slug})

    assert page in browser(eve).get(reports).content.decode()
    assert "Agencies under yours" not in browser(stranger.memberships.get().user).get(theirs).content.decode()


def test_it_costs_the_same_for_many_children(agency, company, county_program, django_assert_num_queries):
    send(agency, no_kits=True)
    seal_period(scope_of(agency), Q4, on=SEAL_DAY)

    with django_assert_num_queries(10):
        closed_periods_of_children(county_program, LOOKED)


def test_nothing_is_read_of_the_time_before_it_was_the_parent(agency, county_program, leave):
    leave(times=7)
    send(agency)
    seal_period(scope_of(agency))
    Agency.objects.filter(pk=agency.pk).update(under_since_on=date(2027, 1, 1))
    later = told(county_program)
    Agency.objects.filter(pk=agency.pk).update(under_since_on=date(2026, 12, 31))

    assert (later, told(county_program)) == ([], [("Albany County Sheriff's Office", "Sent", 7, 7)])


def test_nothing_is_read_of_an_agency_that_nobody_vouched_for(agency, county_program, leave, olga):
    take_back_admission(agency=agency, by=olga, today=date(2026, 11, 21))
    leave(times=7)
    send(Agency.objects.get(pk=agency.pk))
    seal_period(scope_of(agency))

    assert told(county_program) == []
