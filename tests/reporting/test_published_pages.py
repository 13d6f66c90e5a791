"""What suppliers and health departments see: what was stated and what was published, and nothing that is live."""

import json
import re
from datetime import date

from django.urls import reverse

from agencies.models import ScopeMembership
from lbn.reporting.models import AgencyReport, Download
from lbn.reporting.published.actions import withdraw
from lbn.reporting.published.files import file_of
from lbn.reporting.returns.completeness import reporting_of_last_period, waiting_reports
from lbn.reporting.returns.renderings import StateForSupplier
from tests import cast
from tests.reporting.conftest import IN_TIME, Q1, Q4, SCOPE, TOO_LATE, scope_of, seal_period, send
from tests.reporting.facts import in_facts
from tests.reporting.reading import at_department, at_supplier, in_workbook, page_of


def test_a_published_report_says_what_it_is(issue, supplier, sam, browser):
    page = page_of(browser(sam).get(at_supplier("issue", supplier, issue.pk)))

    assert "Published report for October to December 2026" in page
    assert "Data as of Jan 20, 2027" in page
    assert "when at least 11 visits were logged there" in page
    assert reverse("protection") in page
    assert ">Visits<" in page
    assert issue.content_hash in page
    assert not re.search("issue<|hand-?over|jurisdiction", page, re.IGNORECASE)


def test_a_withdrawn_report_is_shown_as_such_everywhere(issue, supplier, sam, olga, browser):
    pages = browser(sam)
    before = page_of(pages.get(at_supplier("issue", supplier, issue.pk)))
    withdraw(issue=issue, because="Loaded with a test key.", by=olga)

    listed = page_of(pages.get(at_supplier("reports", supplier)))
    shown = page_of(pages.get(at_supplier("issue", supplier, issue.pk)))

    assert "Withdrawn" in listed
    assert ["Facts of all periods" in page for page in (before, listed, shown)] == [True, False, False]
    assert "Loaded with a test key." in shown
    issue.refresh_from_db()
    about = json.loads(file_of(issue, "json").content)["reports"][0]
    assert (about["report_status"], about["withdrawn_because"]) == ("withdrawn", "Loaded with a test key.")
    assert {fact["report_status"] for fact in in_facts(file_of(issue, "csv").content)} == {"withdrawn"}
    assert ["Withdrawn", "Loaded with a test key."] in [
        row[:2] for row in in_workbook(file_of(issue, "xlsx").content)["Summary"]
    ]


def test_no_page_of_a_supplier_moves_when_a_kit_is_logged(
    agency, issue, state_issue, supplier, sam, browser, leave, receive
):
    leave(times=2, on=date(2027, 1, 19))
    send_url = at_supplier("agency_report", supplier, AgencyReport.objects.get().pk)
    urls = [
        at_supplier("agencies", supplier),
        send_url,
        at_supplier("reports", supplier),
        at_supplier("issue", supplier, issue.pk),
        at_supplier("download", supplier, issue.pk, "csv"),
        at_supplier("download", supplier, issue.pk, "json"),
    ]
    pages = browser(sam)

    def fetch():
        answers = [pages.get(url).content.decode() for url in urls]
        return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer) for answer in answers]

    before = fetch()
    leave(times=7, on=date(2027, 1, 20))
    leave("12180", times=3, on=date(2026, 12, 29), today=date(2027, 1, 21))
    receive(500, number="C3", on=date(2027, 1, 21))

    assert fetch() == before


def test_before_the_seal_a_suppliers_pages_do_not_move_either(agency, supplier, sam, browser, leave):
    leave()
    report = send(agency)
    pages = browser(sam, "2027-01-12")
    urls = [at_supplier("agencies", supplier), at_supplier("agency_report", supplier, report.pk)]

    def fetch():
        answers = [pages.get(url).content.decode() for url in urls]
        return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer) for answer in answers]

    before = fetch()
    leave(times=9, on=date(2026, 12, 30), today=date(2027, 1, 12))

    assert fetch() == before


def test_a_supplier_accepts_what_waits(agency, supplier, sam, browser, leave):
    leave()
    report = send(agency)
    pages = browser(sam)

    listed = page_of(pages.get(at_supplier("agencies", supplier)))
    done = pages.post(at_supplier("accept", supplier, report.pk), follow=True)

    assert "Albany County Sheriff&#x27;s Office: report for October to December 2026" in listed
    assert "is accepted" in page_of(done)
    report.refresh_from_db()
    assert (report.status, report.decided_by, report.decided_on) == ("accepted", sam, date(2027, 1, 21))
    assert not waiting_reports(supplier).exists()


