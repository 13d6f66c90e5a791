"""The pages of suppliers, health departments, coalitions, the program office and the public, day after day.

Every day kits are left and counts are corrected, late sheets among them. What is read outside must say in the evening
what it said in the morning. It may say something else only after a report was sent, a period was sealed, or the
calendar turned: a period ended, its reports fell due, or its seal day came.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from django.test import Client, override_settings
from django.urls import reverse

from agencies.models import Coalition, HealthDepartment, User
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.returns.actions import submit
from lbn.reporting.returns.prefill import prefill
from tests import cast
from tests.conftest import FULL
from tests.house import tenants
from tests.house.access_table import DEPARTMENT, OFFICE, SUPPLIER, TABLE
from tests.house.test_access import ADDRESSES
from tests.house.test_outside_eyes import DRAWN_EACH_TIME
from tests.reporting.audit import world as worlds

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
DAY = re.compile(rf"\b(?:{MONTHS}|{SHORT}) \d{{1,2}}(?:, \d{{4}})?|\b\d{{4}}-\d{{2}}-\d{{2}}\b".encode())
FILES = ("csv", "json", "zip") if FULL else ("csv", "json")
ISSUES = 3 if FULL else 1
LATE_SHEETS_COME = 6


@dataclass
class Reader:
    """Somebody outside: a browser, and the pages that it is shown."""

    browser: Client
    pages: list

    def look(self):
        return {page: DRAWN_EACH_TIME.sub(b"", self.browser.get(page).getvalue()) for page in self.pages}

    def keep_what_is_shown(self):
        """Forget addresses that only take what somebody posts."""
        self.pages = [page for page in self.pages if self.browser.get(page).status_code == 200]


@dataclass
class Watch:
    """A state whose readers are looked after: what they saw last, and what has changed that must not."""

    world: worlds.World
    readers: list
    day: date
    work: Callable = worlds.work
    seen: dict = field(default_factory=dict)
    moved: list = field(default_factory=list)
    news: list = field(default_factory=list)

    def look(self):
        """Every page of every reader, without the dates on it."""
        with override_settings(LBN_NOW=f"{self.day}T17:00"):
            every = [(number, reader.look()) for number, reader in enumerate(self.readers)]
        return {(number, page): DAY.sub(b"", said) for number, pages in every for page, said in pages.items()}

    def begin(self):
        with override_settings(LBN_NOW=f"{self.day}T17:00"):
            for reader in self.readers:
                reader.keep_what_is_shown()
        self.seen = self.look()

    def take_in(self, found, list_of_pages):
        """Note which pages say something else than before, and remember what they say now."""
        list_of_pages += [(self.day, page) for (who, page) in found if found[who, page] != self.seen[who, page]]
        self.seen = found

    def one_day(self, day, *, after_work=None):
        """A day: the calendar may have turned; kits are left; then a report is sent or a period sealed, or not."""
        turned = any(turns(self.world, night) for night in days_from(self.day, (day - self.day).days + 1)[1:])
        self.day = day
        if turned:
            self.take_in(self.look(), self.news)
        self.work(self.world, LATE_SHEETS_COME, day.replace(day=1), day)
        self.take_in(self.look(), self.moved)
        if after_work and after_work(self.world, day):
            self.take_in(self.look(), self.news)


def turns(world, day):
    """Whether with this day a period has ended, its reports are overdue, or it may be sealed."""
    rules = [world.program.rules.deadlines_for(scope.cadence) for scope in world.scopes.values()]
    return day.day in {1, *(one.due_day + 1 for one in rules), *(one.seal_day for one in rules)}


def readers(world, *, suppliers=("a",), levels=("state",)):
    """Let people read for some suppliers, health departments, the office; and anybody what is public."""
    found = [of_supplier(world, key) for key in suppliers]
    found += [of_department(HealthDepartment.objects.get(level=level)) for level in levels]
    return [*found, *of_coalition(), of_office(world), of_anyone(world.program)]


def signed_in(name, **hat):
    browser = Client()
    browser.force_login(cast.user(name, **hat))
    return browser


def pages_of(people, named):
    """The addresses of the table for these people, as `named` names them in each."""
    return [reverse("home")] + [
        reverse(name, kwargs={key: one[key] for key in ADDRESSES[name].names})
        for name, may in TABLE.items()
        if may == people
        for one in named
    ]


def people_of(owner):
    """What addresses name of the people of a supplier or health department: somebody, and nobody who was invited."""
    return {"membership": owner.memberships.first().pk, "invitation": uuid4()}


def of_supplier(world, key):
    supplier = world.suppliers[key]
    reports = AgencyReport.objects.of_supplier(supplier).select_related("agency", "period")[:ISSUES]
    sent = [
        {"report_id": report.pk, "agency_slug": report.agency.slug}
        | {"year": report.period.starts_on.year, "number": report.period.starts_on.month}
        for report in reports
    ]
    issues = Issue.objects.of_supplier(supplier)[:ISSUES]
    browser = signed_in(f"sam-{key}", role="supplier_staff", supplier=supplier)
    own = {"slug": supplier.slug, "agreement": supplier.agreements.filter(status="active").first().pk}
    own |= people_of(supplier) | {"link_id": uuid4(), "paper": "standing-order", "version": 1}  # there is none
    named = [
        {"issue_id": issue.pk, "format": name, **own, **one} for issue in issues for name in FILES for one in sent
    ]
    return Reader(browser, list(dict.fromkeys(pages_of(SUPPLIER, named))))


def of_department(department):
    issues = department.issues.all()[:ISSUES]
    browser = signed_in(f"dana-{department.slug}", role="department_staff", department=department)
    own = {"slug": department.slug, "coalition": named_coalition(), "link_id": uuid4()} | people_of(department)
    named = [{"issue_id": one.pk, "format": name, **own} for one in issues for name in FILES]
    return Reader(browser, list(dict.fromkeys(pages_of(DEPARTMENT, named))))


def of_coalition():
    """An agency that agrees to a coalition, and its health department: what they read of the others."""
    coalition = Coalition.objects.get()
    agency, department = coalition.started_by, coalition.department
    coordinator = Client()
    coordinator.force_login(agency.memberships.filter(role="coordinator").first().user)
    shown = [reverse(name, args=[agency.slug, coalition.pk]) for name in ("reports:coalition", "agencies:coalition")]
    reader = signed_in("dave", role="department_staff", department=department)
    read = reverse("department:coalition", args=[department.slug, coalition.pk])
    return [Reader(coordinator, [*shown, f"{shown[0]}?download=csv"]), Reader(reader, [read, f"{read}?download=csv"])]


def named_coalition():
    return Coalition.objects.values_list("pk", flat=True).first() or uuid4()


def of_office(world):
    browser = signed_in("olga", role="operator", program=world.program)
    agency, by = world.agencies["Albany Sheriff"], User.objects.get(email="olga@example.org")
    department = HealthDepartment.objects.get(level="state")
    return Reader(browser, pages_of(OFFICE, [tenants.overseen(world.suppliers["b"], department, agency, by)]))


def of_anyone(program):
    issue = Issue.objects.public_of(program).first()
    pages = [reverse("figures:program", args=[program.slug]), reverse("figures:issue", args=[program.slug, issue.pk])]
    files = [reverse("figures:download", args=[program.slug, issue.pk, name]) for name in FILES]
    return Reader(Client(), pages + files)


def send_reports(world, names, starts_on, day):
    """Some agencies send their reports of the period that begins on `starts_on`."""
    for name in names:
        agency = world.agencies[name]
        scope = agency.scope_memberships.filter(from_on__lte=starts_on).latest("from_on").scope
        about = {"agency": agency, "scope": scope, "starts_on": starts_on}
        submit(**about, comment="", no_kits=prefill(**about).no_kits, by=None, today=day)


def days_from(first, count, step=1):
    return [first + timedelta(days=number) for number in range(0, count, step)]
