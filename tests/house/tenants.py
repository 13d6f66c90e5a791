"""Two full tenants: what belongs to one is what the other must never be shown."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

from agencies.actions.presets import add_preset
from agencies.actions.registration import register
from agencies.actions.team import invite
from agencies.actions.terminals import open_terminal
from agencies.models import (
    AuditEvent,
    Coalition,
    CoalitionMember,
    HealthDepartment,
    Invitation,
    Jurisdiction,
    Membership,
    Program,
    ReportingScope,
    SameOrganization,
    Supplier,
    SupplyAgreement,
    Terminal,
)
from distributions.actions import LogEntry
from distributions.actions.typed import log_typed
from distributions.models import DailyCount, Sheet
from inventory.actions import receive, tell_low
from inventory.models import Item, Lot, StockMovement
from lbn.reporting.models import AgencyReport, Download, EarlierFigure, Issue, ReportLink, ReportWaiver, Statement
from lbn.reporting.published.actions import publish_roll_ups, seal, share_report
from lbn.reporting.published.actions.publishing import publish as publish_once
from lbn.reporting.returns.actions import submit
from tests import cast
from tests.documents import OF_STATEMENTS, statement_figures
from tests.house.applicants import OF_ORDER, OF_PACK, apply, file_document, file_of_supplier
from tests.house.before import state_before
from training.actions import add_person, record_certificate, record_session
from training.models import Course, Person

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
QUARTER = date(2026, 7, 1)


def town():
    """Put everybody in the cast into New York's program, and two full tenants of each kind.

    Returns what addresses name of ours and of the stranger's, each by kind of tenant.
    """
    program = Program.objects.get(slug="new_york")
    program.pack |= OF_PACK | {"counties_opt_in": True}  # so that every page of agencies and the office is there
    program.save()
    Jurisdiction.objects.in_state(program.state).update(opted_in_on=date(2025, 1, 1))
    ours, theirs = cast.supplier(program), cast.supplier(program, name="Mohawk Valley EMS", kind="regional_ems")
    state = cast.department(program)
    city = cast.department(program, name="City Health Department", level="city")
    albany = cast.agency(program, supplier=ours)
    troy = cast.agency(program, name="Troy Police Department", county="Rensselaer", supplier=theirs)
    city.jurisdictions.add(troy.jurisdiction)
    cast.user("Stan", role="agency_staff", agency=albany)
    cast.user("Clara", role="sheet_clerk", agency=albany)
    cast.user("Sam", role="supplier_staff", supplier=ours)
    cast.user("Saul", role="supplier_staff", supplier=theirs)
    cast.user("Dana", role="department_staff", department=state)
    cast.user("Dirk", role="department_staff", department=city)
    olga = cast.user("Olga", role="operator", program=program)
    own = full_agency(albany, cast.user("Alice", role="coordinator", agency=albany))
    other = full_agency(troy, cast.user("Tina", role="coordinator", agency=troy))
    own |= file_document(albany)
    other |= file_document(troy, "elsewhere")
    own["coalition"] = coalition(albany, state, cast.agency(program, name="Cohoes Police Department")).pk
    other["coalition"] = coalition(troy, city, cast.agency(program, name="Latham Police Department")).pk
    publish(program)
    return (
        names_of(own, ours, state, overseen(ours, state, albany, olga)),
        names_of(other, theirs, city, overseen_elsewhere(program, olga)),
    )


def names_of(agency, supplier, department, office):
    """What addresses name, by kind of tenant."""
    report = {name: agency[name] for name in ("report_id", "year")}
    report |= {"agency_slug": agency["slug"], "number": QUARTER.month}
    report["agreement"] = SupplyAgreement.objects.get(agency__slug=agency["slug"]).pk
    return {
        "agency": agency,
        "supplier": published_to(supplier, scope__supplier=supplier)
        | report
        | people_of(supplier)
        | file_of_supplier(supplier, agency["paper"]),
        "department": published_to(department, department=department)
        | people_of(department)
        | {"coalition": agency["coalition"]},
        "program": office,
    }


def coalition(agency, department, partner):
    """A coalition of two agencies that agree, which names a health department."""
    made = Coalition.objects.create(name="Two Agencies", started_by=agency, department=department, started_on=QUARTER)
    for one in (agency, partner):
        CoalitionMember.objects.create(coalition=made, agency=one, status="agreed", since_on=QUARTER)
    return made


def people_of(owner):
    """What the addresses of an organization's own people name: one who works there, and one who is invited."""
    role = {Supplier: "supplier_staff", HealthDepartment: "department_staff", Program: "operator"}[type(owner)]
    kind = {"supplier_staff": "supplier", "department_staff": "department", "operator": "program"}[role]
    colleague = cast.user(f"colleague-{owner.slug}", role=role, **{kind: owner})
    asked = {"email": f"new-{owner.slug}@elsewhere.example", "role": role}
    invitation = invite(owner=owner, by=colleague, at=NOW, **asked)
    return {"membership": colleague.memberships.get().pk, "invitation": invitation.pk}


