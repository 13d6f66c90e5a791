"""Every count is in exactly one published report or still open, whatever is logged, corrected and sealed when."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.models import ScopeMembership
from agencies.periods import MONTHS
from distributions.actions.correct import CorrectionRefused, correct
from distributions.counts import Counts
from distributions.models import Correction, DailyCount
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import due_periods
from tests import cast
from tests.reporting.conftest import Q1, seal_period

BEGIN = date(2026, 10, 1)
PLACES = ("12207", "12208", "12047", "12303", "")
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("leave"), st.integers(0, 260), st.integers(0, 120), st.sampled_from(PLACES), st.integers(1, 9)
        ),
        st.tuples(st.just("correct"), st.integers(0, 260), st.integers(0, 9), st.integers(-4, 4), st.integers(-4, 4)),
        st.tuples(st.just("seal"), st.integers(0, 260)),
    ),
    min_size=2,
    max_size=12,
)


class Undone(Exception):
    """Takes an example's changes back."""


@pytest.fixture
def two_agencies(agency, new_york, supplier):
    """Albany, which changes to a monthly supplier in January, and Cohoes, which stays."""
    monthly = cast.scope(
        cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems"),
        cadence="monthly",
    )
    ScopeMembership.objects.create(agency=agency, scope=monthly, from_on=Q1)
    return agency, cast.agency(new_york, name="Cohoes Police", supplier=supplier)


def carry_out(steps, agencies, leave, new_york):
    """Do the steps in the order of their days; everything happens on its day."""
    for number, (what, days, *rest) in enumerate(sorted(steps, key=lambda step: step[1])):
        today = BEGIN + timedelta(days=days)
        if what == "leave":
            back, place, times = rest
            leave(
                place,
                times=times,
                kits=times + back % 3,
                on=today - timedelta(back),
                today=today,
                of=agencies[number % 2],
            )
        elif what == "correct":
            which, times, kits = rest
            change(which, Counts(times, kits, 0), today)
        else:
            for scope, starts_on in due_periods(program=new_york, day=today):
                seal_period(scope, starts_on, on=today)


def change(which, difference, today):
    """Correct one of the counts, if there is one and the log takes it."""
    counts = DailyCount.objects.order_by("handed_out_on", "zip_code", "posted_month", "agency__slug")
    if counts and difference != Counts():
        try:
            correct(count=counts[which % len(counts)], difference=difference, reason="typed_wrong", today=today)
        except CorrectionRefused:
            return


def total(rows):
    return tuple(rows.aggregate(times=Sum("handouts", default=0), kits=Sum("items", default=0)).values())


def added(*pairs):
    return tuple(map(sum, zip((0, 0), *pairs, strict=True)))


def published():
    """(times, kits) of the totals of all base reports, and of their net lines; sums repeat them."""
    every = [issue.read() for issue in Issue.objects.exclude(scope=None)]
    documents = [document for document in every if len(document.report.months) == MONTHS[document.cadence]]
    totals = [document.report.total for document in documents]
    nets = [document.net_corrections for document in documents]
    return tuple(added(*((one.handouts, one.kits) for one in lines)) for lines in (totals, nets))


def still_open(model):
    """What of a model's rows no published report has: by scope and posting month."""
    spans = Issue.objects.exclude(scope=None).values_list("scope", "starts_on", "ends_on")
    rows = model.objects.all()
    for scope, first, last in spans:
        rows = rows.exclude(scope=scope, posted_month__range=(first, last))
    return rows


@settings(max_examples=12)
@given(steps=STEPS)
def check(steps, agencies, leave, new_york):
    try:
        with transaction.atomic():
            carry_out(steps, agencies, leave, new_york)
            totals, nets = published()
            assert added(totals, total(still_open(DailyCount))) == total(DailyCount.objects)
            net = Correction.objects.net_lines()
            assert added(nets, total(still_open(Correction).filter(to_net_line=True))) == total(net)
            raise Undone
    except Undone:
        pass


@pytest.mark.slow
def test_issues_and_open_counts_are_all_counts(two_agencies, leave, new_york):
    check(agencies=two_agencies, leave=leave, new_york=new_york)


def test_a_drawn_history_does_publish_and_correct(two_agencies, leave, new_york):
    steps = [
        ("leave", 30, 0, "12207", 9),
        ("leave", 31, 5, "12303", 4),
        ("seal", 111),
        ("leave", 112, 90, "12207", 3),
        ("correct", 113, 1, -2, -2),
        ("seal", 260),
    ]

    carry_out(steps, two_agencies, leave, new_york)
    totals, nets = published()

    assert total(DailyCount.objects)[0] == 16
    assert totals[0] == 16
    assert nets == (-2, -2)
    assert not still_open(DailyCount).exists()


def test_a_seal_that_forgot_a_count_would_be_seen(agency, leave):
    leave(times=5)
    scope = ScopeMembership.objects.get(agency=agency).scope
    seal_period(scope)
    DailyCount.objects.update(handouts=6, items=6)

    assert published()[0] == (5, 5)
    assert added(published()[0], total(still_open(DailyCount))) != total(DailyCount.objects)
