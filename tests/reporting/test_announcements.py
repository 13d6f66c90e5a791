"""Mails about reports: one that came, one that was decided, those that did not come, and what was published."""

from datetime import date, timedelta

import pytest

from agencies.models import SentOnce, UnwantedMail
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.published.actions import announce_published, withdraw
from lbn.reporting.returns.actions import ReportRefused, accept, amend, return_with_question, submit
from lbn.reporting.returns.actions.missed import tell_missed
from lbn.reporting.returns.actions.waivers import waive
from tests import cast
from tests.reporting.conftest import IN_TIME, Q4, SEAL_DAY, scope_of, seal_period, send

HERE = "http://127.0.0.1:8000"
TOLD_ON = date(2027, 1, 20)
PERIOD = "October to December 2026"


@pytest.fixture
def mails_of(mailoutbox, django_capture_on_commit_callbacks):
    """Do something; return what it returned, and the mails that went out as (address, subject)."""

    def do(action, **given):
        before = len(mailoutbox)
        with django_capture_on_commit_callbacks(execute=True):
            done = action(**given)
        return done, [(mail.to[0], mail.subject) for mail in mailoutbox[before:]]

    return do


def text(mail):
    return " ".join(mail.body.split())


def tell(of, day=TOLD_ON):
    return {"supplier": of, "today": day}


def test_everybody_at_the_supplier_is_told_of_a_report(agency, supplier, sam, leave, mails_of, mailoutbox):
    cast.user("Sue", role="supplier_staff", supplier=supplier)
    gone = cast.user("Gus", role="supplier_staff", supplier=supplier)
    gone.is_active = False
    gone.save()
    leave()

    report, mails = mails_of(send, agency=agency)

    subject = f"Report for {PERIOD}: Albany County Sheriff's Office"
    assert mails == [("sam@example.org", subject), ("sue@example.org", subject)]
    assert "Accept it, or return it with a question." in text(mailoutbox[0])
    assert f"{HERE}/suppliers/{supplier.slug}/agencies/reports/{report.pk}/" in mailoutbox[0].body


def test_a_supplier_that_cannot_be_reached_gets_nothing(agency, supplier, leave, mails_of):
    leave()

    assert mails_of(send, agency=agency)[1] == []


def test_a_refused_report_is_told_to_nobody(agency, sam, mails_of):
    with pytest.raises(ReportRefused):
        mails_of(send, agency=agency)

    given = {"agency": agency, "scope": scope_of(agency), "starts_on": Q4, "comment": "", "no_kits": True, "by": None}
    assert mails_of(submit, **given, today=IN_TIME)[1] != []


def test_the_coordinators_are_told_that_a_report_was_accepted(agency, alice, sam, leave, mails_of, mailoutbox):
    leave()
    report = send(agency)

    _, mails = mails_of(accept, report=report, by=sam, today=IN_TIME)

    assert mails == [("alice@example.org", f"Your report for {PERIOD} was accepted")]
    assert "You do not need to do anything." in text(mailoutbox[-1])
    assert f"{HERE}/agencies/{agency.slug}/reports/2026/10/" in mailoutbox[-1].body


@pytest.mark.parametrize(("day", "says_when"), [(IN_TIME, True), (SEAL_DAY, False)])
def test_the_coordinators_are_told_of_a_question_and_not_what_it_is(
    agency, alice, sam, leave, mails_of, mailoutbox, day, says_when
):
    leave()
    report = send(agency)

    _, mails = mails_of(return_with_question, report=report, question="Why 12207?", by=sam, today=day)

    assert mails == [("alice@example.org", f"A question about your report for {PERIOD}")]
    assert ("The period closes on Jan 20, 2027; please answer before then." in text(mailoutbox[-1])) == says_when
    assert "12207" not in mailoutbox[-1].body


def test_what_is_sent_after_a_question_says_so(agency, sam, leave, mails_of, mailoutbox):
    leave()
    return_with_question(report=send(agency), question="Sure?", by=sam, today=IN_TIME)

    mails_of(send, agency=agency)

    assert "answered your question and sent its report" in text(mailoutbox[-1])


def test_an_amendment_says_what_counts_meanwhile(agency, alice, sam, leave, mails_of, mailoutbox):
    leave()
    report = accept(report=send(agency), by=sam, today=IN_TIME)
    changed = {"typed": {"refills": 1}, "comment": "One more.", "by": alice, "today": IN_TIME}

    amended, mails = mails_of(amend, report=report, **changed)
    mails_of(return_with_question, report=amended, question="Sure?", by=sam, today=IN_TIME)

    assert mails == [("sam@example.org", f"Amended report for {PERIOD}: Albany County Sheriff's …")]
    came, asked = (text(mail) for mail in mailoutbox[-2:])
    assert "Until you accept it, the version that you accepted before counts." in came
    assert "Until then, the version accepted before counts." in asked


def test_who_turned_a_mail_off_is_left_out_and_a_question_always_comes(agency, alice, sam, leave, mails_of):
    for kind in ("report_accepted", "report_returned"):
        UnwantedMail.objects.create(user=alice, kind=kind)
    leave()
    first = send(agency)

    asked = mails_of(return_with_question, report=first, question="Sure?", by=sam, today=IN_TIME)[1]
    accepted = mails_of(accept, report=send(agency), by=sam, today=IN_TIME)[1]

    assert (len(asked), accepted) == (1, [])