def full_agency(agency, coordinator):
    """Give an agency one of everything; return what its addresses name: {name in the address: value}."""
    lot = stock_and_log(agency, coordinator)
    person = add_person(agency=agency, by=coordinator, last_name="Doe", first_name="Jo")
    session = record_session(
        agency=agency,
        held_on=TODAY,
        courses=list(Course.objects.all()),
        people=[person],
        by=coordinator,
        today=TODAY,
    )
    course = Course.objects.order_by("pk").first()
    certificate = record_certificate(
        person=person, course=course, completed_on=date(2026, 1, 5), issued_by="state", by=coordinator, today=TODAY
    )
    colleague = cast.user(f"colleague-{agency.slug}", role="agency_staff", agency=agency)
    asked = {"email": f"new-{agency.slug}@elsewhere.example", "role": "agency_staff"}
    return {
        "slug": agency.slug,
        "year": 2026,
        "number": 11,
        "figure": "left",
        "lot": lot.pk,
        "sheet": Sheet.objects.get(agency=agency).pk,
        "entry": agency.ledger_entries.get(kind="received").pk,
        "count_id": DailyCount.objects.get(agency=agency).pk,
        "person": person.pk,
        "session": session.pk,
        "completion": certificate.pk,
        "signed": "nonsense",
        "invitation": invite(owner=agency, by=coordinator, at=NOW, **asked).pk,
        "membership": colleague.memberships.get().pk,
        "location": agency.main_location.pk,
        "notice": tell_low(location=agency.main_location, left=2, today=TODAY).notice.pk,
        "terminal": open_terminal(agency=agency, location=agency.main_location, by=coordinator).pk,
        "preset": add_preset(agency=agency, zip_code="12207", by=coordinator).pk,
        "report_id": report_of(agency, coordinator).pk,
        **order_of(figures_of(agency)),
        "format": "csv",
    }


def stock_and_log(agency, coordinator):
    """Receive a lot of kits, log one kit left, and return the lot."""
    kit = Item.objects.get(slug=Item.STANDARD_KIT)
    receipt = receive(
        agency=agency,
        location=agency.main_location,
        item=kit,
        number="A1",
        expires_on=date(2028, 1, 31),
        quantity=20,
        on=TODAY,
        today=TODAY,
        by=coordinator,
    )
    entry = LogEntry(uuid4(), TODAY, agency.jurisdiction_id, "", kit.pk, 1, 1)
    log_typed(agency=agency, entries=[entry], today=TODAY, kind=Sheet.Kind.PAPER, by=coordinator)
    return receipt.lot


def report_of(agency, coordinator):
    """Let an agency report the third quarter, in which it left no kits."""
    agency.scope_memberships.update(from_on=QUARTER)
    scope = agency.scope_memberships.get().scope
    return submit(
        agency=agency, scope=scope, starts_on=QUARTER, comment="", no_kits=True, by=coordinator, today=TODAY
    )


