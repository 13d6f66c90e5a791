"""A supplier does without a report: with a reason, on the trail, and never for one that was sent."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.actions.scopes import enter_scope
from agencies.models import Agency, AuditEvent
from lbn.reporting.models import ReportWaiver
from lbn.reporting.returns.actions import return_with_question
from lbn.reporting.returns.actions.waivers import WaiverRefused, waive, withdraw_waiver
from lbn.reporting.returns.states import state_on
from tests import cast
from tests.reporting.conftest import Q1, Q4, TOO_LATE, scope_of, seal_period, send
from tests.reporting.reading import page_of

DAY = date(2027, 1, 12)


def without(agency, *, by=None, starts_on=Q4, today=DAY, scope=None):
    return waive(
        agency=agency,
        scope=scope or scope_of(agency),
        starts_on=starts_on,
        reason="told_otherwise",
        by=by,
        today=today,
    )


def trail():
    return [
        (event.what, event.by, event.supplier, event.details)
        for event in AuditEvent.objects.filter(what__startswith="report.waive").order_by("at")
    ]


def url(supplier, agency, name="waiver", year=2026, number=10):
    return reverse(f"supplier:{name}", args=[supplier.slug, agency.slug, year, number])


def test_a_waiver_and_its_end_are_on_the_trail(agency, supplier, sam):
    found = without(agency, by=sam)

    assert (found.reason, found.on, found.by) == ("told_otherwise", DAY, sam)
    assert state_on(agency, Q4, DAY).status == "waived"
    withdraw_waiver(agency=agency, scope=scope_of(agency), starts_on=Q4, by=sam)
    assert state_on(agency, Q4, DAY).status == "overdue"
    details = {"starts_on": "2026-10-01", "reason": "told_otherwise"}
    assert trail() == [
        ("report.waived", sam, supplier, details),
        ("report.waiver_withdrawn", sam, supplier, details),
    ]


def test_a_running_period_and_a_missed_one_can_be_waived(agency):
    seal_period(scope_of(agency))

    without(agency, today=date(2027, 1, 25))
    without(agency, starts_on=Q1, today=date(2027, 1, 25))

    assert ReportWaiver.objects.count() == 2


@pytest.mark.parametrize("is_returned", [False, True])
def test_what_was_sent_is_not_waived(agency, leave, sam, is_returned):
    leave()
    report = send(agency)
    if is_returned:
        return_with_question(report=report, question="Sure?", by=sam, today=TOO_LATE)

    with pytest.raises(WaiverRefused, match="sent this report on Jan"):
        without(agency)

    assert not ReportWaiver.objects.exists()
    assert trail() == []


def test_a_report_is_waived_once(agency):
    without(agency)

    with pytest.raises(WaiverRefused, match="waived already"):
        without(agency)

    assert ReportWaiver.objects.count() == 1


@pytest.mark.parametrize("starts_on", [date(2026, 7, 1), date(2027, 4, 1), date(2026, 11, 1)])
def test_a_period_that_is_none_of_theirs_or_lies_ahead_is_not_waived(agency, starts_on):
    with pytest.raises(WaiverRefused, match="none of the agency's with you"):
        without(agency, starts_on=starts_on)

    assert not ReportWaiver.objects.exists()


def test_after_a_change_of_supplier_each_waives_its_own_periods(agency, new_york):
    first = scope_of(agency)
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    second = enter_scope(agency=agency, supplier=other, day=date(2026, 11, 20)).scope

    with pytest.raises(WaiverRefused, match="none of the agency's with you"):
        without(agency, scope=second)
    with pytest.raises(WaiverRefused, match="none of the agency's with you"):
        without(agency, scope=first, starts_on=Q1)
    without(agency, scope=first)
    without(agency, scope=second, starts_on=Q1)

    assert set(ReportWaiver.objects.values_list("scope", "starts_on")) == {(first.pk, Q4), (second.pk, Q1)}


def test_without_a_supplier_nobody_waives(stranger):
    with pytest.raises(WaiverRefused, match="nobody can waive"):
        without(stranger)

    assert not ReportWaiver.objects.exists()


def test_where_no_report_is_expected_there_is_nothing_to_waive(agency):
    Agency.objects.filter(pk=agency.pk).update(status="closed", closed_on=date(2026, 9, 30))
    agency.refresh_from_db()

    with pytest.raises(WaiverRefused, match="nothing to waive"):
        without(agency)

    assert not ReportWaiver.objects.exists()


def test_what_is_not_waived_is_not_withdrawn(agency, sam):
    with pytest.raises(WaiverRefused, match="is not waived"):
        withdraw_waiver(agency=agency, scope=scope_of(agency), starts_on=Q4, by=sam)

    assert trail() == []


def test_a_supplier_waives_on_its_page_and_the_agency_reads_so(agency, supplier, sam, alice, browser):
    pages = browser(sam, "2027-01-12")

    listed = page_of(pages.get(reverse("supplier:agencies", args=[supplier.slug])))
    unsaid = pages.post(url(supplier, agency), {})
    nothing = ReportWaiver.objects.count()
    done = page_of(pages.post(url(supplier, agency), {"reason": "paused"}, follow=True))

    assert url(supplier, agency) in listed
    assert unsaid.context["form"].errors == {"reason": ["Choose a reason."]}
    assert nothing == 0
    assert "The report of Albany County Sheriff&#x27;s Office for October to December 2026 is waived." in done
    assert "Waived: 1 of 1 agencies" in done
    assert "No report is expected." in done
    assert "The agency has paused" in done
    read = page_of(browser(alice, "2027-01-13").get(state_on(agency, Q4, DAY).url))
    assert "Capital Harm Reduction does without this report since Jan 12, 2027: The agency has paused." in read
    assert "Send report" not in read


def test_a_supplier_asks_again_on_the_page_of_the_waiver(agency, supplier, sam, browser):
    without(agency, by=sam)
    pages = browser(sam, "2027-01-12")

    shown = page_of(pages.get(url(supplier, agency)))
    done = page_of(pages.post(url(supplier, agency, "waiver_withdraw"), follow=True))

    assert "Waived on Jan 12, 2027: The figures were told in another way." in shown
    assert "is expected again" in done
    assert not ReportWaiver.objects.exists()


def test_a_report_that_came_meanwhile_is_told_and_not_waived(agency, supplier, sam, browser, leave):
    leave()
    send(agency)
    pages = browser(sam, "2027-01-12")

    shown = page_of(pages.get(url(supplier, agency)))
    refused = pages.post(url(supplier, agency), {"reason": "paused"})

    assert "What was sent cannot be waived." in shown
    assert "Waive this report" not in shown
    assert refused.context["form"].non_field_errors()[0].startswith("Albany County Sheriff's Office sent this report")
    assert not ReportWaiver.objects.exists()


@pytest.mark.parametrize("period", [(2026, 7), (2027, 4), (2026, 13), (0, 1), (10**20, 1)])
def test_a_period_that_is_none_is_not_found(agency, supplier, sam, browser, period):
    pages = browser(sam, "2027-01-12")

    assert pages.get(url(supplier, agency, "waiver", *period)).status_code == 404
    assert pages.post(url(supplier, agency, "waiver", *period), {"reason": "paused"}).status_code == 404
    assert not ReportWaiver.objects.exists()


def test_another_suppliers_agency_is_not_there(agency, supplier, new_york, browser):
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    eve = cast.user("Eve", role="supplier_staff", supplier=other)
    pages = browser(eve, "2027-01-12")

    answers = {pages.get(url(of, agency)).status_code for of in (supplier, other)}
    answers |= {pages.post(url(of, agency), {"reason": "paused"}).status_code for of in (supplier, other)}

    assert answers == {404}
    assert not ReportWaiver.objects.exists()
