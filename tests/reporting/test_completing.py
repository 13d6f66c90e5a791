"""When a period closes, what was sent of it is completed: marked line by line, decided as before, told to both."""

import re
from datetime import date

import pytest

from agencies.models import AuditEvent
from distributions.actions.correct import correct
from distributions.counts import Counts
from distributions.models import DailyCount
from lbn.reporting.models import AgencyReport, ContentChanged, Issue
from lbn.reporting.returns.actions import accept, amend, return_with_question
from lbn.reporting.returns.actions.admission import take_back_admission
from lbn.reporting.returns.actions.waivers import waive
from lbn.reporting.returns.mailing import completion_of
from tests.reporting.conftest import IN_TIME, Q1, Q4, SEAL_DAY, scope_of, seal_period, send

DECEMBER, LATER = date(2026, 12, 1), date(2027, 1, 9)


@pytest.fixture
def behind(agency, leave, receive):
    """A report that was sent, after which two kits were logged in its period."""

    def make(then=lambda report: report):
        receive(40)
        leave(times=3, kits=5, trained=2)
        report = then(send(agency, comment="A calm quarter."))
        leave(times=1, kits=2, trained=1, on=DECEMBER, today=LATER)
        return report

    return make


def versions():
    return [
        (one.version, one.status, one.read().stock.left, one.completes and one.completes.version)
        for one in AgencyReport.objects.order_by("version")
    ]


def closed(agency):
    seal_period(scope_of(agency))
    return AgencyReport.objects.order_by("version").last()


def test_what_is_missing_is_added_line_by_line(agency, behind):
    sent = behind()

    completed = closed(agency)

    assert versions() == [(1, "submitted", 5, None), (2, "submitted", 7, 1)]
    assert [(one.label, one.was, one.now) for one in completion_of(completed)] == [
        ("Left with people", 5, 7),
        ("On hand at the end", 35, 33),
        ("Times kits were left", 3, 4),
        ("Doses in the kits left", 10, 14),
        ("Community members trained (when a kit was left)", 2, 3),
    ]
    assert (completed.submitted_on, completed.completed_on) == (IN_TIME, SEAL_DAY)
    assert (completed.comment, completed.submitted_late) == ("A calm quarter.", False)
    assert sent.content == AgencyReport.objects.get(version=1).content


def test_a_report_that_says_what_the_books_say_stays_alone(agency, leave, receive):
    receive(40)
    leave(times=3)
    send(agency)

    seal_period(scope_of(agency))

    assert versions() == [(1, "submitted", 3, None)]


def test_nothing_that_was_not_sent_is_completed(agency, supplier, leave, sam):
    leave()
    waive(agency=agency, scope=scope_of(agency), starts_on=Q4, reason="paused", by=sam, today=IN_TIME)

    seal_period(scope_of(agency))

    assert not AgencyReport.objects.exists()


def test_the_completed_version_takes_over_the_acceptance(agency, behind, sam):
    behind(lambda report: accept(report=report, by=sam, today=IN_TIME))

    completed = closed(agency)

    assert versions() == [(1, "accepted", 5, None), (2, "accepted", 7, 1)]
    assert (completed.decided_on, completed.decided_by, completed.is_amendment) == (IN_TIME, sam, False)
    codes = list(AuditEvent.objects.filter(what__startswith="report").order_by("at", "id").values_list("what", "by"))
    assert codes[-2:] == [("report.completed", None), ("report.accepted", None)]


def test_a_report_that_was_returned_keeps_its_question(agency, behind, sam):
    behind(lambda report: return_with_question(report=report, question="Is this all?", by=sam, today=IN_TIME))

    completed = closed(agency)

    assert versions() == [(1, "returned", 5, None), (2, "returned", 7, 1)]
    assert completed.returned_because == "Is this all?"
    answered = send(agency, on=date(2027, 1, 22))
    assert (answered.version, answered.read().stock) == (3, completed.read().stock)


def test_an_amendment_that_waits_is_completed_beside_the_accepted_version(agency, behind, sam, alice):
    accepted = behind(lambda report: accept(report=report, by=sam, today=IN_TIME))
    amend(report=accepted, typed={"people_served": 4}, comment="Asked again.", by=alice, today=LATER)

    completed = closed(agency)

    assert versions() == [
        (1, "accepted", 5, None),
        (2, "submitted", 5, None),
        (3, "accepted", 7, 1),
        (4, "submitted", 7, 2),
    ]
    assert (completed.is_amendment, completed.comment) == (True, "Asked again.")
    assert [one.read().typed["people_served"] for one in AgencyReport.objects.order_by("version")] == [
        None,
        4,
        None,
        4,
    ]
    (row,) = Issue.objects.get(scope=scope_of(agency)).read().agencies
    assert (row.on_hand, row.status, row.typed["people_served"]) == (33, "on_time", None)


