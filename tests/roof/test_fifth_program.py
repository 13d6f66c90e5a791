"""A fifth program is a file: no code is written, and an agency registers, leaves kits and reports by its rules."""

from datetime import date
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from agencies.models import Agency, Jurisdiction, Program, ZipCode
from distributions.actions import LogEntry, log_kits
from inventory.models import Item
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.layouts import form_csv, forms_of
from lbn.reporting.returns.states import states_of
from tests.reporting.reading import page_of, rows_in

PROGRAMS = Path(__file__).parents[1] / "data" / "programs"
PASSWORD = {"new_password1": "seven kits on a shelf", "new_password2": "seven kits on a shelf"}
LEFT_ON = date(2026, 11, 23)


def counties():
    worcester = Jurisdiction.objects.create(slug="ma-worcester", state="MA", name="Worcester", kind="county")
    for kind in (Jurisdiction.Kind.NOT_KNOWN, Jurisdiction.Kind.ELSEWHERE):
        Jurisdiction.objects.create(slug=f"ma-{kind.replace('_', '-')}", state="MA", name=kind.label, kind=kind)
    ZipCode.objects.create(zip="01608", jurisdiction=worcester, kind=ZipCode.Kind.STANDARD, name="Worcester")
    return worcester


@pytest.fixture
def loaded(db):
    said = StringIO()
    call_command("load_programs", PROGRAMS, stdout=said)
    assert said.getvalue() == "massachusetts: created, version 1.\n"
    return Program.objects.get(slug="massachusetts")


@pytest.fixture
def registered(loaded, client, mailed):
    """An agency that came in by the web, with somebody signed in."""
    about = {
        "jurisdiction": counties().pk,
        "agency_name": "Worcester Fire Department",
        "kind": "fire",
        "coordinator_name": "Carol Case",
        "coordinator_email": "carol@worcesterma.gov",
    }
    supplier = {"choice": "another", "supplier_name": "State office", "supplier_kind": "cnp"}
    client.post("/register/massachusetts/", about)
    (mail, *_more) = mailed(lambda: client.post("/register/massachusetts/supplier/", supplier))
    base = "http://127.0.0.1:8000"
    link = next(line for line in mail.body.splitlines() if line.startswith(base)).removeprefix(base)
    client.post(link, PASSWORD)
    return Agency.objects.get()


def leave(agency, *, kits, trained):
    worcester = Jurisdiction.objects.get(slug="ma-worcester").pk
    kit = Item.objects.get(slug=Item.STANDARD_KIT)
    entry = LogEntry(uuid4(), LEFT_ON, worcester, "01608", kit.pk, kits, trained)
    log_kits(agency=agency, location=agency.main_location, entries=[entry], today=LEFT_ON)


def test_anyone_reads_its_rules(loaded, client):
    page = page_of(client.get(reverse("programs:program", args=["massachusetts"])))

    assert "Massachusetts Department of Public Health" in page
    assert ["Reversals reported back", "As stated by the agency."] in rows_in(page, "form-cnp_report")


def test_an_agency_registers_and_reports_every_month(registered):
    (november, *_earlier) = states_of(registered, date(2026, 11, 30))

    assert (registered.program.slug, registered.status) == ("massachusetts", Agency.Status.ADMITTED)
    assert registered.scope_memberships.latest("from_on").scope.cadence == "monthly"
    assert (november.starts_on, november.ends_on) == (date(2026, 11, 1), date(2026, 11, 30))
    assert (november.due_on, november.sealed_on) == (date(2026, 12, 8), date(2026, 12, 15))


def test_its_report_is_in_the_form_of_its_recipient(registered, client, settings):
    leave(registered, kits=2, trained=3)
    settings.LBN_NOW = "2026-12-04T17:00"
    at = [registered.slug, 2026, 11]

    page = page_of(client.get(reverse("reports:report", args=at)))
    client.post(reverse("reports:send", args=at), {"reported_used": 1})

    assert rows_in(page, "layout-cnp_report") == [
        ["Doses distributed", "4", "Doses in the kits left."],
        ["Persons trained", "3", "Community members shown how to use it."],
        ["Reversals reported back", "not stated", "As stated by the agency."],
    ]
    sent = AgencyReport.objects.get().read()
    (form,) = forms_of(registered.program, months=1)
    assert form_csv(form, sent).decode("utf-8-sig").splitlines() == [
        "Doses distributed,Persons trained,Reversals reported back",
        "4,3,1",
    ]
