"""Each figure of a report opens what it is made of, and that adds up to the figure."""

from datetime import date

import pytest
from django.urls import reverse

from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from inventory import actions as inventory
from inventory.models import Lot
from lbn.reporting.returns.balance import balance_lines
from lbn.reporting.returns.entries import FIGURES, entries_of
from lbn.reporting.returns.prefill import prefill
from tests.reporting.conftest import Q1, Q4, scope_of, seal_period
from tests.reporting.reading import page_of
from training.actions import add_person, record_session
from training.models import Course


@pytest.fixture
def eventful(agency, kit, strips, alice, leave, receive, opened):
    """A quarter with an opening count, deliveries, losses, more left than there was, and people trained; before it
    a sealed one with a log that came late and a correction."""
    leave("12207", times=3, kits=4, on=date(2026, 10, 2))
    opened(4, on=date(2026, 10, 5))
    receive(6, on=date(2026, 10, 9))
    leave("12208", times=5, trained=4, on=date(2026, 12, 6))
    leave(times=1, kits=9, item=strips, trained=1, on=date(2026, 12, 7))
    lot = Lot.objects.get(number="A1")
    entered = {"on": date(2026, 12, 8), "today": date(2026, 12, 8), "by": alice}
    inventory.write_off(
        agency=agency, location=agency.main_location, lot=lot, quantity=1, reason="damaged", **entered
    )
    leave("12047", times=6, kits=7, on=date(2026, 12, 9))
    people = [add_person(agency=agency, by=alice, last_name=name, first_name="Jo") for name in ("Doe", "Roe")]
    courses = list(Course.objects.filter(program=agency.program))
    record_session(
        agency=agency, held_on=date(2026, 11, 3), courses=courses, people=people, by=alice, today=date(2026, 11, 3)
    )


def figures_of(document):
    """{figure: number} of everything that opens, as the report says it."""
    stock = document.stock
    names = ("handouts", "doses", "community_trained", "personnel_trained", "personnel_current", "sessions")
    told = {name: getattr(document, name) for name in (*names, "net_corrections")}
    told |= {
        name: getattr(stock, name)
        for name in ("opening", "received", "left", "closing", "shortfall", "not_from_stock")
    }
    return told | {
        "other": stock.other_change,
        "logged": stock.left - document.net_corrections,
        **{f"by-{reason}": kits for reason, kits in stock.other.items()},
    }


def now(agency, starts_on):
    return prefill(agency=agency, scope=scope_of(agency, starts_on), starts_on=starts_on)


def opened_figures(agency, starts_on):
    scope = scope_of(agency, starts_on)
    names = figures_of(now(agency, starts_on))
    return {name: entries_of(name, agency=agency, scope=scope, starts_on=starts_on).total for name in names}


def test_every_figure_is_what_it_is_made_of(eventful, agency):
    told = figures_of(now(agency, Q4))

    assert opened_figures(agency, Q4) == told
    assert {name for name, number in told.items() if not number} == {"opening", "net_corrections", "closing"}
    assert set(told) >= set(FIGURES)


def test_figures_of_the_quarter_after_a_seal_are_what_they_are_made_of(eventful, agency, leave, alice):
    seal_period(scope_of(agency))
    leave("12207", times=2, on=date(2026, 12, 20), today=date(2027, 1, 22))
    count = DailyCount.objects.of_naloxone().filter(zip_code="12047").get()
    correct(count=count, difference=Counts(-2, -2, 0), reason="counted_twice", today=date(2027, 1, 23), by=alice)

    told = figures_of(now(agency, Q1))

    assert opened_figures(agency, Q1) == told
    assert (told["logged"], told["net_corrections"], told["left"]) == (2, -2, 0)


def test_each_line_of_the_balance_opens(eventful, agency, stan, browser):
    reader = browser(stan, "2027-01-08")
    report = reader.get(reverse("reports:report", args=[agency.slug, 2026, 10])).content.decode()

    for line in balance_lines(now(agency, Q4)):
        address = reverse("reports:figure", args=[agency.slug, 2026, 10, line.figure])
        assert address in report
        page = page_of(reader.get(address))
        assert "Inside the agency only" in page
        assert line.kits.strip("+\N{MINUS SIGN}") in page


def test_a_figure_that_is_none_and_a_strangers_are_not_there(eventful, agency, stranger, stan, browser):
    reader = browser(stan, "2027-01-08")

    assert reader.get(reverse("reports:figure", args=[agency.slug, 2026, 10, "recipients"])).status_code == 404
    assert reader.get(reverse("reports:figure", args=[stranger.slug, 2026, 10, "left"])).status_code == 404
