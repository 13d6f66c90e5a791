"""An agency's report: sent, accepted or returned, and never changed afterwards."""

from datetime import date

import pytest

from agencies.models import AuditEvent
from lbn.reporting.documents.canonical import fingerprint
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.actions import ReportRefused, accept, return_with_question
from tests.reporting.conftest import IN_TIME, Q4, TOO_LATE, scope_of, seal_period, send


def trail():
    return list(AuditEvent.objects.order_by("at", "id").values_list("what", flat=True))


def test_a_report_is_frozen_as_it_is_sent(agency, alice, leave, receive):
    receive(40)
    leave(times=3, kits=4, trained=2)

    report = send(agency, by=alice, comment="A quiet quarter.")
    leave(times=9, on=date(2026, 12, 30))
    report.refresh_from_db()

    assert (report.version, report.status, report.submitted_late) == (1, "submitted", False)
    document = report.read()
    assert document.stock.left == 4
    assert (document.handouts, document.community_trained) == (3, 2)
    assert (report.content, report.content_hash) == (document.text, fingerprint(document.text))
    assert [
        (event.what, event.by, event.supplier) for event in AuditEvent.objects.filter(what__startswith="report")
    ] == [("report.submitted", alice, scope_of(agency).supplier)]


@pytest.mark.parametrize(("on", "late"), [(date(2027, 1, 10), False), (TOO_LATE, True)])
def test_a_report_is_late_from_the_day_after_it_was_due(agency, leave, on, late):
    leave()

    assert send(agency, on=on).submitted_late is late


@pytest.mark.parametrize(
    ("kits", "no_kits", "on", "words"),
    [
        (1, False, date(2026, 12, 31), "has not ended yet"),
        (0, False, IN_TIME, "No kit was logged"),
        (1, True, IN_TIME, "Kits were logged"),
    ],
)
def test_a_report_that_cannot_be_is_refused(agency, leave, kits, no_kits, on, words):
    if kits:
        leave()

    with pytest.raises(ReportRefused, match=words):
        send(agency, on=on, no_kits=no_kits)

    assert not AgencyReport.objects.exists()
    assert "report.submitted" not in trail()


def test_no_kits_this_period_is_said_and_kept(agency):
    assert send(agency, no_kits=True).read().no_kits is True


def test_a_report_that_waits_or_was_accepted_is_not_sent_again(agency, leave, sam):
    leave()
    report = send(agency)

    with pytest.raises(ReportRefused, match="sent already"):
        send(agency)
    accept(report=report, by=sam, today=TOO_LATE)
    with pytest.raises(ReportRefused, match="sent already"):
        send(agency)

    assert AgencyReport.objects.count() == 1


def test_after_a_question_a_new_version_is_sent_and_the_first_stays(agency, leave, sam):
    leave()
    first = send(agency)
    frozen = (first.content, first.content_hash)
    return_with_question(report=first, question="Is this all?", by=sam, today=TOO_LATE)
    leave(times=2, on=date(2026, 12, 1), today=TOO_LATE)

    second = send(agency, on=TOO_LATE)
    first.refresh_from_db()

    assert (first.version, first.status, first.returned_because) == (1, "returned", "Is this all?")
    assert (first.content, first.content_hash) == frozen
    assert (second.version, second.status, second.submitted_late) == (2, "submitted", False)
    assert second.read().stock.left == 1


def test_an_accepted_report_is_final(agency, leave, sam):
    leave()
    report = send(agency)
    held = accept(report=report, by=sam, today=TOO_LATE)

    with pytest.raises(ReportRefused, match="not waiting"):
        return_with_question(report=report, question="And now?", by=sam, today=TOO_LATE)

    held.refresh_from_db()
    assert (held.status, held.decided_on, held.decided_by) == ("accepted", TOO_LATE, sam)
    assert held.returned_because == ""
    assert trail()[-2:] == ["report.submitted", "report.accepted"]


def test_after_the_seal_a_report_can_still_be_sent_and_says_what_was_sealed(agency, leave):
    leave(times=2)
    seal_period(scope_of(agency))
    leave(times=5, on=date(2026, 12, 1), today=date(2027, 1, 21))

    report = send(agency, on=date(2027, 1, 22), starts_on=Q4)

    assert report.submitted_late
    assert report.read().stock.left == 2
