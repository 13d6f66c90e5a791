"""Reminders of reports: on which day, what they say, once each, and to whom."""

import re
from datetime import date, timedelta

import pytest

from agencies.models import Agency
from lbn.reporting.models import Reminder
from lbn.reporting.returns.actions import accept, return_with_question
from lbn.reporting.returns.actions.reminders import STEPS, remind
from lbn.reporting.returns.actions.waivers import waive, withdraw_waiver
from tests import cast
from tests.reporting.conftest import IN_TIME, Q1, Q4, TOO_LATE, scope_of, seal_period, send

DUE = date(2027, 1, 10)
DAYS = {days: DUE + timedelta(days) for days in STEPS}


@pytest.fixture
def run(agency, mailoutbox, django_capture_on_commit_callbacks):
    """Remind on a day; return the mails that went out: `run(day)`."""

    def on(day, of=agency):
        before = len(mailoutbox)
        of.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            number = remind(agency=of, today=day)
        assert number == len(mailoutbox) - before
        return mailoutbox[before:]

    return on


def gone(agency):
    """The steps that were written down, by period."""
    rows = Reminder.objects.filter(agency=agency).order_by("starts_on", "days")
    return [(row.starts_on, row.days, row.sent_on) for row in rows]


def text(mail):
    return " ".join(mail.body.split())


def test_each_step_has_its_mail_on_its_day_and_on_no_other(agency, alice, run):
    told = {}
    for number in range(60):
        day = date(2026, 12, 1) + timedelta(number)
        for mail in run(day):
            told[day] = mail.subject

    assert told == {
        date(2026, 12, 27): "Your report for October to December 2026 is due on Jan 10, 2027",
        date(2027, 1, 7): "Your report for October to December 2026 is due on Jan 10, 2027",
        date(2027, 1, 10): "Your report for October to December 2026 is due on Jan 10, 2027",
        date(2027, 1, 13): "Your report for October to December 2026 was due on Jan 10, 2027",
        date(2027, 1, 20): "Your report for October to December 2026 was due on Jan 10, 2027",
    }
    assert gone(agency) == [(Q4, days, day) for days, day in DAYS.items()]


def test_before_the_period_has_ended_the_mail_says_so(agency, alice, run):
    (mail,) = run(DAYS[-14])

    assert "ends on Dec 31, 2026, and its report is due on Jan 10, 2027." in text(mail)
    assert "You can send it once the period has ended." in text(mail)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (-3, "ended on Dec 31, 2026, and its report is due on Jan 10, 2027."),
        (0, "The report of Albany County Sheriff's Office for October to December 2026 is due today."),
        (3, "The period closes on Jan 20, 2027; please send the report before then."),
        (10, "The period closes on Jan 20, 2027; please send the report before then."),
    ],
)
def test_each_mail_says_what_happens_next_and_leads_to_the_report(agency, alice, run, days, sentence):
    (mail,) = run(DAYS[days])

    assert mail.to == ["alice@example.org"]
    assert sentence in text(mail)
    assert f"Check and send the report: http://127.0.0.1:8000/agencies/{agency.slug}/reports/2026/10/" in text(mail)


def test_once_the_period_is_closed_the_last_mail_says_what_counts(agency, alice, run, leave):
    leave()
    seal_period(scope_of(agency))

    (mail,) = run(DAYS[10])

    assert "The period is closed now. The published report counts what you logged and marks it as not" in text(mail)
    assert "You can still send your report; it is marked as late." in text(mail)


def test_a_second_run_on_the_same_day_and_on_the_next_sends_nothing(agency, alice, run):
    run(DAYS[-3])
    before = gone(agency)

    again = run(DAYS[-3]) + run(DAYS[-3] + timedelta(1))

    assert again == []
    assert gone(agency) == before


def test_after_missed_runs_only_the_latest_step_is_sent_and_the_others_are_past(agency, alice, run):
    run(DAYS[-14])

    mails = run(DAYS[3] + timedelta(1))

    assert [mail.subject for mail in mails] == ["Your report for October to December 2026 was due on Jan 10, 2027"]
    late = DAYS[3] + timedelta(1)
    assert gone(agency) == [(Q4, -14, DAYS[-14]), (Q4, -3, late), (Q4, 0, late), (Q4, 3, late)]
    assert run(DAYS[10] - timedelta(1)) == []
    assert len(run(DAYS[10])) == 1


@pytest.mark.parametrize(("after", "mails"), [(30, 1), (31, 0)])
def test_a_month_after_the_due_day_nobody_is_reminded_any_more(agency, alice, run, after, mails):
    assert len(run(DUE + timedelta(after))) == mails


@pytest.mark.parametrize("is_decided", [False, True])
def test_whoever_has_sent_hears_no_more(agency, alice, sam, run, leave, is_decided):
    leave()
    run(DAYS[-3])
    report = send(agency)
    if is_decided:
        accept(report=report, by=sam, today=IN_TIME)

    assert [run(DAYS[days]) for days in (0, 3, 10)] == [[], [], []]


