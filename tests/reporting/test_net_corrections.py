"""Net corrections to closed periods are in kits, doses, times and people of a report alike, or in none of them."""

from dataclasses import replace
from datetime import date

import pytest

from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from lbn.reporting.documents import NetCorrections, read_document, to_plain
from lbn.reporting.models import Issue
from lbn.reporting.returns.entries import entries_of
from lbn.reporting.returns.layouts import form_figures, form_lines
from lbn.reporting.returns.mailing import facts_of, report_csv
from tests.documents import period_report
from tests.reporting.asking import shipped_form
from tests.reporting.conftest import Q1, SEAL_DAY, scope_of, seal_period, send

APRIL = date(2027, 4, 2)
NET = NetCorrections(handouts=-1, kits=-3, doses=-6, people_trained=-2)


@pytest.fixture
def corrected(agency, leave, receive):
    """A quarter with seven kits, and a correction of the one before it."""
    receive(60)
    leave(times=4, kits=8, trained=5)
    seal_period(scope_of(agency))
    correct(count=DailyCount.objects.get(), difference=Counts(-1, -3, -2), reason="counted_twice", today=SEAL_DAY)
    leave(times=5, kits=7, trained=4, on=date(2027, 2, 1))
    return send(agency, starts_on=Q1, on=APRIL)


def test_each_figure_has_them(corrected):
    document = corrected.read()

    assert document.corrections == NET
    assert (document.stock.left, document.net_corrections) == (7 - 3, -3)
    assert (document.handouts, document.doses, document.community_trained) == (5 - 1, 14 - 6, 4 - 2)


def test_each_figure_opens_what_it_is_made_of(corrected, agency):
    document = corrected.read()
    period = {"agency": agency, "scope": scope_of(agency, Q1), "starts_on": Q1}

    assert {name: entries_of(name, **period).total for name in ("handouts", "doses", "community_trained")} == {
        "handouts": document.handouts,
        "doses": document.doses,
        "community_trained": document.community_trained,
    }


def test_each_says_how_many_of_it_they_are(corrected, agency, alice, browser):
    page = browser(alice, "2027-04-03").get(f"/agencies/{agency.slug}/reports/2027/01/").content.decode()

    assert [value for label, value in facts_of(corrected.read()) if "net corrections" in label] == [-1, -6, -2]
    file = report_csv(corrected).decode()
    assert '"Doses in the kits left: of these, net corrections to earlier periods",-6' in file
    assert '"C Left with people: of these, net corrections to earlier periods",-3' in file
    assert "\N{MINUS SIGN}6 of these from corrections to earlier periods" in page


def test_the_supplier_is_published_the_same_with_the_line_beside_the_count(corrected, agency):
    seal_period(scope_of(agency, Q1), Q1, on=date(2027, 4, 20))

    issue, own = Issue.objects.get(starts_on=Q1).read(), corrected.read()
    assert issue.net_corrections == NET
    assert issue.report.total.kits + issue.net_corrections.kits == own.stock.left
    assert issue.report.total.doses + issue.net_corrections.doses == own.doses
    assert issue.people_trained + issue.net_corrections.people_trained == own.community_trained
    theirs, mine = form_figures(issue), form_figures(own)
    figures = ("kits_left", "doses_left", "times_left", "community_trained")
    assert [theirs.stated[one] for one in figures] == [mine.stated[one] for one in figures]


def test_a_report_without_any_has_the_bytes_that_it_always_had():
    document = period_report(opening=9, left=4, closing=5)

    assert "corrections" not in to_plain(document)
    assert read_document(document.text) == document


def test_a_report_frozen_before_is_read_as_it_was_written_and_its_form_has_them_in_none():
    before = period_report(left=4, net_corrections=-3, doses=14, community_trained=4)

    read = read_document(before.text)

    assert (read, read.corrections) == (before, None)
    figures = form_figures(read)
    assert [figures.stated[one] for one in ("kits_left", "doses_left", "community_trained")] == [7, 14, 4]
    kits = form_lines(shipped_form("nyoverdose"), figures)[1]
    assert kits.note == "Kits left, without corrections to earlier periods."
    assert form_figures(replace(before, corrections=NET)).stated["kits_left"] == 4
