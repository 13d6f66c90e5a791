"""A state over months or years, told through the real actions: what is published of it is what the audit reads.

Quarterly and monthly scopes stand side by side, two suppliers leave kits in the same ZIP codes, one hardly any,
somebody works for a supplier and for a health department, two agencies form a coalition, agencies change supplier and
cadence, sheets come late, and counts are corrected before and after their period was sealed.
"""

import random
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from math import exp
from uuid import UUID

from django.core.management import call_command
from django.test import override_settings

from agencies.actions.coalitions import answer_coalition, start_coalition
from agencies.actions.suppliers import change_supplier
from agencies.models import Agency, HealthDepartment, Jurisdiction, Membership, Program, ScopeMembership, ZipCode
from agencies.periods import add_months, month_end, months_between
from distributions.actions import LogEntry, log_kits
from distributions.actions.correct import CorrectionRefused, correct
from distributions.counts import Counts
from distributions.models import DailyCount
from inventory.models import Item
from tests import cast

FIRST = date(2026, 1, 1)
MORE_ZIP_CODES = {
    "Onondaga": ("13202", "13203", "13204", "13205", "13210", "13224"),
    "Oneida": ("13501", "13502", "13440", "13413"),
    "Hamilton": ("12842", "12847"),
    "Jefferson": ("13601", "13603", "13605"),
    "Bronx": ("10451", "10452", "10453", "10454", "10455"),
    "Kings": ("11201", "11205", "11206"),
}
# name, county, supplier, how often kits are left in a month at each of its places ("" is its county only)
AGENCIES = (
    ("Albany Sheriff", "Albany", "a", {"12202": 6, "12203": 4, "12206": 2, "12047": 0.7, "12110": 0.5, "": 0.4}),
    ("Cohoes Police", "Albany", "a", {"12047": 3, "12189": 1.2, "12202": 0.5}),
    ("Schenectady Police", "Schenectady", "a", {"12307": 5, "12304": 2, "12305": 1, "12303": 0.3, "05201": 0.2}),
    ("Troy Police", "Rensselaer", "b", {"12180": 4, "12182": 0.6, "12202": 1.5}),
    ("Syracuse EMS", "Onondaga", "b", {"13202": 8, "13203": 4, "13204": 4, "13205": 2, "13210": 1, "13224": 0.3}),
    ("Oneida EMS", "Oneida", "b", {"13501": 3, "13502": 2, "13440": 0.8, "13413": 0.2, "13202": 0.3}),
    ("Bronx Response", "Bronx", "city", {"10451": 12, "10452": 7, "10453": 3, "10454": 1, "10455": 0.3, "": 0.5}),
    ("Bronx Outreach", "Bronx", "city", {"10454": 12, "10455": 2, "10451": 3}),
    ("Kings Outreach", "Kings", "city", {"11201": 5, "11205": 1, "11206": 0.6}),
    ("Jefferson Sheriff", "Jefferson", "rare", {"13601": 1.2, "13603": 0.4, "13605": 0.2}),
    ("Lake Rescue", "Hamilton", "rare", {"12842": 0.3, "12847": 0.1, "13601": 0.2}),
    ("Latham Fire", "Albany", "none", {"12110": 0.8, "12205": 0.3}),
)
REPORT_TO_A_DEPARTMENT = ("Bronx Response", "Oneida EMS")


@dataclass
class World:
    """Everybody who takes part, and the draw that decides what happens."""

    random: random.Random
    program: Program
    kit: Item
    strips: Item
    suppliers: dict = field(default_factory=dict)
    scopes: dict = field(default_factory=dict)
    agencies: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    leaves_in: int = 14

    def uuid(self):
        """A drawn version 4 identifier: the same seed tells the same story."""
        return UUID(int=self.random.getrandbits(128), version=4)


def begin(seed: int) -> World:
    """Return a state in which nothing has been left yet, with three health departments and public figures."""
    program = Program.objects.get(slug="new_york")
    program.shows_public_figures = True
    program.save()
    items = {item.slug: item for item in Item.objects.all()}
    world = World(random.Random(seed), program, items[Item.STANDARD_KIT], items["fentanyl-strips"])
    more_places()
    for key, kind in (("a", "oopp"), ("b", "regional_ems"), ("city", "oopp"), ("rare", "oopp")):
        world.suppliers[key] = cast.supplier(program, name=f"Supplier {key}", kind=kind)
    world.scopes = {
        "city": cast.scope(world.suppliers["city"], cadence="monthly"),
        "a monthly": cast.scope(world.suppliers["a"], cadence="monthly"),
    }
    for name, county, supplier, places in AGENCIES:
        join(world, name, county, supplier, places)
    Agency.objects.filter(name__in=REPORT_TO_A_DEPARTMENT).update(is_registered_oopp=True)
    departments(world)
    return world


def more_places():
    for name, zip_codes in MORE_ZIP_CODES.items():
        county = Jurisdiction.objects.create(slug=f"ny-{name.lower()}", state="NY", name=name, kind="county")
        standard = {"jurisdiction": county, "kind": ZipCode.Kind.STANDARD, "name": name}
        ZipCode.objects.bulk_create(ZipCode(zip=zip_code, **standard) for zip_code in zip_codes)


def join(world, name, county, supplier, places):
    """An agency of a supplier's quarterly scope, or of the scope that is made already."""
    made = world.scopes.get(supplier)
    with_supplier = None if made else world.suppliers.get(supplier)
    agency = cast.agency(world.program, name=name, county=county, supplier=with_supplier, since=FIRST)
    if made:
        ScopeMembership.objects.filter(agency=agency).update(scope=made)
    world.agencies[name] = agency
    world.places[name] = places


