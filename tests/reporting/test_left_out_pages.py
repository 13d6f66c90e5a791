"""An agency that is left out of reports: nothing is asked of it, and its own pages say so."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import Agency, Closure
from lbn.reporting.models import AgencyReport, ReportRefused
from lbn.reporting.returns.actions import return_with_question
from lbn.reporting.returns.actions.admission import leave_out, let_back
from lbn.reporting.returns.actions.reminders import remind
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import due_reports, state_on, states_of
from tests.reporting.conftest import Q1, Q4, TOO_LATE, scope_of, seal_period, send

LEFT = date(2027, 1, 11)
NONE_DUE = "No report is expected: your agency was left out of the program's reports before this period closed."


@pytest.fixture
def put_out(agency, olga):
    """Leave the agency out on a day; return it anew: `put_out(day)`."""

    def on(day=LEFT):
        leave_out(agency=agency, because="duplicate", by=olga, today=day)
        return Agency.objects.select_related("program").get(pk=agency.pk)

    return on


def stand(agency, today):
    return [(one.starts_on, one.status, one.is_asked_for) for one in states_of(agency, today)]


def test_no_report_is_expected_of_a_period_that_was_open_when_it_was_left_out(agency, put_out):
    assert stand(agency, LEFT) == [(Q1, "running", False), (Q4, "overdue", True)]

    left = put_out()

    assert stand(left, LEFT) == [(Q1, "not_expected", False), (Q4, "not_expected", False)]
    assert {StateForAgency(one).sentence for one in states_of(left, LEFT)} == {NONE_DUE}
    assert due_reports(left, LEFT) == []


def test_what_was_missed_before_stays_missed_and_is_asked_for_no_more(agency, leave, put_out):
    leave()
    seal_period(scope_of(agency))
    assert len(due_reports(agency, date(2027, 1, 22))) == 1

    left = put_out(date(2027, 1, 22))

    found = state_on(left, Q4, date(2027, 1, 22))
    words = StateForAgency(found)
    assert (found.status, found.can_be_sent, words.tone) == ("missed", False, "quiet")
    assert words.sentence == (
        "This report was not sent before the period closed. Nothing is asked of you now: your agency is left out of "
        "the program's reports."
    )


def test_a_question_needs_no_answer_any_more(agency, leave, sam, put_out):
    leave()
    return_with_question(report=send(agency), question="Sure?", by=sam, today=LEFT)

    found = state_on(put_out(), Q4, LEFT)

    assert (found.status, found.is_asked_for, found.can_be_sent) == ("returned", False, False)
    assert "You do not have to answer it" in StateForAgency(found).sentence


def test_no_reminder_goes_out(agency, alice, put_out):
    left = put_out()

    assert remind(agency=left, today=date(2027, 1, 13)) == 0
    assert remind(agency=agency, today=date(2027, 1, 13)) == 1


def test_nothing_is_sent_from_a_page_that_was_opened_before(agency, leave, put_out):
    leave()
    seal_period(scope_of(agency))
    put_out(date(2027, 1, 22))

    with pytest.raises(ReportRefused, match="left out of the program's reports, so nothing was sent"):
        send(agency, on=date(2027, 1, 22))

    assert not AgencyReport.objects.exists()


def test_home_and_reports_say_so_and_ask_for_nothing(agency, alice, browser, put_out):
    put_out()
    client = browser(alice, "2027-01-12")

    home = client.get(reverse("home")).context["home"]
    page = client.get(reverse("reports:list", args=[agency.slug])).content.decode()
    report = client.get(reverse("reports:report", args=[agency.slug, 2026, 10])).content.decode()

    assert [one.word for one in home["needs"] if one.word in ("Left out", "Overdue", "To send")] == ["Left out"]
    assert home["figures"][-1].number == "none"
    assert (
        "left your agency out of the program's reports on Jan 11, 2027. The reason: It is registered twice." in page
    )
    assert "You owe no report, and no reminder comes." in page
    assert "nobody: your agency is left out" in page
    assert "Who gets what, and when" not in page
    assert NONE_DUE in report.replace("&#x27;", "'")
    assert "Send report" not in report
    assert "Waiting to be confirmed" not in report


def test_who_is_let_back_owes_what_was_still_open_and_nothing_of_the_time_between(agency, olga, put_out):
    put_out(date(2027, 1, 25))

    let_back(agency=Agency.objects.get(), by=olga, today=date(2027, 7, 5))

    back = Agency.objects.get()
    assert [one.status for one in states_of(back, date(2027, 7, 6))] == ["running", "due", "not_expected", "overdue"]
    assert Closure.objects.values_list("closed_on", "reopened_on", "was_left_out").get() == (
        date(2027, 1, 25),
        date(2027, 7, 5),
        True,
    )


def test_who_is_let_back_before_the_seal_is_asked_again(agency, olga, put_out):
    put_out(LEFT)

    let_back(agency=Agency.objects.get(), by=olga, today=date(2027, 1, 15))

    assert state_on(Agency.objects.get(), Q4, date(2027, 1, 15)).status == "overdue"
    assert state_on(agency, Q4, TOO_LATE).status == "overdue"
