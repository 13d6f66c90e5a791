"""Figures for those who ask when they like: whole closed periods, one after the other, frozen, as the log has it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.actions.scopes import enter_scope
from agencies.models import AuditEvent, ReportingPeriod, ScopeMembership
from agencies.periods import add_months, month_of
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount, MonthlyTally
from lbn.reporting.models import AgencyReport, ContentChanged, Statement
from lbn.reporting.returns.actions import return_with_question
from lbn.reporting.returns.actions.statements import make_statement
from lbn.reporting.returns.statements import StatementRefused, next_span, statement_rows
from lbn.reporting.returns.states import ReportState
from tests import cast
from tests.reporting.asking import give, recipients
from tests.reporting.conftest import Q1, Q4, TOO_LATE, scope_of, seal_period, send

AFTER = date(2027, 1, 21)


@pytest.fixture(autouse=True)
def reorder(new_york):
    give(new_york, {})


def make(agency, *, on=AFTER, by=None, number=0):
    return make_statement(agency=agency, recipient=recipients(agency, on)[number], by=by, today=on)


def close(scope, starts_on):
    period = ReportingPeriod.objects.get_or_create(scope=scope, starts_on=starts_on)[0]
    period.sealed_at = datetime(2027, 1, 20, tzinfo=UTC)
    period.save()


def test_figures_are_the_logs_and_are_frozen(agency, alice, leave, receive):
    receive(40)
    leave(times=3, kits=5, trained=2)
    MonthlyTally.objects.create(agency=agency, month=date(2026, 11, 1), reported_used=2)
    close(scope_of(agency), Q4)

    made = make(agency, by=alice)
    leave(times=9, on=date(2026, 12, 30), today=AFTER)
    made.refresh_from_db()

    assert (made.starts_on, made.ends_on, made.made_on, made.made_by) == (Q4, date(2026, 12, 31), AFTER, alice)
    assert dict(statement_rows(made.read())) == {
        "Kits on hand at the beginning": 0,
        "Kits received": 40,
        "Kits on hand at the end": 35,
        "Naloxone kits left": 5,
        "Doses in the kits left": 10,
        "Times kits were left": 3,
        "Community members trained (when a kit was left)": 2,
        "Kits reported used": 2,
    }
    assert [event.by for event in AuditEvent.objects.filter(what="figures.made", agency=agency)] == [alice]


def test_content_that_was_changed_is_not_shown(agency, leave):
    close(scope_of(agency), Q4)
    made = make(agency)
    Statement.objects.update(content=replace(made.read(), kits=99).text)
    made.refresh_from_db()

    with pytest.raises(ContentChanged, match=f"stored text of statement {made.pk} was changed"):
        made.read()


def test_corrections_to_closed_periods_are_in_the_next_figures(agency, leave):
    leave(times=4)
    seal_period(scope_of(agency))
    make(agency)
    count = DailyCount.objects.get()
    correct(count=count, difference=Counts(-1, -1, 0), reason="counted_twice", by=None, today=date(2027, 2, 2))
    leave(times=2, on=date(2027, 2, 3))
    close(scope_of(agency), Q1)

    second = make(agency, on=date(2027, 4, 21))

    rows = dict(statement_rows(second.read()))
    assert rows["Naloxone kits left"] == 1
    assert rows["of these kits: net corrections to earlier periods"] == -1


def test_the_next_begin_where_the_last_ended_and_nothing_is_made_before_a_period_closes(agency, leave):
    close(scope_of(agency), Q4)
    make(agency)

    with pytest.raises(StatementRefused, match="figures of this month already"):
        make(agency, on=date(2027, 1, 30))
    with pytest.raises(StatementRefused) as refused:
        make(agency, on=date(2027, 4, 19))
    close(scope_of(agency), Q1)
    make(agency, on=date(2027, 4, 20))

    assert str(refused.value) == (
        "There are figures up to Dec 31, 2026 already. The next period, January to March 2027, closes on "
        "Apr 20, 2027."
    )
    assert list(Statement.objects.order_by("starts_on").values_list("starts_on", "ends_on")) == [
        (Q4, date(2026, 12, 31)),
        (Q1, date(2027, 3, 31)),
    ]


def test_before_the_first_period_has_closed_there_are_none(agency):
    with pytest.raises(StatementRefused, match="The first one, October to December 2026, closes on Jan"):
        make(agency, on=date(2027, 1, 19))

    assert not Statement.objects.exists()
    assert not AuditEvent.objects.filter(what="figures.made").exists()


def test_several_closed_periods_are_one_statement_up_to_the_first_that_is_open(agency):
    scope = scope_of(agency)
    for first in (Q4, Q1, date(2027, 7, 1)):
        close(scope, first)

    made = make(agency, on=date(2027, 10, 25))

    assert (made.starts_on, made.ends_on) == (Q4, date(2027, 3, 31))


def test_each_recipient_has_figures_of_its_own(agency, new_york):
    give(new_york, {}, {"slug": "county", "cadence": "on_request"})
    close(scope_of(agency), Q4)

    first, second = make(agency), make(agency, number=1)

    assert (first.profile, second.profile) == ("reorder", "county")
    assert (first.starts_on, first.ends_on) == (second.starts_on, second.ends_on)


def test_a_year_is_the_states_fiscal_year_and_may_be_made_once_it_has_closed(agency, new_york):
    give(new_york, {"cadence": "annual"}, fiscal_year_begins=4)
    scope = scope_of(agency)
    close(scope, Q4)
    with pytest.raises(StatementRefused) as refused:
        make(agency, on=date(2027, 4, 19))
    close(scope, Q1)
    first = make(agency, on=date(2027, 4, 20))
    for number in range(4):
        close(scope, add_months(date(2027, 4, 1), 3 * number))

    second = make(agency, on=date(2028, 4, 20))

    assert str(refused.value) == (
        "The fiscal year that ends on Mar 31, 2027 is not closed yet: its last period closes on Apr 20, 2027."
    )
    assert (first.starts_on, first.ends_on) == (Q4, date(2027, 3, 31))
    assert (second.starts_on, second.ends_on) == (date(2027, 4, 1), date(2028, 3, 31))


def test_figures_go_on_over_a_change_of_supplier_and_of_cadence(agency, new_york, leave):
    leave(times=2)
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    first = scope_of(agency)
    enter_scope(agency=agency, supplier=other, day=date(2026, 11, 20))
    monthly = cast.scope(other, cadence="monthly")
    ScopeMembership.objects.filter(agency=agency, from_on=Q1).update(scope=monthly)
    leave(times=5, on=date(2027, 1, 12))
    close(first, Q4)
    close(monthly, Q1)

    made = make(agency, on=date(2027, 2, 20))

    assert (made.starts_on, made.ends_on, made.read().kits) == (Q4, date(2027, 1, 31), 7)


def test_typed_figures_come_from_the_reports_and_else_from_the_tallies(agency, supplier, leave, sam):
    agency.scope_memberships.update(scope=cast.scope(supplier, cadence="monthly"))
    scope = scope_of(agency)
    for number, month in enumerate((Q4, date(2026, 11, 1), date(2026, 12, 1)), start=1):
        leave(on=month)
        MonthlyTally.objects.create(agency=agency, month=month, reported_used=number)
        report = send(agency, on=TOO_LATE, starts_on=month)
        if number != 2:
            typed = report.read().typed | {"reported_used": 10 * number, "refills": number}
            AgencyReport.objects.filter(pk=report.pk).update(
                **AgencyReport.freeze(replace(report.read(), typed=typed))
            )
        if number == 3:
            report.refresh_from_db()
            return_with_question(report=report, question="Sure?", by=sam, today=TOO_LATE)
        close(scope, month)

    typed = make(agency).read().typed

    assert typed == {"initial_doses": None, "refills": 1, "people_served": None, "reported_used": 10 + 2 + 3}


def test_what_nobody_stated_is_not_none(agency):
    close(scope_of(agency), Q4)

    assert dict(statement_rows(make(agency).read()))["Kits reported used"] is None


def period(number, *, is_sealed, cadence):
    """The `number`th period of an agency, from October 2026 on; in no database."""
    months = 1 if cadence == "monthly" else 3
    first = add_months(Q4, number * months)
    scope = SCOPES[cadence]
    return ReportState(None, scope, first, first, is_sealed=is_sealed)


class Scope:
    """As much of a reporting scope as the rule asks."""

    def __init__(self, cadence):
        self.cadence = cadence
        self.supplier = self
        self.program = self
        self.rules = self
        self.fiscal_year_begins = 4

    def deadlines_for(self, _cadence):
        return Days


class Days:
    due_day, seal_day = 10, 20


SCOPES = {cadence: Scope(cadence) for cadence in ("monthly", "quarterly")}


class Asking:
    def __init__(self, cadence, scope):
        self.cadence, self.scope = cadence, scope


@given(
    cadence=st.sampled_from(["monthly", "quarterly"]),
    asks=st.sampled_from(["on_request", "annual"]),
    presses=st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=25),
)
def test_figures_of_one_recipient_never_overlap_and_are_whole_closed_periods(cadence, asks, presses):
    """`presses` are days between tries, and whether the periods that are due for it were closed before it."""
    recipient = Asking(asks, SCOPES[cadence])
    today, closed, made = date(2026, 10, 5), 0, []
    for days, closes in presses:
        today += timedelta(days)
        periods = [period(number, is_sealed=False, cadence=cadence) for number in range(40)]
        begun = [one for one in periods if one.starts_on <= today]
        if closes:
            closed = max(closed, sum(add_months(month_of(one.ends_on), 1).replace(day=20) <= today for one in begun))
        begun = [period(number, is_sealed=number < closed, cadence=cadence) for number in range(len(begun))]
        last = made[-1] if made else None
        try:
            span = next_span(recipient, begun[::-1], last, today)
        except StatementRefused:
            continue
        made.append(Statement(starts_on=span.first, ends_on=span.last, made_on=today))
        inside = [one for one in begun if one.starts_on in span]
        assert (inside[0].starts_on, inside[-1].ends_on) == span
        assert all(one.is_sealed for one in inside)
    ends = [Q4 - timedelta(1)] + [one.ends_on for one in made]
    assert [one.starts_on - timedelta(1) for one in made] == ends[:-1]
    if asks != "annual":
        assert len({month_of(one.made_on) for one in made}) == len(made)


@pytest.mark.parametrize("seed", range(6))
def test_sums_over_all_figures_and_what_is_open_are_the_log(agency, kit, seed):
    draw = Random(seed)
    days = [(draw.randint(0, 300), draw.randint(1, 9)) for _ in range(12)]
    leave_all(agency, kit, days)
    for number in range(3):
        close(scope_of(agency), add_months(Q4, 3 * number))
        if number == 0 or draw.random() < 0.5:
            make(agency, on=add_months(Q4, 3 * number + 3).replace(day=20))

    documents = [one.read() for one in Statement.objects.all()]

    until = Statement.objects.first().ends_on
    rows = DailyCount.objects.filter(posted_month__lte=until)
    for name, figure in (("kits", "items"), ("handouts", "handouts"), ("people_trained", "people_trained")):
        assert sum(getattr(document, name) for document in documents) == rows.totals()[figure]
    later = DailyCount.objects.filter(posted_month__gt=until).totals()["items"]
    assert sum(document.kits for document in documents) + later == sum(kits for _, kits in days)


def leave_all(agency, kit, days):
    """Count `(days after the agency began, kits)` as left, each in the month of its day."""
    for after, kits in days:
        day = Q4 + timedelta(after)
        key = (agency.pk, scope_of(agency).pk, day, "day", day.replace(day=1), agency.jurisdiction_id, "", kit.pk)
        DailyCount.objects.increment({key: (1, kits, 0)})
