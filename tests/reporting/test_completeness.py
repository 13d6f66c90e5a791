"""Which of a supplier's agencies have reported: counts with their denominators, earlier periods, and nothing live."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, ScopeMembership
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.actions import accept, return_with_question
from lbn.reporting.returns.actions.waivers import waive
from lbn.reporting.returns.completeness import months_reported, reporting_of_last_period
from lbn.reporting.returns.renderings import StateForSupplier
from tests import cast
from tests.reporting.conftest import IN_TIME, Q1, Q4, SCOPE, SEAL_DAY, TOO_LATE, scope_of, seal_period, send
from tests.reporting.reading import page_of

AFTER = date(2027, 1, 21)


@pytest.fixture
def nine(agency, supplier, new_york, leave, sam):
    """Albany and eight colleagues, whose reports went nine different ways in the last quarter of 2026."""
    names = ["Bethlehem", "Coeymans", "Cohoes", "Colonie", "Guilderland", "Menands", "Ravena", "Watervliet"]
    made = {name: cast.agency(new_york, name=f"{name} Police", supplier=supplier) for name in names}
    leave()
    leave(of=made["Bethlehem"])
    accept(report=send(agency), by=sam, today=IN_TIME)
    send(made["Bethlehem"], on=TOO_LATE)
    send(made["Coeymans"], no_kits=True)
    return_with_question(report=send(made["Cohoes"], no_kits=True), question="Sure?", by=sam, today=TOO_LATE)
    return_with_question(report=send(made["Colonie"], no_kits=True), question="Sure?", by=sam, today=TOO_LATE)
    send(made["Colonie"], on=date(2027, 1, 15), no_kits=True)
    waive(agency=made["Guilderland"], scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=TOO_LATE)
    Agency.objects.filter(pk=made["Menands"].pk).update(status="closed", closed_on=date(2026, 9, 30))
    return made


def test_counts_say_what_came_of_what_was_expected(nine, agency, supplier):
    before = reporting_of_last_period(supplier, date(2027, 1, 19))[0]
    seal_period(scope_of(agency))
    after = reporting_of_last_period(supplier, AFTER)[0]

    counts = {
        "agencies": 9,
        "expected": 7,
        "came": 4,
        "on_time": 3,
        "late": 1,
        "no_kits": 2,
        "missed": 0,
        "not_yet": 2,
        "returned": 1,
        "waived": 1,
        "none_expected": 1,
    }
    assert before.counts == counts
    assert after.counts == counts | {"missed": 2, "not_yet": 0}
    assert before.sentence == "4 of 7 expected reports came, 3 on time."
    assert [one.name for one in after.missing] == ["Cohoes Police", "Ravena Police", "Watervliet Police"]


def test_each_row_says_where_it_stands(nine, agency, supplier):
    seal_period(scope_of(agency))

    states = reporting_of_last_period(supplier, AFTER)[0].states

    read = [StateForSupplier(state) for state in states]
    assert [(one.state.agency.name.split()[0], one.word, one.remark, one.tone) for one in read] == [
        ("Albany", "Accepted", "on time", "ok"),
        ("Bethlehem", "Waits for you", "late", "attention"),
        ("Coeymans", "Waits for you", "on time, no kits this period", "attention"),
        ("Cohoes", "Returned with your question", "on time, no kits this period", "quiet"),
        ("Colonie", "Waits for you", "on time, no kits this period", "attention"),
        ("Guilderland", "Waived", "The agency has paused", "quiet"),
        ("Menands", "None expected", "", "quiet"),
        ("Ravena", "Missed: due on Jan 10, 2027", "", "attention"),
        ("Watervliet", "Missed: due on Jan 10, 2027", "", "attention"),
    ]


def test_a_change_to_an_accepted_report_does_not_make_it_late_or_missing(agency, supplier, leave, sam):
    leave()
    first = accept(report=send(agency), by=sam, today=IN_TIME)
    second = AgencyReport.objects.create(
        agency=agency,
        period=first.period,
        version=2,
        is_amendment=True,
        status="returned",
        content=first.content,
        content_hash=first.content_hash,
        submitted_on=date(2027, 3, 1),
        submitted_late=True,
    )

    (found,) = reporting_of_last_period(supplier, date(2027, 3, 2))

    state = found.states[0]
    assert (state.report, state.has_come, state.came_late) == (second, True, False)
    assert (found.sentence, found.missing) == ("1 of 1 expected report came, 1 on time.", [])


def test_who_joined_later_or_had_left_is_not_among_them(agency, supplier, new_york):
    later = cast.agency(new_york, name="Later Police", supplier=supplier)
    ScopeMembership.objects.filter(agency=later).update(from_on=Q1)
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    ScopeMembership.objects.create(agency=agency, scope=cast.scope(other), from_on=Q1)

    names = {
        day: [state.agency.name for one in reporting_of_last_period(supplier, AFTER, day) for state in one.states]
        for day in (date(2026, 12, 31), date(2026, 9, 30))
    }
    in_spring = reporting_of_last_period(supplier, date(2027, 4, 2))

    assert names == {date(2026, 12, 31): ["Albany County Sheriff's Office"], date(2026, 9, 30): []}
    assert [state.agency.name for state in in_spring[0].states] == ["Later Police"]


def test_a_month_and_a_quarter_stand_side_by_side(agency, supplier, new_york):
    monthly = cast.scope(supplier, cadence="monthly")
    city = cast.agency(new_york, name="City Police", supplier=supplier)
    ScopeMembership.objects.filter(agency=city).update(scope=monthly)

    now = reporting_of_last_period(supplier, date(2027, 2, 3))
    in_november = reporting_of_last_period(supplier, date(2027, 2, 3), date(2026, 11, 30))

    assert [(one.period, one.due_on, [state.agency for state in one.states]) for one in now] == [
        ("October to December 2026", date(2027, 1, 10), [agency]),
        ("January 2027", date(2027, 2, 10), [city]),
    ]
    assert [one.period for one in in_november] == ["November 2026"]
    assert months_reported(supplier, date(2027, 2, 3)) == [
        date(2027, 1, 31),
        date(2026, 12, 31),
        date(2026, 11, 30),
        date(2026, 10, 31),
    ]


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), [date(2026, 12, 31)]),
        (date(2027, 3, 31), [date(2026, 12, 31)]),
        (date(2027, 4, 1), [date(2027, 3, 31), date(2026, 12, 31)]),
    ],
)
def test_only_periods_that_have_ended_can_be_chosen(agency, supplier, today, months):
    assert months_reported(supplier, today) == months


def page(browser, sam, supplier, **query):
    return page_of(browser(sam, "2027-04-02").get(reverse("supplier:agencies", args=[supplier.slug]), query))


def test_an_earlier_period_is_chosen_on_the_page(nine, agency, supplier, sam, browser):
    seal_period(scope_of(agency))

    now, then = page(browser, sam, supplier), page(browser, sam, supplier, until="2026-12")

    assert "0 of 8 expected reports came, 0 on time." in now
    assert "4 of 7 expected reports came, 3 on time. Due day: Jan 10, 2027." in then
    assert "No kits this period: 2 of the 4 that came" in then
    assert "Missed: 2 of 7" in then
    assert "Waived: 1 of 9 agencies" in then
    assert "None expected: 1 of 9 agencies" in then


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"report": "missing"}, ["Cohoes", "Ravena", "Watervliet"]),
        ({"report": "waived"}, ["Guilderland"]),
        ({"report": "came", "name": "CO"}, ["Albany", "Coeymans", "Colonie"]),
        ({"name": "nobody of that name"}, []),
    ],
)
def test_the_page_shows_those_that_are_asked_for(nine, agency, supplier, sam, browser, query, names):
    seal_period(scope_of(agency))

    answer = browser(sam, "2027-04-02").get(
        reverse("supplier:agencies", args=[supplier.slug]), {"until": "2026-12", **query}
    )

    assert [row.state.agency.name.split()[0] for row in answer.context["table"].page] == names


def test_a_month_that_is_none_shows_the_last_period(agency, supplier, sam, browser):
    shown = page(browser, sam, supplier, until="1999-01")

    assert "January to March 2027" in shown


def test_the_page_costs_the_same_with_one_agency_and_with_sixty(
    agency, supplier, new_york, sam, browser, django_assert_num_queries
):
    pages, address = browser(sam, "2027-01-25"), reverse("supplier:agencies", args=[supplier.slug])
    pages.get(address)
    with django_assert_num_queries(15 + SCOPE):
        pages.get(address)

    for number in range(60):
        other = cast.agency(new_york, name=f"Police {number:02}", supplier=supplier)
        if number % 2:
            waive(agency=other, scope=scope_of(other), starts_on=Q4, reason="paused", by=sam, today=SEAL_DAY)

    with django_assert_num_queries(15 + SCOPE):
        answer = pages.get(address)
    assert len(answer.context["table"].page) == 50


def test_an_altered_report_shows_no_figure_and_hides_no_other_row(agency, supplier, new_york, leave, sam, browser):
    other = cast.agency(new_york, name="Bethlehem Police", supplier=supplier)
    for one in (agency, other):
        leave(times=4, of=one)
    altered, kept = send(agency), send(other)
    AgencyReport.objects.filter(pk=altered.pk).update(content=altered.content.replace('"left":4', '"left":5'))

    answer = browser(sam, "2027-01-09").get(reverse("supplier:agencies", args=[supplier.slug]))

    cells = {row.state.report.pk: (row.remark, row.state.document) for row in answer.context["table"].page}
    assert answer.status_code == 200
    assert cells == {
        altered.pk: ("on time, figures changed in storage, not shown", None),
        kept.pk: ("on time", kept.read()),
    }
    assert "figures changed in storage, not shown" in page_of(answer)


def test_sorting_the_list_is_no_filter(agency, supplier, leave, sam, browser):
    leave()
    send(agency)

    page = page_of(browser(sam, "2027-01-25").get(reverse("supplier:agencies", args=[supplier.slug]) + "?sort=-left"))

    assert "Albany County Sheriff&#x27;s Office</a>" in page
    assert "1 found" not in page
