"""The page "Activity": who did what, read by whom it concerns, and never a kit left."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.actions.audit import record
from agencies.actions.departments import add_department
from agencies.actions.roles import remove_member
from agencies.actions.suppliers import add_supplier, find_or_add
from agencies.actions.team import add_member
from agencies.life import AGENCY
from agencies.models import Agency, AuditCode, AuditEvent
from agencies.models.audit_desks import TrailDesk, desks_of
from agencies.trail import TRAIL_KINDS, kind_of_code
from distributions.actions import LogEntry, log_kits
from distributions.models import DailyCount
from lbn.reporting.published.actions.publicity import show_public_figures
from tests import cast

OUTSIDE = ["sam", "dana", "olga"]


@pytest.fixture
def pages(agency, supplier, department):
    """The page of each desk, by who reads it."""
    return {
        "alice": reverse("agencies:activity", args=[agency.slug]),
        "sam": reverse("supplier:activity", args=[supplier.slug]),
        "dana": reverse("department:activity", args=[department.slug]),
        "olga": reverse("operator:activity"),
    }


@pytest.fixture
def people(alice, sam, dana, olga):
    return {"alice": alice, "sam": sam, "dana": dana, "olga": olga}


@pytest.fixture
def read(at, pages, people):
    """The lines that somebody reads on their page: (what, about, who)."""

    def lines(reader, /, **asked):
        table = at(people[reader]).get(pages[reader], asked).context["table"]
        columns = [column for column in table.columns if column.name in ("what", "subject", "who")]
        return [tuple(column.read(row) for column in columns) for row in table.shown_rows]

    return lines


def everybodys(agency, supplier, department):
    return {"agency": agency, "supplier": supplier, "department": department, "program": agency.program}


def test_stock_and_all_that_is_inside_an_agency_shows_to_no_one_outside(agency, supplier, department, alice, read):
    for what in AuditCode:
        if desks_of(what) == {TrailDesk.AGENCY}:
            record(what=what, subject="planted", by=alice, **everybodys(agency, supplier, department))

    inside = {line[0] for line in read("alice")}
    assert {"Stock moved", "Monthly tally entered", "Terminal reported lost", "Place button added"} <= inside
    assert [read(who) for who in OUTSIDE] == [[], [], []]


def test_kits_left_are_on_no_page(agency, kit, today, read):
    entry = LogEntry(uuid4(), today, agency.jurisdiction_id, "12207", kit.pk, 3, 1)

    log_kits(agency=agency, location=agency.main_location, entries=[entry], today=today)

    assert DailyCount.objects.get().items == 3
    assert [read(who) for who in ("alice", *OUTSIDE)] == [[], [], [], []]


def test_a_supplier_names_its_own_people_and_agencies_by_name_alone(agency, supplier, alice, sam, read):
    record(what="report.submitted", subject="Report", by=alice, agency=agency, supplier=supplier)
    record(what="report.accepted", subject="Report", by=sam, agency=agency, supplier=supplier)

    sent, accepted = "Report sent", "Report accepted"
    assert set(read("sam")) == {(sent, "Report", "Albany County Sheriff's Office"), (accepted, "Report", "Sam")}
    assert set(read("alice")) == {(sent, "Report", "Alice"), (accepted, "Report", "Capital Harm Reduction")}
    assert read("olga") == []


def test_whoever_has_left_is_still_named_where_they_worked(agency, supplier, alice, sam, read):
    add_member(role="supplier_staff", owner=supplier, by=sam, email="lee@example.org", name="Lee")
    lee = supplier.memberships.get(user__name="Lee")
    record(what="report.accepted", subject="Report", by=lee.user, agency=agency, supplier=supplier)
    remove_member(membership=lee, by=sam)

    assert ("Report accepted", "Report", "Lee") in read("sam")
    assert read("alice") == [("Report accepted", "Report", "")]


def test_the_office_reads_what_is_its_own_and_the_agency_that_the_office_did_it(agency, olga, today, read):
    AGENCY.move(
        agency,
        to=Agency.Status.LEFT_OUT,
        by=olga,
        on=today,
        reason="duplicate",
        changes={"left_out_on": today, "left_out_because": "duplicate"},
    )

    words = "Agency left out: It is registered twice"
    assert read("olga") == [(words, agency.name, "Olga")]
    assert read("alice") == [(words, agency.name, agency.program.office_name)]
    assert read("sam") == [(words, agency.name, agency.program.office_name)]


def test_the_office_reads_of_no_people_inside_an_agency_but_of_its_own_rescue(
    agency, supplier, department, alice, read, at, olga
):
    for what in AuditCode:
        if what.startswith(("team.", "account.")):
            record(what=what, subject="jane@county.example", by=alice, agency=agency)
    record(what="team.joined", subject="Lee", by=alice, supplier=supplier)
    record(what="team.left", subject="Dee", by=alice, department=department)
    record(what="account.email_changed", subject="Olga", by=olga, program=agency.program)
    ends = ("asked", "stopped", "invited")
    rescued = {(AuditCode(f"team.rescue_{end}").label, "jane@county.example", "Alice") for end in ends}

    page = at(olga).get(reverse("operator:agency", args=[agency.pk]))

    others = {
        ("Person joined", "Lee", "Alice"),
        ("Person left", "Dee", "Alice"),
        ("E-mail address changed", "Olga", "Olga"),
    }
    assert set(read("olga")) == {*rescued, *others}
    assert {line["sentence"] for line in page.context["trail"]} == {f"{what}: {about}" for what, about, _ in rescued}
    assert len(read("alice")) == 11


def test_what_concerns_a_list_is_read_where_the_list_is(new_york, agency, olga, alice, today, read):
    add_department(program=new_york, name="Albany Health", level="state", by=olga)
    add_supplier(program=new_york, name="Hudson OOPP", kind="oopp", by=olga, day=today)
    find_or_add(agency=agency, name="Our friends", kind="oopp", by=alice)
    show_public_figures(program=new_york, shows=True, by=olga)

    assert {line[:2] for line in read("olga")} == {
        ("Health department added", "Albany Health"),
        ("Supplier added", "Hudson OOPP"),
        ("Supplier added", "Our friends"),
        ("Public figures turned on", str(new_york)),
    }
    assert read("alice") == [("Supplier added", "Our friends", "Alice")]


def test_another_tenants_trail_is_not_read(stranger, new_york, read):
    other = cast.supplier(new_york, name="Mohawk Valley EMS", kind="regional_ems")
    record(what="supply.agreed", subject="Troy", by=None, agency=stranger, supplier=other)

    assert [read(who) for who in ("alice", "sam", "dana")] == [[], [], []]
    assert read("olga") == [("Supplier chosen", "Troy", "")]


def test_the_page_is_narrowed_by_kind_person_and_day(agency, alice, stan, read):
    late = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)  # in Albany it is the evening of the 20th
    told = {"agency": agency, "details": {}}
    AuditEvent.objects.create(**told, at=late, by=alice, what="stock.moved", subject="at night")
    AuditEvent.objects.create(**told, at=datetime(2026, 11, 21, 18, tzinfo=UTC), by=stan, what="stock.moved")
    AuditEvent.objects.create(**told, at=datetime(2026, 11, 22, 18, tzinfo=UTC), by=alice, what="location.added")

    def found(**asked):
        return [(line[0], line[2]) for line in read("alice", **asked)]

    assert found(kind="stock") == [("Stock moved", "Stan"), ("Stock moved", "Alice")]
    assert found(who="ali") == [("Location added", "Alice"), ("Stock moved", "Alice")]
    assert found(who=alice.email.upper()) == found(who="ali")
    assert found(last="2026-11-20") == [("Stock moved", "Alice")]
    assert found(first="2026-11-21", last="2026-11-21") == [("Stock moved", "Stan")]
    assert len(found(first="2026-11-22", last="2026-11-21")) == 3


def test_the_page_is_searched_and_taken_away(agency, alice, at, pages):
    record(what="location.added", subject="Annex", by=alice, agency=agency)
    record(what="location.added", subject="Storeroom", by=alice, agency=agency)
    day = AuditEvent.objects.filter(subject="Annex").values_list("at", flat=True).get().date()

    file = at(alice).get(pages["alice"], {"q": "annex", "download": "csv"})

    lines = file.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0] == "Day,What,About,Who"
    assert [line.split(",")[1:] for line in lines[1:]] == [["Location added", "Annex", "Alice"]]
    assert abs((date.fromisoformat(lines[1].split(",")[0]) - day).days) <= 1


def test_a_person_elsewhere_cannot_be_asked_for(agency, supplier, alice, read):
    record(what="report.submitted", subject="Report", by=alice, agency=agency, supplier=supplier)

    assert len(read("sam")) == 1
    assert read("sam", who="Alice") == read("sam", q="Alice") == []


def test_every_code_belongs_to_one_kind():
    assert {kind_of_code(code) for code in AuditCode} == {slug for slug, _words, _beginnings in TRAIL_KINDS}


def test_what_the_office_reads_by_the_beginning_of_a_code_is_named_here():
    """A new code with one of these beginnings is read by the office: whoever adds it sees that here."""
    begins = ("application.", "approval.", "document.", "figures.before_")
    of_applications = (
        "abandoned answered approved changed changes_asked changes_taken_back claimed confirmed declined"
    )
    of_applications += " mail_taken_back mailed provisional released reopened submitted taken_back withdrawn"
    of_documents = "accepted expired expiring filed refused review_taken_back reviewed taken_back uploaded"

    read = {code.value for code in AuditCode if code.startswith(begins) and TrailDesk.OFFICE in desks_of(code)}

    assert read == {
        *(f"application.{name}" for name in of_applications.split()),
        *(f"document.{name}" for name in of_documents.split()),
        *(f"approval.{name}" for name in ("asked", "given", "refused")),
        *(f"figures.before_{name}" for name in ("entered", "corrected", "taken_back")),
    }
