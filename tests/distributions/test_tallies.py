"""What is told about a month beside the kits left: kept once, as figures only."""

from datetime import date

from agencies.models import AuditEvent
from distributions.actions.tallies import tell_tally
from distributions.models import MonthlyTally

OCTOBER = date(2026, 10, 1)


def told():
    return list(MonthlyTally.objects.values_list("month", "declined", "none_on_hand", "reported_used"))


def test_a_month_has_its_tallies_once_and_the_last_word_stands(agency, alice):
    how = {"agency": agency, "month": OCTOBER, "by": alice}
    tell_tally(declined=4, none_on_hand=None, reported_used=0, **how)
    tell_tally(declined=5, none_on_hand=2, reported_used=None, **how)

    assert told() == [(OCTOBER, 5, 2, None)]


def test_the_trail_has_who_told_which_figures_and_nothing_else(agency, alice):
    how = {"agency": agency, "month": OCTOBER, "declined": 4, "none_on_hand": None, "reported_used": 0, "by": alice}
    tell_tally(**how)
    tell_tally(**how)

    event = AuditEvent.objects.get(what="tally.told")
    assert (event.by, event.agency, event.subject) == (alice, agency, "2026-10")
    assert event.details == {"declined": 4, "none_on_hand": None, "reported_used": 0}


def test_nothing_told_leaves_no_trace(agency, alice):
    tell_tally(agency=agency, month=OCTOBER, declined=None, none_on_hand=None, reported_used=None, by=alice)

    assert not AuditEvent.objects.filter(what="tally.told").exists()


def test_tallies_are_read_by_month_and_by_agency(agency, stranger, alice):
    figures = {"declined": 1, "none_on_hand": None, "reported_used": None, "by": alice}
    for month in (date(2026, 8, 1), date(2026, 9, 1), OCTOBER):
        tell_tally(agency=agency, month=month, **figures)
    tell_tally(agency=stranger, month=OCTOBER, **figures)

    found = MonthlyTally.objects.of(agency).between(date(2026, 9, 1), OCTOBER).by_month()

    assert [(month, tally.agency) for month, tally in found.items()] == [
        (OCTOBER, agency),
        (date(2026, 9, 1), agency),
    ]
