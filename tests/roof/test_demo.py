"""The demonstration, loaded once for all of these tests: it is whole, it adds up, and everybody can look at it."""

import json
import stat
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.test import override_settings

from agencies.models import (
    Agency,
    AuditEvent,
    HealthDepartment,
    Membership,
    Registration,
    ReportingPeriod,
    Supplier,
    Terminal,
    User,
)
from distributions.models import MonthlyTally
from inventory.models import Lot, Shortfall, StockLevel, StockMovement
from inventory.querysets import stock_warnings
from lbn.demo import access, cast
from lbn.reporting.calendar.spans import is_quarter
from lbn.reporting.models import AgencyReport, Issue, ReportWaiver
from tests.cast import unload
from tests.roof import demonstration
from tests.roof.demonstration import NEIGHBORS, figures, neighbors, told
from training.models import Completion, Person

# Loading takes longer than all the questions: so all are asked where one must be measured.
pytestmark = [pytest.mark.server, pytest.mark.measured, pytest.mark.django_db]
TODAY = date(2026, 11, 21)
OF_THE_STATE = {"department__level": "state", "department__program__slug": "new_york"}
GOLDEN = Path(__file__).parent.parent / "data" / "golden" / "demonstration.json"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """What `load_demo` said; the demonstration stays until the last test of this file."""
    with (
        django_db_blocker.unblock(),
        override_settings(BASE_DIR=tmp_path_factory.mktemp("demo"), LBN_DEMO_PASSWORD=""),
        transaction.atomic(),
    ):
        unload()
        yield told("--on", "2026-11-21")
        transaction.set_rollback(True)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="which row joins is drawn by the scope's key")
def test_what_it_publishes_is_what_it_always_published(demo):
    """Their fingerprints were taken when one fold came for all; a changed figure, key or format changes them."""
    assert demonstration.fingerprints() == json.loads(GOLDEN.read_text())


def test_each_figure_that_it_publishes_is_the_whole_of_what_it_says_or_not_shown(demo):
    issues = demonstration.issues_by_program()

    assert demonstration.faults_in(issues) == []
    assert [len(published) > 3 for published in issues.values()] == [True] * 4
    assert sum(map(len, issues.values())) == Issue.objects.count() > 150


def test_it_has_everybody_who_takes_part(demo):
    here = {"program__slug": "new_york"}
    shown = Agency.objects.filter(slug__in=Membership.objects.values("agency__slug"), **here)

    assert shown.count() == 15
    assert set(shown.values_list("kind", flat=True)) >= {"law_enforcement", "ems", "fire", "probation", "corrections"}
    assert Supplier.objects.furnishing().filter(**here).count() == 6
    assert Supplier.objects.furnishing().filter(memberships=None, **here).count() == 1
    levels = HealthDepartment.objects.filter(**here).values_list("level", flat=True)
    assert sorted(levels) == ["city", "county", "state"]
    assert User.objects.annotate(hats=Count("memberships")).filter(hats=2).count() == 1
    assert (Registration.objects.filter(status="submitted", **here).count(), neighbors(TODAY)) == (2, NEIGHBORS)


def test_its_stock_needs_somebody(demo):
    shown = Agency.objects.get(slug__startswith=cast.SHOWN)

    kinds = {warning.kind for warning in stock_warnings(shown, TODAY)}

    assert kinds >= {"recalled", "expired", "expiring", "held_back"}
    assert Lot.objects.filter(status="recalled", levels__quantity__gt=0).count() == 1
    short = Shortfall.objects.filter(agency__slug__startswith="larkmoor").aggregate(kits=Sum("quantity"))["kits"]
    assert short > 0
    assert set(StockMovement.objects.values_list("reason", flat=True)) >= {"received", "moved", "expired", "damaged"}


