"""Figures for a new order: up to today, each kit in exactly one of them, and nobody asks for reports besides."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from django.urls import reverse

from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount, MonthlyTally
from lbn.home.agency import agency_home
from lbn.reporting.models import AgencyReport, Statement
from lbn.reporting.returns.actions.reminders import remind
from lbn.reporting.returns.actions.statements import make_statement
from lbn.reporting.returns.completeness import reporting_of_last_period
from lbn.reporting.returns.statements import StatementRefused
from lbn.reporting.returns.states import due_reports, states_of
from tests.reporting.asking import give, recipients, shipped_forms
from tests.reporting.conftest import Q4, scope_of, seal_period
from tests.reporting.reading import page_of, rows_in

ORDERED = date(2026, 11, 14)
AGAIN = date(2026, 12, 12)


@pytest.fixture(autouse=True)
def order(new_york, agency):
    """A program in which a supplier asks with each order, and nobody asks after a period."""
    give(new_york, {"cadence": "on_reorder", "form": "ndp_order"}, forms=shipped_forms("ndp_order"))
    agency.program.refresh_from_db()
    agency.program.__dict__.pop("rules", None)


def make(agency, on):
    return make_statement(agency=agency, recipient=recipients(agency, on)[0], by=None, today=on)


def read(agency, on):
    return make(agency, on).read()


def test_they_run_from_the_first_day_to_today(agency, leave, receive):
    receive(40)
    leave(times=3, kits=5, trained=2, on=date(2026, 11, 12))
    MonthlyTally.objects.create(agency=agency, month=date(2026, 11, 1), reported_used=2)

    made = make(agency, ORDERED)

    document = made.read()
    assert (made.starts_on, made.ends_on, made.made_on) == (Q4, ORDERED, ORDERED)
    assert (document.kits, document.doses, document.handouts, document.people_trained) == (5, 10, 3, 2)
    assert (document.opening, document.received, document.on_hand) == (0, 40, 35)
    assert document.typed["reported_used"] == 2
    assert document.form.name == "ndp_order"


def test_the_next_have_what_was_logged_since_late_entries_too(agency, leave, receive):
    receive(40)
    leave(times=3, on=date(2026, 11, 12))
    make(agency, ORDERED)
    leave(times=2, on=date(2026, 11, 3), today=date(2026, 11, 20))
    leave(times=4, trained=1, on=date(2026, 12, 8))
    receive(10, number="B2", on=date(2026, 12, 1))

    document = read(agency, AGAIN)

    assert (document.starts_on, document.ends_on) == (date(2026, 11, 15), AGAIN)
    assert (document.kits, document.handouts, document.people_trained) == (6, 6, 1)
    assert (document.opening, document.received, document.on_hand) == (37, 10, 41)


def test_a_correction_of_what_was_told_already_is_in_the_next(agency, leave):
    leave(times=4, on=date(2026, 11, 12))
    make(agency, ORDERED)
    count = DailyCount.objects.get()
    correct(count=count, difference=Counts(-1, -1, 0), reason="counted_twice", by=None, today=date(2026, 11, 20))

    assert read(agency, AGAIN).kits == -1


def test_a_correction_of_a_closed_period_is_in_the_next(agency, leave):
    leave(times=4, on=date(2026, 11, 12))
    make(agency, ORDERED)
    seal_period(scope_of(agency))
    count = DailyCount.objects.get()
    correct(count=count, difference=Counts(-1, -1, 0), reason="counted_twice", by=None, today=date(2027, 2, 2))

    document = read(agency, date(2027, 2, 3))

    assert (document.kits, document.net_corrections.kits) == (0, -1)


def test_reversals_are_those_told_since_the_last_order(agency, leave):
    tally = MonthlyTally.objects.create(agency=agency, month=date(2026, 11, 1), reported_used=2)
    first = read(agency, ORDERED)
    MonthlyTally.objects.filter(pk=tally.pk).update(reported_used=5)
    MonthlyTally.objects.create(agency=agency, month=date(2026, 12, 1), reported_used=1)

    later = [read(agency, day) for day in (AGAIN, date(2027, 1, 9), date(2027, 2, 6))]

    told = [one.typed["reported_used"] for one in (first, *later)]
    assert told == [2, 4, 0, None]


def test_nothing_is_made_twice_in_a_month(agency):
    make(agency, ORDERED)

    with pytest.raises(StatementRefused, match="figures of this month already"):
        make(agency, date(2026, 11, 30))

    assert Statement.objects.count() == 1


def test_the_next_cover_four_weeks_for_fewer_days_would_tell_single_ones(agency):
    make(agency, date(2026, 10, 31))

    with pytest.raises(StatementRefused) as refused:
        make(agency, date(2026, 11, 1))
    make(agency, date(2026, 11, 28))

    assert str(refused.value) == (
        "Figures for a new order cover at least 28 days. The next can be made from Nov 28, 2026 on."
    )
    assert [one.ends_on.day for one in Statement.objects.order_by("ends_on")] == [31, 28]


@pytest.mark.parametrize("seed", range(6))
def test_all_figures_together_are_the_log_whenever_they_are_made(agency, leave, receive, seed):
    draw = Random(seed)
    receive(90)
    on = date(2026, 11, 6)
    for _ in range(5):
        leave(times=draw.randint(1, 3), kits=draw.randint(3, 6), on=on - timedelta(draw.randint(0, 3)), today=on)
        if draw.random() < 0.6:
            make(agency, on)
        on += timedelta(31)
        if on > date(2027, 1, 20):
            seal_period(scope_of(agency))

    last = read(agency, on + timedelta(31))

    documents = [one.read() for one in Statement.objects.all()]
    log = DailyCount.objects.totals()
    assert sum(one.kits + one.net_corrections.kits for one in documents) == log["items"]
    assert sum(one.handouts for one in documents) == log["handouts"]
    assert last.on_hand == 90 - log["items"]
    days = sorted((one.starts_on, one.ends_on) for one in documents)
    assert all(end + timedelta(1) == start for (_, end), (start, _) in pairwise(days))


def test_the_page_makes_them_says_where_reversals_come_from_and_hands_out_the_form(agency, alice, browser, leave):
    leave(times=2, on=date(2026, 11, 12))
    pages, address = browser(alice, "2026-11-14"), reverse("reports:list", args=[agency.slug])

    offered = page_of(pages.get(address))
    shown = pages.post(reverse("reports:figures_make", args=[agency.slug]), {"profile": "reorder"}, follow=True)

    assert "Make the figures for Oct 1, 2026 to Nov 14, 2026" in offered
    assert reverse("distributions:tallies", args=[agency.slug]) in offered
    assert rows_in(shown.content.decode(), "layout-ndp_order") == [
        ["Reversals reported", "not stated", "Kits that people said were used."],
        ["Units given out", "2", "Kits left, with corrections to earlier periods."],
        ["Doses given out", "4", "Doses in the kits left."],
        ["Units on hand", "0", "As stated at the end of the period."],
    ]


def test_nobody_is_asked_for_a_report_that_nobody_wants(agency, supplier, alice, browser, leave, mailoutbox):
    leave(times=2, on=date(2026, 11, 12))
    late = date(2027, 1, 15)
    seal_period(scope_of(agency))

    page = page_of(browser(alice, "2027-01-15").get(reverse("reports:list", args=[agency.slug])))

    assert {one.status for one in states_of(agency, late)} == {"not_expected"}
    assert due_reports(agency, late) == []
    assert remind(agency=agency, today=late) == 0
    assert mailoutbox == []
    assert "Nobody asks your agency for a report after each period." in page
    assert "look, then send" not in page
    home = agency_home(agency, today=late, allowed=frozenset())
    assert [one.number for one in home["figures"] if str(one.label) == "Next report due"] == ["none"]
    assert reporting_of_last_period(supplier, late)[0].counts["expected"] == 0
    assert not AgencyReport.objects.exists()


def test_a_supplier_who_wants_a_report_every_month_is_sent_one(agency):
    agency.agreements.update(cadence="monthly")

    assert [one.status for one in states_of(agency, date(2027, 1, 15))][1] == "overdue"


def test_a_period_of_which_nobody_wants_a_report_is_shown_and_not_sent(agency, alice, browser, leave):
    leave(times=2, on=date(2026, 11, 12))
    pages = browser(alice, "2027-01-15")

    page = page_of(pages.get(reverse("reports:report", args=[agency.slug, 2026, 10])))
    listed = pages.get(reverse("reports:list", args=[agency.slug])).content.decode()

    assert "nobody asks your agency for one after each period" in page
    assert "They are frozen when you send them." not in page
    assert "layout-ndp_order" not in page
    assert {row[-1] for row in rows_in(listed, "periods")} == {"nobody asks for it"}