def test_a_waived_report_is_not_called_for_until_it_is_asked_for_again(agency, alice, sam, run):
    waive(agency=agency, scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=date(2027, 1, 2))
    waived = [mail for days in (-3, 0) for mail in run(DAYS[days])]

    withdraw_waiver(agency=agency, scope=scope_of(agency), starts_on=Q4, by=sam)

    assert waived == []
    assert len(run(DAYS[0] + timedelta(1))) == 1
    assert [days for _, days, _ in gone(agency)] == [-14, -3, 0]


def test_a_closed_agency_and_one_without_coordinator_have_none(agency, stan, run):
    nobody = run(DAYS[-3])
    unwritten = gone(agency)
    cast.user("Alice", role="coordinator", agency=agency)
    Agency.objects.filter(pk=agency.pk).update(status="closed", closed_on=DAYS[-3])

    assert (nobody, unwritten, run(DAYS[0]), gone(agency)) == ([], [], [], [])
    Agency.objects.filter(pk=agency.pk).update(status="admitted", closed_on=None)
    assert len(run(DAYS[0])) == 1


def test_a_month_that_had_ended_before_the_agency_began_is_not_called_for(agency, supplier, alice, run):
    agency.scope_memberships.update(scope=cast.scope(supplier, cadence="monthly"))
    Agency.objects.filter(pk=agency.pk).update(active_since_on=date(2026, 11, 5))

    mails = [mail.subject for day in (7, 10, 26) for mail in run(date(2026, 11, day))]

    assert mails == ["Your report for November 2026 is due on Dec 10, 2026"]


def test_a_question_is_called_for_once_three_days_after_it(agency, alice, sam, run, leave):
    leave()
    return_with_question(report=send(agency), question="Sure?", by=sam, today=TOO_LATE)

    told = {day: mail for day in range(11, 32) for mail in run(date(2027, 1, day))}

    assert list(told) == [14]
    assert told[14].subject == "Reminder: a question about your report for October to December 2026"
    assert "Capital Harm Reduction still waits for your answer to a question about the report of Albany" in text(
        told[14]
    )
    assert "Sure?" not in told[14].body
    assert gone(agency) == [(Q4, Reminder.about_question(1), date(2027, 1, 14))]


def test_a_second_question_has_its_own_mail_and_an_answered_one_none(agency, alice, sam, run, leave):
    leave()
    return_with_question(report=send(agency), question="Sure?", by=sam, today=TOO_LATE)
    second = send(agency, on=date(2027, 1, 12))
    answered = run(date(2027, 1, 14))
    return_with_question(report=second, question="And now?", by=sam, today=date(2027, 1, 15))

    mails = run(date(2027, 1, 20))

    assert answered == []
    assert len(mails) == 1
    assert gone(agency) == [(Q4, Reminder.about_question(2), date(2027, 1, 20))]


def test_each_coordinator_has_a_mail_and_nobody_else(agency, alice, stan, sam, run):
    cast.user("Ben", role="coordinator", agency=agency)
    away = cast.user("Cara", role="coordinator", agency=agency)
    away.is_active = False
    away.save()

    mails = run(DAYS[0])

    assert [mail.to for mail in mails] == [["alice@example.org"], ["ben@example.org"]]
    assert len(gone(agency)) == 3


def test_two_periods_that_are_due_have_a_mail_each(agency, alice, run):
    mails = run(date(2027, 2, 9)) + run(date(2027, 4, 10))

    assert [mail.subject.split(" for ")[1].split(" is ")[0].split(" was ")[0] for mail in mails] == [
        "October to December 2026",
        "January to March 2027",
    ]
    assert {row[0] for row in gone(agency)} == {Q4, Q1}


def test_no_place_no_day_of_kits_and_no_person_is_in_a_mail(agency, alice, sam, run, leave, receive):
    receive(40)
    leave(times=3, kits=7, on=date(2026, 11, 20), trained=2)

    mails = [mail for day in DAYS.values() for mail in run(day)]
    return_with_question(
        report=send(agency, by=alice, on=date(2027, 1, 21)), question="12207?", by=sam, today=date(2027, 1, 21)
    )
    mails += run(date(2027, 1, 24))

    assert len(mails) == 6
    for mail in mails:
        words = re.sub(r"http\S+", "", mail.subject + mail.body)
        assert not re.search(r"\b\d{5}\b|\d:\d\d|Nov|Storeroom|Alice|Sam\b|\b7\b|\b40\b", words)


def test_an_agency_without_supplier_is_reminded_too(stranger, run):
    (mail,) = run(DAYS[-3], of=stranger)

    assert mail.to == ["tina@example.org"]
    assert "No supplier" not in mail.body