def departments(world):
    """One of the state, one of a city of two counties, one of a county; a person of supplier b works there too.
    Another person works at two agencies, and leaves one of them before the last quarter is published."""
    cast.department(world.program)
    for slug, counties in (("city", ("bronx", "kings")), ("county", ("albany",))):
        department = HealthDepartment.objects.create(slug=slug, name=slug.title(), level=slug, program=world.program)
        department.jurisdictions.add(*Jurisdiction.objects.filter(slug__in=[f"ny-{county}" for county in counties]))
    both = cast.user("both", role="supplier_staff", supplier=world.suppliers["b"])
    Membership.objects.create(user=both, role="department_staff", department=department)
    gone = cast.user("gone", role="agency_staff", agency=world.agencies["Albany Sheriff"])
    Membership.objects.create(user=gone, role="agency_staff", agency=world.agencies["Troy Police"])


def live(world: World, months: int, each_day=None) -> date:
    """Tell `months` months and seal what they have made due; return the last day. `each_day(day)` is called after a
    day's work, if it is given."""
    last = month_end(add_months(FIRST, months - 1))
    for number, month in enumerate(months_between(FIRST, last)):
        change_sides(world, number, month)
        if number == world.leaves_in:
            Membership.objects.get(user__name="gone", agency=world.agencies["Albany Sheriff"]).delete()
        for day in days_of_work(month):
            work(world, number, month, day)
            if day.day == 20:
                seal(day)
            if each_day:
                each_day(day)
    day = add_months(last.replace(day=1), 1).replace(day=20)
    seal(day)
    if each_day:
        each_day(day)
    return day


def days_of_work(month):
    """The days of a month on which something happens: the seal day is the third of four."""
    return [month.replace(day=day) for day in (6, 13, 20, 27)]


def change_sides(world, number, month):
    """Agencies change supplier and cadence, from the next quarter on; two begin a coalition."""
    if number == 2:
        agree(world, month)
    if number == 4:
        agency = world.agencies["Troy Police"]
        change_supplier(agency=agency, supplier=world.suppliers["a"], by=None, day=month)
    if number == 7:
        membership = {"agency": world.agencies["Cohoes Police"], "scope": world.scopes["a monthly"]}
        ScopeMembership.objects.create(**membership, from_on=add_months(month, 2))
    if number == 13:
        agency = world.agencies["Syracuse EMS"]
        change_supplier(agency=agency, supplier=world.suppliers["a"], by=None, day=month)


def agree(world, day):
    """Two agencies of a supplier show each other, and the county's health department, their totals."""
    one, other = (world.agencies[name] for name in ("Cohoes Police", "Schenectady Police"))
    people = [cast.user(f"of-{agency.slug}", role="coordinator", agency=agency) for agency in (one, other)]
    named = {"others": [other], "department": HealthDepartment.objects.get(slug="county")}
    made = start_coalition(agency=one, name="Capital", by=people[0], day=day, **named)
    answer_coalition(member=made.members.get(agency=other), accept=True, by=people[1], day=day)


def work(world, number, month, day):
    """A week of every agency: kits, now and then a sheet of a sealed month, strips, a correction."""
    for name, agency in world.agencies.items():
        entries = [
            entry for place, pace in world.places[name].items() for entry in draw(world, agency, place, pace, day)
        ]
        if world.random.random() < 0.06 and number > 3:
            late = add_months(month, -world.random.randint(2, 4)).replace(day=9)
            place = world.random.choice(list(world.places[name]))
            entries += draw(world, agency, place, 8, late)
        if entries:
            log_kits(agency=agency, location=agency.main_location, entries=entries, today=day)
        if world.random.random() < 0.05:
            lower_one(world, agency, day)


def draw(world, agency, place, pace, day):
    """What is left at a place in a week: so many times, each with a kit or two; sometimes strips."""
    times = poisson(world.random, pace / 4)
    if not times:
        return []
    county, zip_code = spot(agency, place)
    kits = times + sum(world.random.random() < 0.3 for _ in range(times))
    entries = [LogEntry(world.uuid(), day, county, zip_code, world.kit.pk, kits, times // 2, times)]
    if world.random.random() < 0.1:
        entries.append(LogEntry(world.uuid(), day, county, zip_code, world.strips.pk, 5 * times, 0, times))
    return entries


def spot(agency, place):
    if place:
        return ZipCode.objects.values_list("jurisdiction_id", "zip").get(zip=place)
    return agency.jurisdiction_id, ""


def poisson(draw, mean):
    goal, product, times = exp(-mean), draw.random(), 0
    while product > goal:
        product *= draw.random()
        times += 1
    return times


def lower_one(world, agency, day):
    """One visit of a drawn count was counted twice, whether its period is sealed or not."""
    counts = DailyCount.objects.of(agency).of_naloxone().filter(handouts__gte=2).order_by("handed_out_on", "zip_code")
    if counts:
        count = world.random.choice(list(counts))
        with suppress(CorrectionRefused):  # drawn once too often
            correct(count=count, difference=Counts(-1, -1, 0), reason="counted_twice", today=day)


def seal(day: date):
    """Run the real command in the evening of a day."""
    with override_settings(LBN_NOW=f"{day}T17:00"):
        call_command("seal_reports", catch_up=True, stdout=StringIO())
