"""When a completion counts: the rule itself, and the database's answers held against it."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training import actions
from training.currency import NOTICE_DAYS, Currency, CurrencyStatus, currency_of, lapses_on, oldest_valid, overall
from training.models import Completion, Course, Person

DAYS = st.dates(date(1980, 1, 1), date(2080, 12, 31))
MONTHS = st.integers(1, 120)
NEAR = st.integers(-3, 3).map(timedelta)


@pytest.mark.parametrize(
    ("completed_on", "months", "ends"),
    [
        (date(2024, 11, 21), 24, date(2026, 11, 21)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2020, 5, 5), None, None),
    ],
)
def test_a_completion_lapses_on_the_same_day_so_many_months_later(completed_on, months, ends):
    assert lapses_on(completed_on, months) == ends


@given(DAYS, MONTHS, NEAR)
def test_the_oldest_valid_day_is_the_border_of_what_has_not_lapsed(day, months, near):
    completed_on = oldest_valid(day, months) + near

    assert (lapses_on(completed_on, months) > day) == (near >= timedelta(0))


@given(DAYS, DAYS)
def test_a_course_without_validity_never_lapses(completed_on, day):
    assert oldest_valid(day, None) <= completed_on
    assert currency_of(completed_on, None, on=day) == Currency(CurrencyStatus.CURRENT, completed_on, None)


@pytest.mark.parametrize(
    ("days_left", "status"),
    [(NOTICE_DAYS + 1, "current"), (NOTICE_DAYS, "lapsing"), (1, "lapsing"), (0, "lapsed"), (-400, "lapsed")],
)
def test_currency_says_how_near_the_end_is(today, days_left, status):
    completed_on = oldest_valid(today, 24) - timedelta(days=1)

    currency = currency_of(completed_on, 24, on=lapses_on(completed_on, 24) - timedelta(days=days_left))

    assert currency.status == status


def test_currency_is_said_in_words(today):
    assert currency_of(None, 24, on=today).word == "Never"
    assert currency_of(date(2026, 10, 1), 24, on=today).word == "Current"
    assert currency_of(date(2024, 12, 1), 24, on=today).word == "Lapses on Dec 1, 2026"
    assert currency_of(date(2024, 11, 21), 24, on=today).word == "Lapsed"


def test_over_all_one_stands_as_in_the_worst_course(today):
    current = currency_of(date(2026, 10, 1), 24, on=today)
    soon, sooner = (currency_of(date(2024, 12, day), 24, on=today) for day in (20, 1))
    never = currency_of(None, 24, on=today)

    assert overall([current, soon, sooner]) == Currency(CurrencyStatus.LAPSING, lapses_on=date(2026, 12, 1))
    assert overall([current, never, sooner]).status == CurrencyStatus.NEVER
    assert overall([current, current]).status == CurrencyStatus.CURRENT


def test_nobody_is_current_where_no_course_is_required(agency, hire, today):
    hire("Ruiz")

    assert overall([]).status == CurrencyStatus.NEVER
    assert Person.objects.count_trained(agency, on=today) == (1, 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 900)), max_size=12),
    st.tuples(st.none() | st.integers(1, 30), st.none() | st.integers(1, 30)),
    st.integers(0, 200),
)
def test_the_database_and_the_rule_agree(agency, courses, today, drawn, validities, ahead):
    Person.objects.all().delete()
    people = Person.objects.bulk_create(Person(agency=agency, last_name=name, first_name="Kim") for name in "ABCD")
    required = list(courses.values())
    for course, months in zip(required, validities, strict=True):
        course.validity_months = months
        course.save()
    Completion.objects.bulk_create(
        Completion(agency=agency, person=people[who], course=required[what], completed_on=today - timedelta(days=ago))
        for who, what, ago in {(who, what, ago) for who, what, ago in drawn}
    )

    def valid_by_rule(day):
        done = Completion.objects.filter(completed_on__lte=today)
        held = {(one.person_id, one.course_id) for one in done if counts(one, day)}
        return {person for person in people if all((person.pk, course.pk) in held for course in required)}

    def counts(one, day):
        months = next(course.validity_months for course in required if course.pk == one.course_id)
        return months is None or lapses_on(one.completed_on, months) > day

    later = today + timedelta(days=ahead)
    assert set(Person.objects.current_on(today, agency=agency)) == valid_by_rule(today)
    lapsing = Person.objects.lapsing_before(later + timedelta(days=1), agency=agency, today=today)
    assert set(lapsing) == valid_by_rule(today) - valid_by_rule(later)


def test_lapsing_before_a_day_leaves_out_who_lapses_on_it(agency, lapsing, hire, hold, today):
    person = hire("Ruiz")
    hold(date(2024, 12, 1), [person])

    def before(day):
        return list(Person.objects.lapsing_before(day, agency=agency, today=today))

    assert before(date(2026, 12, 1)) == []
    assert before(date(2026, 12, 2)) == [person]


def test_a_completion_does_not_count_before_its_day(agency, hire, hold, today):
    person = hire("Ruiz")
    hold(date(2026, 11, 10), [person])

    assert not Person.objects.current_on(date(2026, 11, 9), agency=agency).exists()
    assert list(Person.objects.current_on(date(2026, 11, 10), agency=agency)) == [person]


def test_a_course_that_is_not_required_is_not_asked_for(agency, courses, hire, hold, today):
    person = hire("Ruiz")
    hold(today, [person], courses=[courses["naloxone_administration"]])
    before = Person.objects.count_trained(agency, on=today)

    Course.objects.filter(slug="lbn_program").update(required=False)

    assert before == (1, 0)
    assert Person.objects.count_trained(agency, on=today) == (1, 1)


def test_people_who_left_count_until_that_day(agency, hire, hold, alice, today):
    people = [hire("Ruiz"), hire("Stone")]
    hold(date(2026, 10, 1), people)
    actions.mark_left(person=people[0], by=alice, today=date(2026, 11, 1))

    assert Person.objects.count_trained(agency, on=date(2026, 10, 31)) == (2, 2)
    assert Person.objects.count_trained(agency, on=date(2026, 11, 1)) == (1, 1)


def test_the_people_of_another_agency_are_nobody_here(agency, stranger, hire, hold, today):
    hold(today, [hire("Ruiz")])

    assert Person.objects.count_trained(stranger, on=today) == (0, 0)
    assert not Person.objects.lapsing_before(date(2036, 1, 1), agency=stranger, today=today).exists()
