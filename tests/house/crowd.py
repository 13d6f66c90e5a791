"""A crowd: many more of everything that the tenant of `tests.house.tenants` has.

Each newcomer belongs to what addresses name (the session named by an address has one person more) and is somebody of
its own (there is one session more): so that a page of one thing grows as much as a page of all.
"""

from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple
from uuid import uuid4

from django.db.models import Model

from agencies.models import (
    Agency,
    AuditEvent,
    ChildInvitation,
    Closure,
    Coalition,
    CoalitionMember,
    EmailChange,
    EndedTie,
    EnrolmentCode,
    HealthDepartment,
    Invitation,
    LocalService,
    Location,
    MailsOfADay,
    Membership,
    ParentRequest,
    PlacePreset,
    Registration,
    ReportingPeriod,
    ReportingScope,
    Rescue,
    SameOrganization,
    ScopeMembership,
    SentOnce,
    Supplier,
    SupplyAgreement,
    Terminal,
    TerminalKey,
    UnwantedMail,
    User,
    ZipCode,
)
from agencies.periods import add_months
from distributions.counts import Counts
from distributions.models import Correction, DailyCount, MonthlyTally, Sheet, SheetTotal, SubmissionKey, UsualDay
from inventory.models import Item, LateUse, Lot, LowStockNotice, Shortfall, StockLevel, StockMovement, StockUse
from lbn.reporting.models import (
    AgencyReport,
    CountyDeaths,
    CountyOutline,
    CountyResidents,
    Download,
    FigureSource,
    Issue,
    Reminder,
    ReportDraft,
    ReportLink,
    ReportWaiver,
    StateFrame,
    Statement,
)
from tests import cast
from tests.house.applicants import come_to_apply
from tests.house.before import come_before
from tests.house.tenants import NOW, QUARTER, TODAY
from training.models import Completion, Course, Person, Session

MONTH = TODAY.replace(day=1)
YEAR = 12
ROOMS = {"agencies", "distributions", "inventory", "lbn", "training"}


