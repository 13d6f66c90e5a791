"""A supplier's desk: one agency over time as it stated itself, and asking for a report with one press."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, AuditEvent, ReportingScope, ScopeMembership
from lbn.reporting.models import Reminder
from lbn.reporting.returns.actions import accept, return_with_question
from lbn.reporting.returns.actions.admission import leave_out
from lbn.reporting.returns.actions.asking import AskingRefused, ask_for_report
from lbn.reporting.returns.actions.reminders import remind
from lbn.reporting.returns.actions.waivers import waive
from lbn.reporting.returns.reporter import draw_reporter
from lbn.reporting.returns.states import ReportState
from tests import cast
from tests.reporting.conftest import IN_TIME, Q1, Q4, TOO_LATE, scope_of, seal_period, send
from tests.reporting.reading import at_supplier, page_of, rows_in

DASH = "\N{EN DASH}"
OVERDUE = date(2027, 1, 15)


@pytest.fixture
def asked(agency, sam, mailoutbox, django_capture_on_commit_callbacks):
    """Ask for Albany's report of the last quarter of 2026 on a day; return the mails: `asked(day)`."""

    def ask(day=OVERDUE, **facts):
        before = len(mailoutbox)
        usual = {"agency": agency, "scope": scope_of(agency), "starts_on": Q4, "by": sam}
        with django_capture_on_commit_callbacks(execute=True):
            number = ask_for_report(**usual | facts, today=day)
        assert number == len(mailoutbox) - before
        return mailoutbox[before:]

    return ask


def at_agency(supplier, agency):
    return at_supplier("agency", supplier, agency.slug)


def ask_url(supplier, agency, starts_on=Q4):
    return reverse("supplier:ask", args=[supplier.slug, agency.slug, starts_on.year, starts_on.month])


def test_each_period_stands_with_what_the_agency_stated(agency, supplier, sam, alice, leave, receive, browser):
    receive(20)
    leave(times=4, kits=5)
    accept(report=send(agency), by=sam, today=IN_TIME)
    seal_period(scope_of(agency))

    page = browser(sam, "2027-04-15").get(at_agency(supplier, agency)).content.decode()

    assert [row[:7] for row in rows_in(page, "reports")] == [
        ["January to March 2027", "Overdue since Apr 10, 2027", "", DASH, DASH, DASH, DASH],
        ["October to December 2026", "Accepted", "on time", "Jan 8, 2027", "20", "5", "15"],
    ]
    assert "Alice" in page
    assert "Albany County" in page


def test_nothing_on_hand_is_said_in_words(agency, supplier, sam, alice, leave, receive, browser):
    receive(5)
    leave(times=4, kits=5)
    send(agency)

    page = browser(sam, "2027-01-15").get(at_agency(supplier, agency)).content.decode()

    assert rows_in(page, "reports")[0][6] == "0, out of kits"


def test_nothing_of_it_is_live(agency, supplier, sam, alice, leave, receive, browser):
    receive(20)
    send(agency, no_kits=True)
    client = browser(sam, "2027-01-15")
    before = rows_in(client.get(at_agency(supplier, agency)).content.decode(), "reports")

    leave(times=4, kits=5, on=date(2027, 1, 12))
    receive(7)

    assert rows_in(client.get(at_agency(supplier, agency)).content.decode(), "reports") == before


def test_periods_with_another_supplier_are_not_there(agency, new_york, supplier, sam, alice, leave, browser):
    leave(times=4)
    send(agency)
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    eve = cast.user("Eve", role="supplier_staff", supplier=other)
    ScopeMembership.objects.create(agency=agency, scope=cast.scope(other), from_on=Q1)

    old = browser(sam, "2027-04-15").get(at_agency(supplier, agency)).content.decode()
    new = browser(eve, "2027-04-15").get(at_agency(other, agency)).content.decode()

    assert [row[0] for row in rows_in(old, "reports")] == ["October to December 2026"]
    assert [row[0] for row in rows_in(new, "reports")] == ["January to March 2027"]


def test_the_mail_says_who_waits_for_what_and_leads_to_the_report(agency, alice, asked):
    (mail,) = asked()

    text = " ".join(mail.body.split())
    assert mail.to == [alice.email]
    assert mail.subject == "Your supplier waits for your report for October to December 2026"
    told = (
        "Capital Harm Reduction waits for the report of Albany County Sheriff's Office for October to December 2026"
    )
    assert f"{told}, which was due on Jan 10, 2027." in text
    assert reverse("reports:report", args=[agency.slug, 2026, 10]) in text