def test_ten_days_after_the_due_day_a_supplier_is_told_once_who_did_not_send(
    agency, supplier, sam, new_york, leave, mails_of, mailoutbox
):
    late = cast.agency(new_york, name="Cohoes Fire", supplier=supplier)
    leave()
    send(agency)

    days = {
        TOLD_ON + timedelta(number): mails_of(tell_missed, **tell(supplier, TOLD_ON + timedelta(number)))
        for number in (-1, 0, 1)
    }

    assert days == {
        TOLD_ON - timedelta(1): (0, []),
        TOLD_ON: (1, [("sam@example.org", "1 agency has not sent its report")]),
        TOLD_ON + timedelta(1): (0, []),
    }
    assert f"- {late}: {PERIOD}, due on Jan 10, 2027" in mailoutbox[-1].body
    assert agency.name not in mailoutbox[-1].body
    assert f"{HERE}/suppliers/{supplier.slug}/agencies/" in mailoutbox[-1].body


def test_one_mail_names_all_and_a_seal_makes_no_difference(agency, supplier, sam, new_york, leave, mails_of):
    cast.agency(new_york, name="Cohoes Fire", supplier=supplier)
    leave()
    seal_period(scope_of(agency))

    assert mails_of(tell_missed, **tell(supplier)) == (
        1,
        [("sam@example.org", "2 agencies have not sent their reports")],
    )


def test_a_waived_report_is_not_missed(agency, supplier, sam, mails_of):
    waive(agency=agency, scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=IN_TIME)

    assert mails_of(tell_missed, **tell(supplier)) == (0, [])


@pytest.mark.parametrize(("days", "number"), [(20, 1), (21, 0)])
def test_a_missed_run_is_made_up_for_twenty_days(agency, supplier, sam, mails_of, days, number):
    assert mails_of(tell_missed, **tell(supplier, TOLD_ON + timedelta(days)))[0] == number


def test_a_supplier_without_an_account_is_told_at_its_address(agency, supplier, mails_of, mailoutbox):
    assert mails_of(tell_missed, **tell(supplier)) == (0, [])
    assert not SentOnce.objects.exists()
    supplier.email = "kits@example.org"
    supplier.save()

    assert mails_of(tell_missed, **tell(supplier))[1] == [("kits@example.org", "1 agency has not sent its report")]
    assert "/suppliers/" not in mailoutbox[-1].body


def test_each_reader_is_told_once_of_what_was_published(
    state_issue, supplier, department, new_york, sam, dana, olga, mails_of, mailoutbox
):
    own = Issue.objects.get(scope__supplier=supplier)
    state = Issue.objects.get(program=new_york)

    number, mails = mails_of(announce_published, program=new_york, today=SEAL_DAY)

    subject = f"Published: report for {PERIOD}"
    assert (number, sorted(mails)) == (
        3,
        [("dana@example.org", subject), ("olga@example.org", subject), ("sam@example.org", subject)],
    )
    links = {
        mail.to[0]: next(line for line in mail.body.splitlines() if line.startswith("http")) for mail in mailoutbox
    }
    assert links == {
        "sam@example.org": f"{HERE}/suppliers/{supplier.slug}/reports/{own.pk}/",
        "dana@example.org": f"{HERE}/departments/{department.slug}/reports/{state_issue.pk}/",
        "olga@example.org": f"{HERE}/operator/reports/{state.pk}/",
    }
    assert not [mail for mail in mailoutbox if "1,0" in mail.body]
    assert mails_of(announce_published, program=new_york, today=SEAL_DAY + timedelta(1)) == (0, [])


def test_several_published_reports_are_one_mail(issue, supplier, new_york, sam, mails_of, mailoutbox):
    whole_year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "content": issue.content}
    Issue.objects.create(scope=issue.scope, issued_on=SEAL_DAY, content_hash=issue.content_hash, **whole_year)

    assert mails_of(announce_published, program=new_york, today=SEAL_DAY) == (
        1,
        [("sam@example.org", "2 new published reports")],
    )
    words = [line for line in mailoutbox[-1].body.splitlines() if line.startswith("Read")]
    assert words == [f"Read the report for {PERIOD}:", "Read the report for 2026:"]


def test_nobody_is_told_of_what_was_withdrawn_is_old_or_has_no_reader_here(issue, supplier, new_york, olga, mails_of):
    assert mails_of(announce_published, program=new_york, today=SEAL_DAY) == (0, [])
    assert not SentOnce.objects.exists()
    cast.user("Sam", role="supplier_staff", supplier=supplier)

    assert mails_of(announce_published, program=new_york, today=SEAL_DAY + timedelta(7))[0] == 0
    withdraw(issue=issue, because="Counted on the wrong key.", by=olga)
    assert mails_of(announce_published, program=new_york, today=SEAL_DAY)[0] == 0


def test_after_a_merger_the_people_of_the_new_supplier_are_told(
    agency, issue, supplier, new_york, alice, mails_of, mailoutbox
):
    united = cast.supplier(new_york, name="United Supply")
    supplier.listed_on, supplier.merged_into = None, united
    supplier.save()
    uma = cast.user("Uma", role="supplier_staff", supplier=united)

    published = mails_of(announce_published, program=new_york, today=SEAL_DAY)
    report = AgencyReport.objects.get()
    accepted = mails_of(accept, report=report, by=uma, today=SEAL_DAY)[1]

    assert published == (1, [("uma@example.org", f"Published: report for {PERIOD}")])
    assert f"{HERE}/suppliers/united-supply/reports/{issue.pk}/" in mailoutbox[-2].body
    assert accepted == [("alice@example.org", f"Your report for {PERIOD} was accepted")]
    assert "United Supply accepted the report" in mailoutbox[-1].body