def test_reports_stand_in_every_state(demo):
    states = set(AgencyReport.objects.values_list("status", "submitted_late"))
    quarter = AgencyReport.objects.filter(period__starts_on="2026-07-01", period__scope__cadence="quarterly")

    assert states >= {("accepted", False), ("accepted", True), ("submitted", False), ("returned", False)}
    assert set(quarter.values_list("status", flat=True)) == {"accepted", "submitted", "returned"}
    assert AgencyReport.objects.filter(version=2, status="accepted").exists()
    assert any(report.read().no_kits for report in quarter)
    assert not quarter.filter(agency__slug__startswith="larkmoor").exists()
    assert quarter.get(is_amendment=True).agency.slug.startswith("dunmarrow")
    assert ReportWaiver.objects.get().agency.slug.startswith("calderwick")


def test_every_period_that_is_due_is_sealed_and_published(demo):
    monthly = Issue.objects.filter(scope__cadence="monthly").order_by("-starts_on").first()
    issues = list(Issue.objects.filter(**OF_THE_STATE))
    published = [issue.starts_on for issue in issues if is_quarter(issue.span)]
    years = {issue.span for issue in issues if not is_quarter(issue.span)}

    assert monthly.starts_on == date(2026, 10, 1)
    assert len(published) == 8
    assert max(published) == date(2026, 7, 1)
    assert years == {
        (date(2024, 10, 1), date(2025, 3, 31)),
        (date(2025, 1, 1), date(2025, 12, 31)),
        (date(2025, 4, 1), date(2026, 3, 31)),
    }
    assert not ReportingPeriod.objects.filter(sealed_at=None, starts_on__lt="2026-07-01").exists()


def test_some_places_are_named_and_some_are_folded(demo):
    state = Issue.objects.filter(**OF_THE_STATE).order_by("-starts_on").first().read()

    kinds = {row.kind for row in state.report.rows}

    assert kinds >= {"zip", "other"}


def test_each_quarter_tells_of_training_and_of_what_agencies_typed(demo):
    quarters = [one for _day, one in demonstration.quarters_among(Issue.objects.exclude(scope=None))]
    rows = [row for quarter in quarters for row in quarter.agencies]
    untold = [quarter for quarter in quarters if not any(row.sessions for row in quarter.agencies)]

    assert len(untold) < len(quarters) / 5
    assert sum(row.personnel_trained or 0 for row in rows) > sum(row.sessions or 0 for row in rows) > 80
    assert sum((row.typed or {}).get("people_served") or 0 for row in rows) > 1000
    assert MonthlyTally.objects.exclude(agency__kind="security").count() > 250
    state = Issue.objects.filter(**OF_THE_STATE, starts_on="2026-07-01").get().read()
    assert all(kind.sessions is None or kind.sessions > 0 for kind in state.by_kind if kind.came)


def test_anyone_reads_its_public_figures(demo, client):
    public = Issue.objects.filter(is_public=True, program__slug="new_york")

    page = client.get("/figures/new_york/")

    assert page.status_code == 200
    state = Issue.objects.filter(**OF_THE_STATE)
    assert {issue.span for issue in public} == {issue.span for issue in state}


def test_the_first_year_and_the_second_are_whole(demo):
    quarters = demonstration.quarters_among(Issue.objects.filter(**OF_THE_STATE))
    kits = [one.report.total.kits for _day, one in quarters]

    assert len(kits) == 8
    assert all(0.1 < after / before - 1 < 0.9 for before, after in zip(kits, kits[4:], strict=False))


def test_what_was_published_and_what_is_open_add_up_to_the_log(demo):
    published, is_open, logged = demonstration.published_and_open()

    assert published > 4000
    assert published + is_open == logged


def test_each_report_begins_as_the_one_before_ended_and_one_was_completed(demo):
    completed = AgencyReport.objects.get(completes__isnull=False, status="submitted")

    assert (completed.agency.slug, completed.version) == ("harrowmere-sheriffs-office", 2)
    assert demonstration.breaks_in_chains(TODAY) == []


def test_the_ledger_closes(demo):
    said = StringIO()

    call_command("check_ledger", stdout=said)

    assert said.getvalue() == f"ledger closes: {StockLevel.objects.count()} levels\n"