def another(row: Model, **changes):
    """Store a row that is like `row` but for its key and `changes`."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in changes]
    return type(row).objects.create(**{field.attname: getattr(row, field.attname) for field in fields}, **changes)


def quarters_before(first: date, number: int) -> date:
    """The day `number` + 1 quarters before the first of a month, `number` counted from 0."""
    return add_months(first, -3 * (number + 1))


class Named(NamedTuple):
    """What the addresses of our agency and its supplier name."""

    agency: Agency
    supplier: Supplier
    scope: ReportingScope
    kit: Item


def come(own, numbers):
    """Let one more of everything come to our agency, its supplier and the program office for each of `numbers`."""
    agency = Agency.objects.get(slug=own["agency"]["slug"])
    scope = agency.scope_memberships.get().scope
    named = Named(agency, scope.supplier, scope, Item.objects.get(slug=Item.STANDARD_KIT))
    issues = list(Issue.objects.filter(ends_on__gte=QUARTER))
    for number in numbers:
        place = another(agency.jurisdiction, slug=f"ny-{number}", name=f"County {number}")
        another(ZipCode.objects.get(zip="12207"), zip=f"127{number:02}")
        stock(named, own["agency"], number)
        training(named, own["agency"], number)
        log(named, own["agency"], number)
        terminals(named, own["agency"], number)
        people(named, own, number)
        periods(named, own["agency"], number)
        organizations(named, own, place, number)
        for issue in issues:
            another(
                issue,
                starts_on=quarters_before(issue.starts_on, number),
                ends_on=quarters_before(issue.ends_on.replace(day=1), number),
            )


def stock(named, own, number):
    """A lot and a station, what lies and moved there, what is missing, and what was told to run low."""
    agency, kit, main = named.agency, named.kit, named.agency.main_location
    held = Lot.objects.get(pk=own["lot"])
    station = Location.objects.create(agency=agency, name=f"Station {number}", kind="station")
    Location.objects.create(agency=agency, name=f"Car {number}", kind="vehicle", parent=station, par=2)
    strips = Item.objects.create(slug=f"strips-{number}", name=f"Strips {number}", kind="fentanyl_strips")
    lots = [another(held, number=f"B{number}"), another(held, number=f"S{number}", item=strips)]
    for lot, location in [*((lot, main) for lot in lots), (held, station)]:
        at = {"agency": agency, "lot": lot, "location": location}
        facts = {"quantity": 3, "reason": "received", "on": TODAY, "stated_on": TODAY}
        StockMovement.objects.create(**at, **facts, entry=cast.entry_of(agency, TODAY))
        StockUse.objects.create(**at, posted_month=MONTH, quantity=1)
        StockLevel.objects.create(**at, quantity=2)
    late(agency, held, station, kit)
    Shortfall.objects.create(agency=agency, location=station, item=kit, posted_month=MONTH, quantity=1)
    LowStockNotice.objects.create(agency=agency, location=station, on=TODAY, left=1)


def late(agency, lot, location, item):
    """A count of today at `location`, and one kit that was left before it and logged after it."""
    entry = {"number": agency.ledger_entries.count() + 1, "kind": "counted", "on": TODAY, "stated_on": TODAY}
    count = agency.ledger_entries.create(**entry, position=entry["number"], location=location, item=item)
    LateUse.objects.create(agency=agency, count=count, location=location, lot=lot, posted_month=MONTH, quantity=1)


def training(named, own, number):
    """A course, a session and a person, each completed with the others and with those that addresses name."""
    session, person = Session.objects.get(pk=own["session"]), Person.objects.get(pk=own["person"])
    course = another(Course.objects.order_by("pk").first(), slug=f"course-{number}", name=f"Course {number}")
    newcomer = another(person, last_name=f"Doe {number}", unit=f"Unit {number}")
    later = another(session, held_on=TODAY - timedelta(days=number + 1), trainer=f"Trainer {number}")
    for who, where in [(newcomer, session), (person, later), (newcomer, later)]:
        done = {"person": who, "session": where, "completed_on": where.held_on}
        Completion.objects.create(agency=named.agency, course=course, **done)


def log(named, own, number):
    """Counts of another day, place, month and item; corrections of the named one; tallies, sheets and usual days."""
    agency, count = named.agency, DailyCount.objects.get(pk=own["count_id"])
    another(count, handed_out_on=MONTH + timedelta(days=number), zip_code="12207")
    another(count, item=Item.objects.get(slug=f"strips-{number}"))
    for back in (0, 1, YEAR, YEAR + 2, 2 * YEAR + number):  # in the last four quarters, the four before, and earlier
        month = add_months(MONTH, -back)
        another(count, handed_out_on=month, posted_month=month, zip_code=f"127{number:02}")
    alike = ("agency", "handed_out_on", "precision", "jurisdiction", "item", *Counts._fields)
    counted = {name: getattr(count, name) for name in alike}
    Correction.objects.create(
        **counted,
        zip_code=count.zip_code,
        count_scope=count.scope,
        count_month=count.posted_month,
        scope=count.scope,
        posted_month=count.posted_month,
        reason="not_logged",
        on=TODAY,
    )
    known = {"known_by": f"{number:032}", "mark": f"{number:04}", "on": TODAY, "lines": 1}
    sheet = Sheet.objects.create(agency=agency, kind="import", **known)
    SheetTotal.objects.create(**counted, zip_code="", sheet=sheet)
    MonthlyTally.objects.create(agency=agency, month=add_months(MONTH, -number), declined=1)
    UsualDay.objects.create(agency=agency, handed_out_on=MONTH - timedelta(days=number), items=9)
    SubmissionKey.objects.create(agency=agency, uuid=uuid4(), received_month=MONTH)


def terminals(named, own, number):
    """A terminal with its key, and a key, a code and a place button more for the named one."""
    terminal = Terminal.objects.get(pk=own["terminal"])
    for which in (terminal, another(terminal, label=f"Desk {number}")):
        secret = sha256(f"{which.pk} {number}".encode()).hexdigest()
        TerminalKey.objects.create(agency=named.agency, terminal=which, key_hash=secret)
        EnrolmentCode.objects.create(agency=named.agency, terminal=which, code_hash=secret, expires_at=NOW)
    if number < PlacePreset.MOST - 2:  # with the town's one, and room for one more
        PlacePreset.objects.create(agency=named.agency, zip_code_id=f"127{number:02}")


def people(named, own, number):
    """Somebody with a hat of each kind, invited and at work, and what they did."""
    program = named.agency.program
    hats = {
        "agency_staff": {"agency": named.agency},
        "supplier_staff": {"supplier": named.supplier},
        "department_staff": {"department": HealthDepartment.objects.get(pk=own["program"]["department"])},
        "operator": {"program": program},
    }
    for role, owner in hats.items():
        address = f"{role}-{number}@example.org"
        user = User.objects.create(email=address, name=f"Somebody {number}")
        Membership.objects.create(user=user, role=role, **owner)
        Invitation.objects.create(role=role, **owner, email=f"new-{address}", invited_at=NOW, invited_by=user)
        done = {"at": NOW, "by": user, "what": "team.joined", "subject": user.name, "row": user.pk}
        AuditEvent.objects.create(**done, **owner)
        AuditEvent.objects.create(**done | {"what": "agency.opened", "row": None} | {"agency": named.agency} | owner)
    AuditEvent.objects.create(at=NOW, by=user, what="stock.moved", subject="kits", agency=named.agency, details={})
    mails(named, user, number)


def mails(named, user, number):
    """What is remembered of mails, an address that somebody wants, and a new coordinator that was asked for."""
    SentOnce.objects.create(what=SentOnce.What.DIGEST, about=f"{named.agency.pk} {number}", on=TODAY)
    MailsOfADay.objects.create(kind="invitation", who=sha256(str(number).encode()).hexdigest(), on=TODAY, mails=1)
    UnwantedMail.objects.create(user=user, kind="digest")
    EmailChange.objects.create(user=user, email=f"another-{number}@example.org", asked_at=NOW)
    asked = {"email": f"rescue-{number}@example.org", "asked_by": user, "asked_on": TODAY, "invites_on": TODAY}
    Rescue.objects.create(agency=named.agency, stopped_on=TODAY, **asked)


def periods(named, own, number):
    """An earlier quarter with its report, a later version of the named one, and all that stands around reports."""
    report, first = AgencyReport.objects.get(pk=own["report_id"]), quarters_before(QUARTER, number)
    period = ReportingPeriod.objects.create(scope=named.scope, starts_on=first, sealed_at=NOW)
    another(report, period=period)
    another(report, version=report.version + number + 1, is_amendment=True)
    around = {"agency": named.agency, "scope": named.scope, "starts_on": first}
    ReportDraft.objects.create(**around, saved_on=TODAY)
    ReportWaiver.objects.create(**around, reason="paused", on=TODAY)
    Reminder.objects.create(**around, days=3, sent_on=TODAY)
    made = Statement.objects.get(pk=own["statement_id"])
    made.sent_orders.create(agency=named.agency, sent_on=first, units=12)
    another(made, starts_on=first, ends_on=add_months(first, 3) - timedelta(days=1))


def coalitions(own, newcomer, agency, number):
    """One agency more in the named coalition, and another coalition that names our agency and its department."""
    named = Coalition.objects.get(pk=own["agency"]["coalition"])
    agrees = {"status": "agreed", "since_on": QUARTER}
    CoalitionMember.objects.create(coalition=named, agency=newcomer, **agrees)
    more = another(named, name=f"Coalition {number}")
    for one in (newcomer, agency):
        CoalitionMember.objects.create(coalition=more, agency=one, **agrees)
    asking = another(named, name=f"Question {number}", started_by=newcomer)
    CoalitionMember.objects.create(coalition=asking, agency=agency, since_on=QUARTER)


def organizations(named, own, county, number):
    """An agency of the named supplier that reports, under the named one; a supplier, a health department, a
    registration and a program."""
    LocalService.objects.create(program=named.agency.program, kind="refill", name=f"Help {number}", phone="1")
    agency, supplier, program = named.agency, named.supplier, named.agency.program
    called = {"slug": f"police-{number}", "name": f"Police {number}"}
    newcomer = another(agency, **called, jurisdiction=county, main_location=None, under=agency)
    ParentRequest.objects.create(agency=newcomer, parent=agency, asked_on=TODAY)
    ChildInvitation.objects.create(parent=newcomer, agency=agency, asked_on=TODAY)
    ChildInvitation.objects.create(parent=agency, agency=newcomer, asked_on=TODAY)
    EndedTie.objects.create(agency=newcomer, parent=agency)
    coalitions(own, newcomer, agency, number)
    Closure.objects.create(agency=newcomer, closed_on=TODAY, reopened_on=TODAY)
    newcomer.main_location = Location.objects.create(agency=newcomer, name="Storeroom", kind="storeroom")
    newcomer.save()
    SupplyAgreement.objects.create(agency=newcomer, supplier=supplier, from_on=QUARTER)
    ScopeMembership.objects.create(agency=newcomer, scope=named.scope, from_on=QUARTER)
    another(AgencyReport.objects.get(pk=own["agency"]["report_id"]), agency=newcomer)
    other = another(supplier, slug=f"supplier-{number}", name=f"Supplier {number}")
    another(named.scope, supplier=other)
    department = HealthDepartment.objects.get(pk=own["program"]["department"])
    more = another(department, slug=f"health-{number}", name=f"Health {number}")
    more.jurisdictions.add(county)
    SameOrganization.objects.create(supplier=supplier, department=more, stated_on=TODAY)
    another(Registration.objects.get(pk=own["program"]["registration"]), agency_name=f"Police {number}")
    come_to_apply(own, number, another)
    come_before(own, number, another)
    another(program, slug=f"program-{number}", name=f"Program {number}")
    source = FigureSource.objects.create(name=f"Source {number}", dated_on=TODAY)
    CountyResidents.objects.create(jurisdiction=county, year=QUARTER.year, residents=90_000, source=source)
    CountyDeaths.objects.create(jurisdiction=county, year=QUARTER.year, deaths=12, source=source)
    reach = {"west": -80, "south": 40, "east": -72, "north": 45, "source": source}
    frame, _is_new = StateFrame.objects.get_or_create(state=program.state, defaults=reach)
    CountyOutline.objects.create(frame=frame, jurisdiction=county, path="M0 0l9 0 0 9z")
    StateFrame.objects.create(state=f"{number:02}", **reach)
    give_away(own, number)
    taken = {"by": User.objects.get(email="olga@example.org"), "format": "csv", "on": TODAY}
    Download.objects.create(issue_id=own["program"]["issue_id"], **taken)


def give_away(own, number):
    """Links to the named reports, of everybody who reads one."""
    for reader in ("supplier", "department", "program"):
        link = ReportLink.objects.filter(issue=own[reader]["issue_id"]).first()
        secret = sha256(f"{link.issue_id} {number}".encode()).hexdigest()
        another(link, for_whom=f"Board {number}", key_hash=secret)
