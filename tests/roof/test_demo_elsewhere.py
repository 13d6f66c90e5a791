"""The demonstration of the other programs: each of them stands where its own rules can be seen at work."""

from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction

from agencies.actions.mail import send_nothing
from agencies.document_files import read_version
from agencies.models import Agency, Application, Approval, Jurisdiction, LocalService, RequiredDocument
from agencies.tables.counties import stand_in_words
from distributions.models import DailyCount
from lbn.demo import story
from lbn.demo.applications import mail_again
from lbn.demo.organizations import missing_places
from lbn.demo.tellings import TELLINGS
from lbn.reporting.models import AgencyReport, Issue, Statement
from lbn.reporting.returns.layouts import fill_in_form, form_named
from tests.cast import unload

pytestmark = [pytest.mark.server, pytest.mark.django_db]
TODAY = date(2026, 11, 21)
DEPARTMENT = "Los Angeles County EMS desk (demonstration)"


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Every world but New York's, by its program; they stay until the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        unload()
        call_command("load_programs", stdout=StringIO())
        call_command("load_places", "--states", "NY,MD,CA", stdout=StringIO())
        found = {}
        with send_nothing():
            for telling in TELLINGS[1:]:
                world = found[telling.cast.slug] = story.open_world(telling.cast, TODAY, "!")
                list(story.tell(world, telling))
        yield SimpleNamespace(**found)
        transaction.set_rollback(True)


def lines(report, form):
    """What a recipient's form says of a report, {field: value}."""
    asked = form_named(form, report.agency.program.rules)
    return {line.label: line.value for line in fill_in_form(asked, report.read()).lines}


def test_every_place_of_the_demonstration_is_real(worlds):
    parts = [part for telling in TELLINGS for part in telling.cast.agencies]

    assert {part.key: missing_places(part) for part in parts if missing_places(part)} == {}
    assert DailyCount.objects.filter(jurisdiction__kind="elsewhere").count() == 0


def test_marylands_counties_take_part_will_do_no_longer_or_never_did(worlds):
    named = Jurisdiction.objects.filter(state="MD", name__in=["Montgomery", "Frederick", "Cecil", "Carroll"])

    assert {county.name: stand_in_words(county, TODAY).word for county in named} == {
        "Montgomery": "yes",
        "Frederick": "not yet",
        "Cecil": "no longer",
        "Carroll": "no",
    }


def test_each_report_of_maryland_fills_in_the_states_form(worlds):
    reports = AgencyReport.objects.filter(agency__program=worlds.maryland_ems.program)
    filled = [lines(report, "mdh_training") for report in reports.select_related("agency__program")]

    assert len(filled) > 15
    assert [one for one in filled if None in one.values()] == []
    assert all(
        one["First doses given out"] + one["Refill doses given out"] == one["Doses given out"] for one in filled
    )
    assert sum(one["Kits reported used"] for one in filled) > 0


def test_a_countys_program_is_over_its_companies_and_one_agency_holds_its_own_papers(worlds):
    parent = Agency.objects.get(name__startswith="Patuxent County EMS")
    papers = RequiredDocument.objects.filter(agency__name="Seneca Mill Ambulance").prefetch_related("versions")

    assert set(parent.children.values_list("name", flat=True)) == {
        "Severn Reach Rescue Company",
        "Magothy Point Fire Company",
    }
    assert [paper.status for paper in papers] == ["accepted"] * 3
    assert all(TODAY < paper.valid_until_on < date(2027, 1, 20) for paper in papers)
    assert all(read_version(paper.versions.get()).startswith(b"%PDF-") for paper in papers)


def test_the_holder_of_an_authorization_reads_of_its_agencies_every_month(worlds):
    months = Issue.objects.filter(scope__supplier__name="Tidewater Overdose Response Program")

    assert {issue.scope.cadence for issue in months.select_related("scope")} == {"monthly"}
    assert months.filter(starts_on="2026-10-01").exists()


def test_people_find_services_of_their_county_and_of_the_whole_state(worlds, client):
    page = client.get("/programs/maryland_ems/services/")

    assert LocalService.objects.count() == len(worlds.maryland_ems.cast.services)
    assert "988 Suicide and Crisis Lifeline" in page.content.decode()


def test_applications_stand_where_a_reader_wants_to_see_them(worlds):
    found = Application.objects.values_list("agency_name", "status")
    approvals = Approval.objects.filter(application__agency_name="Mesa Cove Ambulance")

    assert set(found) >= {
        ("Mesa Cove Ambulance", "approved"),
        ("Pinyon Gate Ambulance", "in_review"),
        ("Otay Bluff Fire Department", "changes_requested"),
        ("Coveside Patient Transport", "declined"),
        ("Elkmarsh Volunteer Fire Company", "confirmed"),
    }
    assert [one.status for one in approvals] == ["given"]
    assert not Application.objects.filter(status="approved", agency=None).exists()


def test_who_is_waited_for_outside_the_office_has_a_mail_of_the_last_day(worlds, mailed):
    mails = mailed(lambda: mail_again(TODAY))

    assert sorted(mail.to[0] for mail in mails) == [
        "ems@howard.example",
        "emsnotification.hhsa@sdcounty.ca.gov",
        "rosa@otay.example",
    ]
    assert Application.objects.filter(agency_name="Otay Bluff Fire Department").count() == 1


def test_san_diego_makes_figures_for_its_supplier_and_sends_no_report(worlds):
    program = worlds.san_diego.program
    statement = Statement.objects.get(agency__program=program)
    document = statement.read()

    filled = {line.label: line.value for line in fill_in_form(document.form, document).lines}

    assert not AgencyReport.objects.filter(agency__program=program).exists()
    assert filled["Doses given out"] == 2 * filled["Units given out"] > 0
    assert filled["Reversals reported"] is not None


def test_los_angeles_sends_the_countys_quarterly_log_which_reads_of_it(worlds):
    reports = AgencyReport.objects.filter(agency__program=worlds.los_angeles_county.program)
    county = Issue.objects.get(department__name=DEPARTMENT)

    assert {report.period.starts_on for report in reports} == {date(2026, 7, 1)}
    assert all(lines(report, "la_county_log")["Kits left behind"] > 0 for report in reports)
    assert county.read().report.total.kits > 0


def test_every_office_has_somebody_who_signs_in(worlds):
    offices = [world.office.email for world in vars(worlds).values()]

    assert offices == ["office@maryland.example", "office@sandiego.example", "office@losangeles.example"]