def test_no_kits_is_not_said_any_more_where_kits_were_logged(agency, leave):
    send(agency, no_kits=True)
    leave(on=DECEMBER, today=LATER)

    assert closed(agency).read().no_kits is False


def test_a_correction_that_takes_all_kits_away_confirms_nothing(agency, leave):
    leave()
    send(agency)
    correct(count=DailyCount.objects.get(), difference=Counts(-1, -1, 0), reason="counted_twice", today=LATER)

    document = closed(agency).read()

    assert (document.stock.left, document.no_kits) == (0, False)


def test_an_agency_that_waits_to_be_confirmed_has_its_own_report_completed(agency, leave, olga):
    take_back_admission(agency=agency, by=olga, today=date(2026, 11, 21))
    leave(times=3)
    send(agency)
    leave(times=2, on=DECEMBER, today=LATER)

    seal_period(scope_of(agency))

    assert versions() == [(1, "submitted", 3, None), (2, "submitted", 5, 1)]
    assert not Issue.objects.exists()


def test_a_report_that_stayed_in_a_scope_its_agency_has_left_is_let_be(agency, leave, behind, new_york):
    report = behind()
    elsewhere = scope_of(agency).supplier.scopes.create(state="NY", cadence="monthly")
    agency.scope_memberships.update(scope=elsewhere)

    seal_period(report.period.scope)

    assert versions() == [(1, "submitted", 5, None)]


def test_an_altered_report_is_not_completed_and_its_period_stays_open(agency, behind):
    report = behind()
    AgencyReport.objects.update(content=report.content.replace('"left":5', '"left":6'))

    with pytest.raises(ContentChanged):
        seal_period(scope_of(agency))

    assert AgencyReport.objects.count() == 1
    assert not scope_of(agency).periods.exclude(sealed_at=None).exists()


def test_the_report_that_is_published_is_the_completed_one(agency, behind):
    behind()

    (issue,) = seal_period(scope_of(agency))

    (row,) = issue.read().agencies
    assert (row.kits, row.on_hand, row.came) == (7, 33, "on_time")


def mails_on_closing(agency, mailoutbox, capture):
    before = len(mailoutbox)
    with capture(execute=True):
        seal_period(scope_of(agency))
    return [(mail.to[0], mail.subject, " ".join(mail.body.split())) for mail in mailoutbox[before:]]


def test_the_agency_and_the_people_of_the_supplier_are_told(
    agency, alice, sam, behind, mailoutbox, django_capture_on_commit_callbacks
):
    behind(lambda report: accept(report=report, by=sam, today=IN_TIME))

    mails = mails_on_closing(agency, mailoutbox, django_capture_on_commit_callbacks)

    assert [mail[:2] for mail in mails] == [
        ("alice@example.org", "Your report for October to December 2026 was completed"),
        ("sam@example.org", "1 report for October to December 2026 was completed"),
    ]
    assert "The report stays accepted." in mails[0][2]
    assert "- Albany County Sheriff's Office" in mails[1][2]
    assert not any(re.search(r"\b[57]\b", mail[2]) for mail in mails)


def test_a_supplier_who_does_not_sign_in_gets_the_complete_figures_by_mail(
    agency, supplier, behind, mailoutbox, django_capture_on_commit_callbacks
):
    supplier.email = "desk@supplier.example"
    supplier.save()
    behind()

    _to_the_agency, mail = mails_on_closing(agency, mailoutbox, django_capture_on_commit_callbacks)

    assert mail[:2] == (
        "desk@supplier.example",
        "Completed report for October to December 2026: Albany County Sheriff'…",
    )
    assert "Completed when the period closed: - Left with people: 5 → 7" in mail[2]
    name, file, _kind = mailoutbox[-1].attachments[0]
    assert (name[-13:], "C Left with people,7" in str(file)) == ("version-2.csv", True)


def test_nobody_is_told_of_a_report_that_was_whole(
    agency, leave, alice, sam, mailoutbox, django_capture_on_commit_callbacks
):
    leave()
    send(agency)

    assert mails_on_closing(agency, mailoutbox, django_capture_on_commit_callbacks) == []


def test_a_second_run_completes_nothing_again(agency, behind):
    behind()
    seal_period(scope_of(agency))

    seal_period(scope_of(agency))

    assert AgencyReport.objects.count() == 2


def test_after_that_nothing_enters_the_period(agency, behind, leave, receive):
    behind()
    before = closed(agency).content

    leave(times=4, on=DECEMBER, today=date(2027, 1, 25))
    receive(9, number="B2", on=date(2026, 12, 2), today=date(2027, 1, 25))

    assert AgencyReport.objects.get(version=2).content == before
    following = send(agency, starts_on=Q1, on=date(2027, 4, 2)).read().stock
    assert (following.opening, following.received, following.left) == (33, 9, 4)
