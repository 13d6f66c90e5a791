"""Who gets an agency's figures: each with their own cadence, days and way."""

from datetime import date
from functools import partial

import pytest

from lbn.reporting.returns.recipients import counties_served, recipient_named, recipients_of
from tests import cast
from tests.reporting.asking import give, recipients

TODAY = date(2026, 11, 21)


@pytest.fixture
def profiles(new_york):
    """Give New York other reporting profiles: `profiles({"cadence": …})`."""
    return partial(give, new_york)


@pytest.fixture
def of(agency):
    """Who gets figures of the agency on a day: `of(day)`."""

    return lambda day=TODAY: recipients(agency, day)


def test_a_partner_agency_reports_to_its_supplier(agency, supplier, of):
    supplier.email = "kits@example.org"
    supplier.save()

    (found,) = of()

    assert (found.slug, found.name, found.email, found.how_often) == (
        "supplier",
        "Capital Harm Reduction",
        "kits@example.org",
        "Every quarter",
    )
    assert (found.due_on, found.sealed_on, found.is_made_here, found.remark) == (
        date(2027, 1, 10),
        date(2027, 1, 20),
        False,
        "",
    )


def test_without_a_supplier_the_profile_names_it(stranger):
    (found,) = recipients_of(stranger, TODAY)

    assert (found.name, found.email) == ("Your supplier", "")


def test_a_registered_program_reports_to_its_health_department(agency, of):
    agency.is_registered_oopp = True

    (found,) = of()

    assert (found.slug, found.name, found.form.name) == ("state", "New York State Department of Health", "nyoverdose")


def test_before_its_first_scope_an_agency_has_no_recipient(agency, of):
    assert of(date(2026, 9, 30)) == []


def test_counties_are_those_that_it_is_in_and_serves(agency, counties):
    agency.also_serves.add(counties["Schenectady"])

    assert counties_served(agency) == {"Albany", "Schenectady"}


@pytest.mark.parametrize(
    ("today", "due", "seals"),
    [
        (date(2026, 11, 21), date(2027, 1, 5), date(2027, 1, 25)),
        (date(2027, 1, 5), date(2027, 1, 5), date(2027, 1, 25)),
        (date(2027, 1, 6), date(2027, 4, 5), date(2027, 4, 25)),
        (date(2028, 2, 29), date(2028, 4, 5), date(2028, 4, 25)),
    ],
)
def test_each_profile_has_its_own_due_day_and_seal_day(profiles, of, today, due, seals):
    profiles({"cadence": "quarterly", "due_day": 5, "seal_day": 25}, {"slug": "b", "cadence": "quarterly"})

    first, second = of(today)

    assert (first.due_on, first.sealed_on) == (due, seals)
    assert (second.due_on.day, second.sealed_on.day) == (10, 20)


def test_a_monthly_recipient_has_every_month(profiles, of):
    profiles({"cadence": "monthly"})

    assert [of(day)[0].due_on for day in (date(2027, 2, 10), date(2027, 2, 11))] == [
        date(2027, 2, 10),
        date(2027, 3, 10),
    ]
    assert of()[0].remark == "Your reports become monthly with the next quarter."


def test_a_quarterly_recipient_of_months_gets_the_three(agency, supplier, profiles, of):
    profiles({"slug": "city", "cadence": "monthly"}, {"slug": "state", "cadence": "quarterly"})
    agency.scope_memberships.update(scope=cast.scope(supplier, cadence="monthly"))

    monthly, quarterly = of()

    assert (monthly.remark, monthly.due_on) == ("", date(2026, 12, 10))
    assert (quarterly.remark, quarterly.due_on) == (
        "They get the three monthly reports of the quarter.",
        date(2027, 1, 10),
    )


@pytest.mark.parametrize(
    ("begins", "today", "due", "seals"),
    [
        (4, date(2026, 11, 21), date(2027, 5, 10), date(2027, 4, 20)),
        (7, date(2026, 8, 10), date(2026, 8, 10), date(2026, 7, 20)),
        (7, date(2026, 8, 11), date(2027, 8, 10), date(2027, 7, 20)),
        (1, date(2026, 11, 21), date(2027, 2, 10), date(2027, 1, 20)),
    ],
)
def test_a_yearly_recipient_has_the_states_fiscal_year(agency, profiles, of, begins, today, due, seals):
    profiles({"cadence": "annual"}, fiscal_year_begins=begins)
    agency.scope_memberships.update(from_on=date(2026, 1, 1))

    (found,) = of(today)

    assert (found.due_on, found.sealed_on, found.is_made_here) == (due, seals, True)
    assert found.how_often == "Every year, over the state's fiscal year"


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        ("on_reorder", "With a new order, at most once a month"),
        ("on_request", "When they ask, at most once a month"),
    ],
)
def test_who_asks_when_they_like_has_no_due_day(profiles, of, cadence, words):
    profiles({"cadence": cadence})

    (found,) = of()

    assert (found.how_often, found.due_on, found.sealed_on, found.when) == (words, None, None, "no fixed day")
    assert found.is_made_here


def test_a_recipient_is_found_by_its_profile(agency, of):
    found = of()

    assert recipient_named(found, "supplier") == found[0]
    assert recipient_named(found, "nobody") is None