def test_before_the_due_day_the_mail_says_when_it_is_due(agency, alice, asked):
    (mail,) = asked(date(2027, 1, 5))

    assert "which is due on Jan 10, 2027." in " ".join(mail.body.split())


def test_a_question_is_asked_for_as_a_question(agency, alice, sam, asked):
    return_with_question(report=send(agency, no_kits=True), question="Sure?", by=sam, today=IN_TIME)

    (mail,) = asked()

    text = " ".join(mail.body.split())
    assert "waits for your answer to its question about the report" in text
    assert "If no kit was left" not in text


def test_a_press_is_written_down_on_both_sides(agency, supplier, sam, alice, asked):
    asked()

    event = AuditEvent.objects.get(what="report.asked_for")
    assert (event.agency, event.supplier, event.by) == (agency, supplier, sam)
    assert event.details == {"starts_on": "2026-10-01"}


def test_a_report_is_asked_for_once_a_week(agency, alice, asked):
    asked()

    sentence = r"^You asked for this report on Jan 15, 2027\. You can ask again from Jan 22, 2027 on\.$"
    for day in (OVERDUE, date(2027, 1, 21)):
        with pytest.raises(AskingRefused, match=sentence):
            asked(day)

    assert Reminder.objects.count() == 1
    assert len(asked(date(2027, 1, 22))) == 1


def test_our_own_reminders_go_on(agency, alice, asked):
    asked(date(2027, 1, 11))

    assert remind(agency=agency, today=date(2027, 1, 13)) == 1


REFUSED = "Nothing was sent: you are not waiting for the report of Albany County Sheriff's Office for October to"


@pytest.mark.parametrize("how", ["sent", "waived", "running", "left out"])
def test_what_nobody_waits_for_is_not_asked_for(how, agency, alice, sam, olga, asked):
    day = OVERDUE
    if how == "sent":
        send(agency, no_kits=True)
    elif how == "waived":
        waive(agency=agency, scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=TOO_LATE)
    elif how == "running":
        day = date(2026, 12, 30)
    else:
        leave_out(agency=agency, because="duplicate", by=olga, today=TOO_LATE)
        agency.refresh_from_db()

    with pytest.raises(AskingRefused, match=f"^{REFUSED}"):
        asked(day)

    assert not Reminder.objects.exists()
    assert not AuditEvent.objects.filter(what="report.asked_for").exists()


def test_an_agency_without_a_coordinator_cannot_be_asked(agency, asked):
    with pytest.raises(AskingRefused, match="has no program coordinator"):
        asked()

    assert not Reminder.objects.exists()


def test_another_suppliers_period_is_not_asked_for(agency, new_york, alice, asked):
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")

    with pytest.raises(AskingRefused, match="This period is none of the agency's with you"):
        asked(scope=cast.scope(other))


def test_one_press_asks_and_says_so(agency, supplier, sam, alice, browser, mailoutbox):
    client = browser(sam, "2027-01-15")
    listed = client.get(at_supplier("agencies", supplier)).content.decode()

    answer = client.post(ask_url(supplier, agency), follow=True)
    again = client.post(ask_url(supplier, agency), follow=True)

    assert ask_url(supplier, agency) in listed
    assert "We asked Albany County Sheriff&#x27;s Office for its report for October to December 2026." in page_of(
        answer
    )
    assert "You asked for this report on Jan 15, 2027." in page_of(again)
    assert Reminder.objects.count() == 1


def test_strangers_find_no_agency_and_ask_for_nothing(agency, supplier, new_york, alice, browser):
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    eve = cast.user("Eve", role="supplier_staff", supplier=other)
    client = browser(eve, "2027-01-15")

    assert client.get(at_agency(other, agency)).status_code == 404
    assert client.get(at_agency(supplier, agency)).status_code == 404
    assert client.post(ask_url(other, agency)).status_code == 404
    assert client.post(ask_url(supplier, agency)).status_code == 404
    assert not Reminder.objects.exists()


def drawn(*lefts):
    """The line of quarters in which so many kits were left, newest last; None is no report."""
    agency, scope = Agency(slug="a"), ReportingScope(cadence="quarterly")
    starts = [date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]
    rows = [Row(ReportState(agency, scope, first, OVERDUE), left) for first, left in zip(starts, lefts, strict=False)]
    return draw_reporter(rows[::-1])


@dataclass
class Row:
    state: ReportState
    left: int | None


def test_kits_left_are_a_line_with_gaps_and_never_below_nothing():
    assert [point.value for point in drawn(5, None, 7).points] == [5, None, 7]
    assert drawn(5, -3, 7) is None
    assert drawn(5, None, None) is None
