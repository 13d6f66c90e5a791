"""What a supplier is told of one agency: totals of whole periods, no place and no month, and nothing of another's."""

import re
from datetime import date

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from agencies.models import Jurisdiction, Supplier, ZipCode
from agencies.periods import add_months
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.mailing import report_csv
from lbn.reporting.returns.outliers import earlier_reports
from tests.reporting.audit import world as worlds
from tests.reporting.audit.polled import send_reports, signed_in
from tests.reporting.reading import stored

pytestmark = pytest.mark.once
KNOWN = {
    *{"stock", "handouts", "doses", "net_corrections", "community_trained", "personnel_trained", "personnel_current"},
    *{"sessions", "no_kits", "typed", "outliers", "corrections"},
}
OF_STOCK = {"opening", "received", "left", "other", "shortfall", "not_from_stock", "closing", "other_change"}
SENDERS = ("Albany Sheriff", "Troy Police", "Syracuse EMS")


@pytest.fixture
def world(db):
    """A state after a year in which three agencies reported each quarter; one changed its supplier in between."""
    begun = worlds.begin(seed=3)
    Supplier.objects.filter(name="Supplier a").update(email="a@example.org")

    def report(day):
        if day.month % 3 == 1 and day.day == 13 and day > date(2026, 4, 1):
            send_reports(begun, SENDERS, add_months(day.replace(day=1), -3), day)

    worlds.live(begun, 13, each_day=report)
    return begun


def places_named(text, agency):
    """ZIP codes, towns and counties in a text, but for what is in the agency's own name."""
    said = text.replace(agency.name, "")
    zip_codes = set(ZipCode.objects.values_list("zip", flat=True))
    counties = {place.label for place in Jurisdiction.objects.filter(kind=Jurisdiction.Kind.COUNTY)}
    names = zip_codes | counties | (set(ZipCode.objects.values_list("name", flat=True)) - {""})
    return sorted(name for name in names if re.search(rf"\b{name}\b", said))


def test_a_report_holds_totals_of_its_period_alone(world):
    reports = AgencyReport.objects.all()

    assert len([report for report in reports if report.completes is None]) == 4 * len(SENDERS)
    assert {key for report in reports for key in stored(report).keys() - KNOWN} == set()
    assert {key for report in reports for key in stored(report)["stock"].keys() - OF_STOCK} == set()


def test_page_mail_and_file_of_a_report_name_no_place(world, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_reports(world, ["Cohoes Police"], date(2026, 10, 1), date(2027, 1, 27))
    report = AgencyReport.objects.get(agency=world.agencies["Cohoes Police"])
    supplier = report.period.scope.supplier
    sam = signed_in("sam", role="supplier_staff", supplier=supplier)

    with override_settings(LBN_NOW="2027-01-27T17:00"):
        page = sam.get(reverse("supplier:agency_report", args=[supplier.slug, report.pk])).content.decode()

    main = page.split("<main")[1].split("</main>")[0]
    texts = {"page": main, "file": report_csv(report).decode(), "mail": mail.outbox[-1].body}
    assert str(report.read().stock.left) in texts["page"]
    assert {name: found for name, text in texts.items() if (found := places_named(text, report.agency))} == {}


def test_a_new_supplier_is_not_told_what_was_reported_to_the_one_before(world):
    """What is unlike earlier reports is said in figures of these: only those to the same supplier are looked at."""
    troy = world.agencies["Troy Police"]
    *before, last = AgencyReport.objects.filter(agency=troy).order_by("period__starts_on")

    earlier = earlier_reports(troy, last.period.scope, last.period.starts_on)

    assert [report.period.scope.supplier.name for report in before] == ["Supplier b", "Supplier b", "Supplier a"]
    assert earlier == [before[-1].read()]