def figures_of(agency):
    """Figures that an agency made for somebody who asks when they like."""
    counted = dict.fromkeys((*OF_STATEMENTS, "sessions"), 3)
    document = statement_figures(agency=agency.name, typed={"reported_used": 3}, **counted)
    return Statement.objects.create(
        agency=agency,
        profile=document.profile,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        **Statement.freeze(document),
        made_on=TODAY,
    )


def order_of(statement):
    """An order that an agency sent with these figures, as addresses name it."""
    order = statement.sent_orders.create(agency=statement.agency, sent_on=TODAY, units=12)
    return {"statement_id": statement.pk, "order": order.pk, "order_paper": OF_ORDER}


def publish(program):
    """Seal the third quarter of every scope of a program and publish it to everybody."""
    for scope in ReportingScope.objects.filter(supplier__program=program):
        seal(scope=scope, starts_on=QUARTER, at=NOW, today=TODAY)
    list(publish_roll_ups(program=program, day=TODAY))


def published_to(reader, **whose):
    """What the addresses of a supplier or health department name."""
    return {"slug": reader.slug} | given_away(Issue.objects.filter(**whose).first())


def given_away(issue):
    """A report with a link to it, made by whoever comes first where it is read."""
    by = issue.reader.memberships.select_related("user").order_by("user__email").first().user
    link_key = share_report(issue=issue, for_whom="Board", days=30, by=by, today=TODAY).rstrip("/").rpartition("/")[2]
    return {"issue_id": issue.pk, "link_id": issue.links.get().pk, "link_key": link_key, "format": "csv"}


def overseen(supplier, department, agency, by):
    """What the addresses of the program office name; those of its own people name others than those it oversees."""
    staff = cast.user(f"staff-{supplier.slug}", role="supplier_staff", supplier=supplier)
    asked = {"email": f"new-{department.slug}@elsewhere.example", "role": "department_staff"}
    empty = cast.department(supplier.program, name=f"Nobody At {department.name}", level="county")
    return {
        "registration": registration(supplier.program, agency).pk,
        **apply(agency, by),
        "supplier": supplier.pk,
        "same": SameOrganization.objects.create(supplier=supplier, department=department, stated_on=TODAY).pk,
        "department": department.pk,
        "membership": staff.memberships.get().pk,
        "invitation": invite(owner=empty, by=by, at=NOW, **asked).pk,
        **given_away(Issue.objects.of_state(supplier.program).first()),
        "earlier_id": state_before(supplier.program).pk,
        "office_team": people_of(supplier.program),
        "zip_code": "12207",
        "county": "ny-albany",
        "agency": agency.pk,
    }


def overseen_elsewhere(program, by):
    """The same of another state program, which has the pack of `program`."""
    other = Program.objects.get(pk=program.pk)
    other.pk, other.slug = None, "elsewhere"
    other.save()
    document = Issue.objects.of_state(program).first().read()
    publish_once(program=other, document=replace(document, reader="Elsewhere Office"), today=TODAY)
    supplier = cast.supplier(other, name="Lake Effect OOPP")
    department = cast.department(other, name="Lake Health Department")
    police = cast.agency(other, name="Lake Police Department", supplier=supplier)
    return overseen(supplier, department, police, cast.user("Olaf", role="operator", program=other))


def everything():
    """How many rows there are of each thing that a refused request must not add or remove."""
    models = [
        AuditEvent,
        AgencyReport,
        Coalition,
        CoalitionMember,
        DailyCount,
        Download,
        EarlierFigure,
        HealthDepartment,
        Invitation,
        Lot,
        Membership,
        Person,
        ReportLink,
        ReportWaiver,
        Statement,
        StockMovement,
        Supplier,
        SupplyAgreement,
        Terminal,
    ]
    return {model.__name__: model.objects.count() for model in models}


def registration(program, agency):
    """A registration that waits for its confirmation."""
    return register(
        program=program,
        agency_name="Colonie Police Department",
        kind="law_enforcement",
        jurisdiction=agency.jurisdiction,
        coordinator_name="Carl",
        coordinator_email="carl@example.org",
        at=NOW,
    )