def test_a_supplier_returns_with_a_question_and_not_without(agency, supplier, sam, browser, leave):
    leave()
    report = send(agency)
    pages = browser(sam)

    unsaid = pages.post(at_supplier("return", supplier, report.pk), {"question": ""})
    report.refresh_from_db()
    waits = report.status
    pages.post(at_supplier("return", supplier, report.pk), {"question": "Is this all?"})
    report.refresh_from_db()

    assert unsaid.context["form"].errors == {"question": ["Write what you would like to know."]}
    assert waits == "submitted"
    assert (report.status, report.returned_because) == ("returned", "Is this all?")


def test_a_decision_is_made_once(agency, supplier, sam, browser, leave):
    leave()
    report = send(agency)
    pages = browser(sam)
    pages.post(at_supplier("accept", supplier, report.pk))

    late = pages.post(at_supplier("return", supplier, report.pk), {"question": "Is this all?"})

    assert late.context["form"].non_field_errors() == ["This report is not waiting for a decision any more."]
    report.refresh_from_db()
    assert report.status == "accepted"


def test_who_has_reported_is_told_from_reports_alone(agency, supplier, new_york, leave):
    cast.agency(new_york, name="Cohoes Police", supplier=supplier)
    moved = cast.agency(new_york, name="Moved Police", supplier=supplier)
    ScopeMembership.objects.filter(agency=moved).update(from_on=Q1)
    leave()
    send(agency)

    before = reporting_of_last_period(supplier, IN_TIME)[0]
    after = reporting_of_last_period(supplier, TOO_LATE)[0]

    assert (before.starts_on, before.due_on, before.reported) == (Q4, date(2027, 1, 10), 1)
    assert [(state.agency.name, StateForSupplier(state).word) for state in before.states] == [
        ("Albany County Sheriff's Office", "Waits for you"),
        ("Cohoes Police", "Not yet: due on Jan 10, 2027"),
    ]
    assert [agency.name for agency in after.missing] == ["Cohoes Police"]
    assert StateForSupplier(after.states[1]).word == "Overdue since Jan 10, 2027"


def test_lists_cost_the_same_however_long(agency, supplier, new_york, sam, browser, leave, django_assert_num_queries):
    leave()
    send(agency)
    seal_period(scope_of(agency))
    pages = browser(sam)
    urls = {at_supplier("agencies", supplier): 15, at_supplier("reports", supplier): 6}
    for url, cost in urls.items():
        pages.get(url)
        with django_assert_num_queries(cost + SCOPE):
            pages.get(url)

    for number in range(3):
        other = cast.agency(new_york, name=f"Police {number}", supplier=supplier)
        send(other, no_kits=True)
    seal_period(scope_of(agency), Q1, on=date(2027, 4, 20))

    for url, cost in urls.items():
        with django_assert_num_queries(cost + SCOPE):
            pages.get(url)


def test_strangers_find_nothing_and_the_unsigned_sign_in(issue, state_issue, supplier, department, new_york, client):
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    eve = cast.user("Eve", role="supplier_staff", supplier=other)
    report = AgencyReport.objects.get()
    urls = [
        at_supplier("agencies", supplier),
        at_supplier("agency_report", supplier, report.pk),
        at_supplier("reports", supplier),
        at_supplier("issue", supplier, issue.pk),
        at_supplier("download", supplier, issue.pk, "csv"),
        at_department("reports", department),
        at_department("issue", department, state_issue.pk),
        at_department("download", department, state_issue.pk, "csv"),
        at_supplier("issue", other, issue.pk),
        at_supplier("download", other, state_issue.pk, "json"),
        at_supplier("agency_report", other, report.pk),
    ]

    unsigned = {client.get(url).url.split("?")[0] for url in urls}
    client.force_login(eve)
    answers = {url: client.get(url).status_code for url in urls}
    decided = client.post(at_supplier("accept", other, report.pk)).status_code

    assert unsigned == {"/accounts/login/"}
    assert set(answers.values()) == {404}
    assert decided == 404
    report.refresh_from_db()
    assert report.status == "submitted"
    assert not Download.objects.exists()


def test_a_department_does_not_read_a_suppliers_report(issue, department, dana, browser):
    assert browser(dana).get(at_department("issue", department, issue.pk)).status_code == 404


def test_empty_lists_say_how_to_begin(supplier, department, sam, dana, client):
    client.force_login(sam)
    of_supplier = [page_of(client.get(at_supplier(name, supplier))) for name in ("agencies", "reports")]
    client.force_login(dana)
    of_department = page_of(client.get(at_department("reports", department)))

    assert "No agency yet" in of_supplier[0]
    assert "Nothing is published yet" in of_supplier[1]
    assert "Nothing is published yet" in of_department
