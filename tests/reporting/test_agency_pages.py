"""An agency's reports in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import ScopeMembership
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.actions import accept, return_with_question
from lbn.reporting.returns.states import due_reports, states_of
from tests import cast
from tests.reporting.conftest import IN_TIME, Q1, Q4, SCOPE, TOO_LATE, send


@pytest.fixture
def at(settings):
    def set_clock(day):
        settings.LBN_NOW = f"{day}T17:00"

    return set_clock


def url(name, agency, *period):
    return reverse(f"reports:{name}", args=[agency.slug, *period])


def page_of(answer):
    return " ".join(answer.content.decode().split())


def test_every_period_says_where_it_stands(agency, alice, browser, leave):
    leave()

    page = page_of(browser(alice, "2027-01-08").get(url("list", agency)))

    assert page.index("January to March 2027") < page.index("October to December 2026")
    assert "To send" in page
    assert "Jan 10, 2027" in page


@pytest.mark.parametrize(
    ("today", "states"),
    [
        (date(2026, 12, 31), ["running"]),
        (date(2027, 1, 1), ["running", "due"]),
        (date(2027, 1, 10), ["running", "due"]),
        (date(2027, 1, 11), ["running", "overdue"]),
        (date(2027, 4, 1), ["running", "due", "overdue"]),
    ],
)
def test_states_by_day(agency, today, states):
    assert [state.status for state in states_of(agency, today)] == states


def test_what_is_due_is_told_longest_first_and_no_more_once_sent(agency, leave, sam):
    leave()
    asked = due_reports(agency, date(2027, 4, 2))

    report = send(agency, on=date(2027, 4, 2))

    assert [(one.starts_on, one.due_on, one.status) for one in asked] == [
        (Q4, date(2027, 1, 10), "overdue"),
        (Q1, date(2027, 4, 10), "due"),
    ]
    assert asked[0].url == f"/agencies/{agency.slug}/reports/2026/10/"
    assert [one.starts_on for one in due_reports(agency, date(2027, 4, 2))] == [Q1]
    return_with_question(report=report, question="Sure?", by=sam, today=date(2027, 4, 3))
    assert [one.status for one in due_reports(agency, date(2027, 4, 3))] == ["returned", "due"]


def test_a_change_of_cadence_changes_the_periods(agency, supplier):
    monthly = cast.scope(supplier, cadence="monthly")
    ScopeMembership.objects.create(agency=agency, scope=monthly, from_on=Q1)

    found = [(one.period, one.due_on) for one in states_of(agency, date(2027, 2, 3))]

    assert found == [
        ("February 2027", date(2027, 3, 10)),
        ("January 2027", date(2027, 2, 10)),
        ("October to December 2026", date(2027, 1, 10)),
    ]


def test_the_report_is_filled_in_and_sent_in_one_press(agency, alice, browser, leave, receive):
    receive(40)
    leave(times=3, kits=4, trained=2)
    pages = browser(alice, "2027-01-08")

    filled = page_of(pages.get(url("report", agency, 2026, 10)))
    sent = pages.post(url("send", agency, 2026, 10), {"comment": "All from patrol."}, follow=True)

    assert [line.kits for line in pages.get(url("report", agency, 2026, 10)).context["balance"].rows] == [
        "0",
        "40",
        "4",
        "0",
        "36",
    ]
    assert "Community members trained" in filled
    assert "Personnel trained" in filled
    report = AgencyReport.objects.get()
    assert (report.submitted_by, report.submitted_on, report.comment) == (alice, IN_TIME, "All from patrol.")
    shown = page_of(sent)
    assert "The report for October to December 2026 is sent." in shown
    assert report.content_hash in shown
    assert "Send report" not in shown


def test_a_sent_report_does_not_move_with_the_log(agency, alice, browser, leave):
    leave()
    send(agency)
    pages = browser(alice, "2027-01-08")
    before = pages.get(url("report", agency, 2026, 10)).context["balance"].rows

    leave(times=5, on=date(2026, 12, 1), today=IN_TIME)

    assert pages.get(url("report", agency, 2026, 10)).context["balance"].rows == before


def test_no_kits_is_asked_where_nothing_was_logged(agency, alice, browser):
    pages = browser(alice, "2027-01-08")

    unsaid = pages.post(url("send", agency, 2026, 10), {"comment": ""})
    nothing = AgencyReport.objects.count()
    said = pages.post(url("send", agency, 2026, 10), {"comment": "", "no_kits": "on"}, follow=True)

    assert unsaid.context["form"].errors == {
        "no_kits": ["Confirm that no kit was left, or log what is missing first."]
    }
    assert nothing == 0
    assert "your agency confirmed that none was left" in page_of(said)


def test_late_is_said(agency, alice, browser, leave):
    leave()

    sent = browser(alice, TOO_LATE.isoformat()).post(url("send", agency, 2026, 10), {"comment": ""}, follow=True)

    assert "is sent, after it was due on Jan 10, 2027" in page_of(sent)


@pytest.mark.parametrize(
    "comment",
    ["Call 518-555-0100", "on 11/20/2026", "2026-11-20", "at 22:14", "case 26-004512", "see #4512", "2612345678"],
)
def test_a_comment_that_points_at_an_event_is_refused(agency, alice, browser, leave, comment):
    leave()

    answer = browser(alice, "2027-01-08").post(url("send", agency, 2026, 10), {"comment": comment})

    assert list(answer.context["form"].errors) == ["comment"]
    assert not AgencyReport.objects.exists()


def test_a_report_cannot_be_sent_twice(agency, alice, browser, leave):
    leave()
    pages = browser(alice, "2027-01-08")
    pages.post(url("send", agency, 2026, 10), {"comment": ""})

    again = pages.post(url("send", agency, 2026, 10), {"comment": "again"})

    assert again.context["form"].non_field_errors() == ["This report was sent already."]
    assert AgencyReport.objects.get().comment == ""


def test_a_question_is_shown_and_answered_by_a_new_version(agency, alice, sam, browser, leave):
    leave()
    report = send(agency)
    return_with_question(report=report, question="Is the storeroom in it?", by=sam, today=TOO_LATE)
    pages = browser(alice, "2027-01-12")

    asked = page_of(pages.get(url("report", agency, 2026, 10)))
    answered = page_of(pages.post(url("send", agency, 2026, 10), {"comment": "Yes."}, follow=True))

    assert "Is the storeroom in it?" in asked
    assert "Version 2 sent on time." in answered
    assert "Version 1 returned with a question." in answered


def test_a_running_period_shows_figures_and_cannot_be_sent(agency, alice, browser, leave):
    leave()
    pages = browser(alice, "2026-11-21")

    shown = page_of(pages.get(url("report", agency, 2026, 10)))
    refused = pages.post(url("send", agency, 2026, 10), {"comment": ""})

    assert "This period is still running." in shown
    assert "Send report" not in shown
    assert refused.context["form"].non_field_errors()[0].startswith("This period has not ended yet.")
    assert not AgencyReport.objects.exists()


def test_staff_may_look_but_not_send(agency, stan, browser, leave):
    leave()
    pages = browser(stan, "2027-01-08")

    shown = page_of(pages.get(url("report", agency, 2026, 10)))
    answer = pages.post(url("send", agency, 2026, 10), {"comment": ""})

    assert "Your program coordinator can send this report." in shown
    assert answer.status_code == 403
    assert not AgencyReport.objects.exists()


@pytest.mark.parametrize("period", [(2026, 7), (2026, 11), (2026, 13), (2027, 4), (0, 1), (10**20, 1)])
def test_a_period_that_is_none_is_not_found(agency, alice, browser, period):
    assert browser(alice, "2027-01-08").get(url("report", agency, *period)).status_code == 404


def test_an_agency_without_supplier_reports_to_nobody(stranger, browser, leave):
    leave(of=stranger)
    tina = stranger.memberships.get().user

    sent = browser(tina, "2027-01-08").post(url("send", stranger, 2026, 10), {"comment": ""}, follow=True)

    assert "has no supplier who would have to accept it" in page_of(sent)


def test_an_accepted_report_says_so(agency, alice, sam, browser, leave):
    leave()
    accept(report=send(agency), by=sam, today=TOO_LATE)

    assert "Accepted by Capital Harm Reduction on Jan 11, 2027." in page_of(
        browser(alice, "2027-01-12").get(url("report", agency, 2026, 10))
    )


def test_the_list_costs_the_same_with_one_period_and_with_many(
    agency, alice, browser, leave, django_assert_num_queries, at
):
    pages = browser(alice, "2027-01-02")
    leave()
    pages.get(url("list", agency))

    with django_assert_num_queries(15 + SCOPE):
        pages.get(url("list", agency))
    at("2028-01-02")
    for starts_on in (Q4, Q1):
        send(agency, on=date(2027, 5, 5), starts_on=starts_on, no_kits=starts_on == Q1)
    with django_assert_num_queries(15 + SCOPE):
        pages.get(url("list", agency))
