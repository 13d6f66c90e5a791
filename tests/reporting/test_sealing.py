"""Periods are sealed once, never early, and finished by the next run if a run was killed."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.models import AuditEvent, Program, ReportingPeriod, ScopeMembership
from lbn.reporting.models import AgencyReport, ContentChanged, Issue, WithdrawalRefused
from lbn.reporting.published.actions import due_periods, sealing, withdraw
from lbn.reporting.published.actions.rollups import complete_quarters
from lbn.reporting.published.compile.cells import Area
from tests import cast
from tests.reporting.conftest import Q1, Q4, SEAL_DAY, scope_of, seal_period, send


@pytest.fixture
def at(settings):
    """Set the clock: `at("2027-01-20T12:00")`, UTC."""

    def set_clock(instant):
        settings.LBN_NOW = instant

    return set_clock


def run(**options):
    said = StringIO()
    call_command("seal_reports", catch_up=True, stdout=said, **options)
    return said.getvalue().splitlines()


def sealed():
    return list(ReportingPeriod.objects.exclude(sealed_at=None).values_list("starts_on", flat=True))


def spans():
    return sorted(Issue.objects.exclude(scope=None).values_list("starts_on", "ends_on"))


def test_nothing_is_sealed_before_its_day(agency, leave, at):
    leave()
    at("2027-01-20T04:59")  # 11:59 in the evening of January 19 in New York

    run()

    assert sealed() == []
    assert not Issue.objects.exists()
    with pytest.raises(ValueError, match="not sealed before 2027-01-20"):
        seal_period(scope_of(agency), on=date(2027, 1, 19))
    assert sealed() == []


def test_on_the_seal_day_the_period_is_sealed_and_published_once(agency, leave, at):
    leave()
    at("2027-01-20T05:00")  # the first minute of January 20 in New York

    first = run()
    stored = list(Issue.objects.values())
    second = run()

    assert sealed() == [Q4]
    assert (first[-1], second) == ("Reports published: 2.", ["Nothing to seal."])
    assert spans() == [(Q4, date(2026, 12, 31))]
    assert list(Issue.objects.values()) == stored
    assert AuditEvent.objects.filter(what="period.sealed").count() == 1


def test_a_sealed_period_is_not_sealed_again(agency, leave):
    leave()
    scope = scope_of(agency)

    assert len(seal_period(scope)) == 1
    assert seal_period(scope, on=date(2027, 1, 25)) == []
    assert Issue.objects.count() == 1


def test_a_day_to_come_is_refused(agency, leave, at):
    leave()
    at("2027-01-19T12:00")

    with pytest.raises(CommandError, match="2027-01-20 is still to come") as refused:
        run(on="2027-01-20")

    assert refused.value.returncode == 2
    assert sealed() == []


def test_what_is_no_day_is_refused(agency, at):
    with pytest.raises(CommandError, match="Jan 20 is not a day") as refused:
        run(on="Jan 20")

    assert refused.value.returncode == 2


def test_an_earlier_day_seals_what_was_due_then_and_dates_it_today(agency, leave, at):
    leave()
    at("2027-04-25T12:00")

    run(on="2027-01-20")

    issue = Issue.objects.exclude(scope=None).get()
    assert (sealed(), issue.issued_on) == ([Q4], date(2027, 4, 25))
    assert issue.read().as_of == date(2027, 4, 25)


def test_a_missed_period_is_caught_up_oldest_first(agency, leave, at):
    leave()
    at("2027-04-25T12:00")

    run()

    assert sealed() == [Q4, Q1]


def test_a_killed_run_is_finished_by_the_next_one(agency, stranger, leave, at, monkeypatch):
    leave()
    at("2027-04-25T12:00")
    really, calls = sealing.compile_supplier_report, []

    def killed_at_the_third(**what):
        calls.append(what)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return really(**what)

    monkeypatch.setattr(sealing, "compile_supplier_report", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        run()
    half = (len(sealed()), Issue.objects.exclude(scope=None).count())
    run()

    assert half == (2, 3)
    assert len(sealed()) == 4
    assert spans() == sorted([(Q4, date(2026, 12, 31)), (Q1, date(2027, 3, 31)), (Q4, date(2027, 3, 31))] * 2)


def test_a_kill_inside_a_period_leaves_it_open(agency, leave, monkeypatch):
    leave()
    monkeypatch.setattr(sealing, "record", lambda **what: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        seal_period(scope_of(agency))

    assert sealed() == []
    assert not Issue.objects.exists()


def test_a_monthly_scope_is_sealed_month_by_month(agency, new_york, leave, supplier):
    monthly = cast.scope(supplier, cadence="monthly")
    ScopeMembership.objects.filter(agency=agency).update(scope=monthly)
    leave(on=date(2026, 10, 30))
    leave(on=date(2026, 11, 2), times=2)

    due = list(due_periods(program=new_york, day=date(2026, 12, 20)))
    for scope, starts_on in due:
        seal_period(scope, starts_on, on=date(2026, 12, 20))

    assert [starts_on for _, starts_on in due] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert spans() == [(date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 30))]
    totals = [issue.read().report.total.handouts for issue in Issue.objects.order_by("starts_on")]
    assert totals == [1, 2]


def test_a_year_is_folded_beside_a_quarter_without_places(new_york, leave, supplier, kit):
    yearly = cast.scope(cast.supplier(new_york, name="Sparse"))
    sparse = cast.agency(new_york, name="Sparse Police", since=date(2026, 1, 1))
    ScopeMembership.objects.filter(agency=sparse).update(scope=yearly)
    leave("12207", times=15, on=date(2026, 5, 5), of=sparse)
    leave("12207", times=3, on=date(2026, 10, 5), of=sparse)

    for starts_on in (date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1), Q4):
        seal_period(yearly, starts_on)

    quarter, year = (
        Issue.objects.get(starts_on=first, ends_on=date(2026, 12, 31)).read() for first in (Q4, date(2026, 1, 1))
    )
    assert Issue.objects.count() == 5
    assert (quarter.report.total.handouts, quarter.report.rows) == (3, ())
    assert [(row.label, row.handouts) for row in year.report.rows] == [("12207", 18)]


def test_three_months_of_a_monthly_scope_reach_the_states_quarter(agency, supplier, new_york, leave):
    mixed = cast.scope(supplier, cadence="monthly")
    ScopeMembership.objects.filter(agency=agency).update(scope=mixed)
    leave("12207", times=12)
    for month in (10, 11, 12):
        seal_period(mixed, date(2026, month, 1))

    quarters = list(complete_quarters(Area(new_york), before=SEAL_DAY))

    assert [(quarter, len(issues)) for quarter, issues in quarters] == [(Q4, 3)]


def test_a_withdrawn_report_keeps_its_content_and_its_sentence(agency, leave, olga):
    leave()
    issue = seal_period(scope_of(agency))[0]
    content = issue.content

    held = withdraw(issue=issue, because="Counted on the wrong key.", by=olga)
    with pytest.raises(WithdrawalRefused, match="withdrawn before"):
        withdraw(issue=issue, because="Something else.", by=olga)

    issue.refresh_from_db()
    assert (held.status, issue.withdrawn_because, issue.content) == (
        "withdrawn",
        "Counted on the wrong key.",
        content,
    )
    assert AuditEvent.objects.filter(what="issue.withdrawn").count() == 1


def test_changed_content_is_not_read(agency, leave):
    leave(times=3)
    issue = seal_period(scope_of(agency))[0]
    document = issue.read()

    assert document.people_trained == 0
    issue.content = replace(document, people_trained=99).text
    with pytest.raises(ContentChanged, match=f"stored text of issue {issue.pk} was changed"):
        issue.read()


def test_each_program_is_sealed_by_its_own_midnight(agency, leave, at):
    leave()
    Program.objects.update(time_zone="America/Los_Angeles")
    at("2027-01-20T07:59")

    run()

    assert sealed() == []


def test_a_report_that_was_altered_keeps_its_own_scope_back_and_no_other(agency, city, leave, settings):
    leave("12207", times=12)
    leave("12305", times=12, of=city)
    report = send(agency)
    AgencyReport.objects.filter(pk=report.pk).update(content=report.content.replace('"left":12', '"left":13'))
    settings.LBN_NOW = f"{SEAL_DAY}T17:00"

    with pytest.raises(CommandError, match=f"^The stored text of agency report {report.pk} was changed.") as refused:
        call_command("seal_reports", catch_up=True, stdout=StringIO())

    sealed = ReportingPeriod.objects.exclude(sealed_at=None)
    assert refused.value.returncode == 1
    assert not sealed.filter(scope=scope_of(agency)).exists()
    assert not Issue.objects.filter(scope=scope_of(agency)).exists()
    assert sealed.filter(scope=scope_of(city)).count() == 3