def test_the_newest_people_are_not_trained_yet(demo):
    waiting = Person.objects.filter(completions=None).values("agency").annotate(people=Count("pk"))

    assert {row["people"] for row in waiting} == {2}
    assert Completion.objects.count() > 200
    assert Person.objects.exclude(left_on=None).exists()


@pytest.mark.parametrize(("email", "role"), demonstration.hats())
def test_every_place_in_the_navigation_opens(demo, client, email, role):
    client.force_login(User.objects.get(email=email))
    if role:
        client.post("/home/switch/", {"membership": str(Membership.objects.get(user__email=email, role=role).pk)})

    home = client.get("/home/")
    places = [place["url"] for place in home.context["navigation"]]

    assert home.status_code == 200
    assert len(places) >= 2
    assert {url: client.get(url).status_code for url in places} == dict.fromkeys(places, 200)


def test_every_published_report_of_a_reader_opens(demo, client):
    for email, folder in (("supplier@lantern.example", "suppliers"), ("state@health.example", "departments")):
        client.force_login(User.objects.get(email=email))
        hat = Membership.objects.get(user__email=email)
        issues = hat.supplier.scopes.get().issues if hat.supplier else hat.department.issues

        answers = [client.get(f"/{folder}/{hat.owner.slug}/reports/{issue.pk}/") for issue in issues.all()]

        assert [answer.status_code for answer in answers] == [200] * 11


def test_it_says_who_can_sign_in_and_the_password_is_theirs(demo):
    password = demo.partition("with the password ")[2].split()[0]

    assert all(email in demo for email in access.PRINTED)
    assert User.objects.filter(email__in=access.INTRODUCED).count() == len(set(access.INTRODUCED))
    assert check_password(password, User.objects.get(email=access.OFFICE).password)
    assert len(set(User.objects.values_list("password", flat=True))) == 1


def test_all_it_says_fits_one_screen_and_no_mail_is_among_it(demo):
    lines = demo.splitlines()

    assert len(lines) <= 20
    assert lines[:2] == ["Loading the demonstration ...", "52 %"]
    assert lines[2].startswith("The demonstration runs up to 2026-11-21.")


def test_its_link_opens_a_terminal(demo, client):
    key = demo.partition("/terminal/#")[2].split()[0]

    opened = client.post("/terminal/enrol/", {"key": key}, follow=True)

    assert opened.status_code == 200
    assert "Quillhaven" in opened.content.decode()


def test_access_is_kept_for_its_owner_only(demo):
    mode = stat.S_IMODE(access.file().stat().st_mode)

    assert mode == 0o600
    assert access.read_access().password in demo
    assert access.read_access().key in demo


def test_the_next_start_says_the_same_again_and_changes_nothing(demo):
    before = figures(), AuditEvent.objects.count()

    again = told("--if-empty")

    assert again == demo[demo.index("The demonstration runs") :]
    assert (figures(), AuditEvent.objects.count()) == before


def test_a_lost_file_gives_a_new_password_and_link(demo, client):
    lost = access.read_access()
    access.file().unlink()

    again = told("--if-empty")

    found = access.read_access()
    access.keep(lost)
    assert lost.password not in again
    assert f"with the password {found.password} as" in again
    assert check_password(found.password, User.objects.get(email=access.OFFICE).password)
    assert Terminal.objects.filter(keys__key_hash=access.hash_of(found.key)).count() == 1


def test_a_password_may_be_given(demo, settings):
    kept, settings.LBN_DEMO_PASSWORD = access.read_access(), "orchard gate 12"

    told("--if-empty")

    access.keep(kept)
    assert check_password("orchard gate 12", User.objects.get(email=access.OFFICE).password)


def test_a_database_in_use_is_refused_and_stays_as_it_is(demo):
    before = figures(), AuditEvent.objects.count()

    with pytest.raises(CommandError) as refused:
        told()

    sentence = "This database is in use: load_demo fills an empty one only."
    assert (str(refused.value), refused.value.returncode) == (sentence, 2)
    assert (figures(), AuditEvent.objects.count()) == before
