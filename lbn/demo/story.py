"""The demonstration from its first day to its last, month by month, in one transaction."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum

from agencies.actions.audit import record
from agencies.actions.suppliers import change_supplier
from agencies.actions.terminals import new_link
from agencies.models import Agency, AuditEvent, Program, Supplier, User
from agencies.periods import month_end, months_between, quarter_of
from distributions.models import DailyCount
from inventory.models import Item
from lbn.demo import cast
from lbn.demo.endings import end
from lbn.demo.organizations import open_offices, open_site
from lbn.demo.reports import report_on, seal_until
from lbn.demo.rosters import hold_session, open_roster, retire_one
from lbn.demo.shelves import count_shelf, open_shelves, restock, write_off_expired
from lbn.demo.visits import log_month
from lbn.demo.world import DAYS, Site, World

LOADED = "demonstration.loaded"
SEAL_DAY = 20
MOVED_MONTHS_AGO = 14


class Loaded(NamedTuple):
    """The day to which the demonstration was told, and the link that opens its terminal."""

    on: date
    link: str


def is_empty() -> bool:
    """Whether the database holds no organization and nobody who signs in."""
    return not any(model.objects.exists() for model in (Agency, Supplier, User))


def loaded_on() -> str:
    """The last day of the demonstration that this database holds, as text; "" where it holds none."""
    event = AuditEvent.objects.filter(what=LOADED).first()
    return event.subject if event else ""


@transaction.atomic
def load(*, program: Program, on: date, password: str, tell: Callable[[str], None]) -> Loaded:
    """Fill an empty database with two years of `program` up to `on`, or do nothing at all.

    `password` is hashed already; `tell` hears a line of progress after each quarter.
    """
    world = World(program, on - timedelta(days=DAYS), on, password)
    world.items = {item.slug: item for item in Item.objects.all()}
    open_offices(world)
    published = 0
    for month in months_between(world.first, on):
        first, last = max(month, world.first), min(month_end(month), on)
        published += live(world, first, last)
        if last == on or quarter_of(last) != quarter_of(last + timedelta(days=1)):
            tell(f"  {said(first, published)}")
            published = 0
    end(world)
    seal_until(world, on)
    record(what=LOADED, subject=on.isoformat(), by=None)
    shown = world.sites[cast.SHOWN]
    terminal = shown.agency.terminals.active().get(location=shown.posts[-1])
    return Loaded(on, new_link(terminal=terminal, by=shown.coordinator))


def said(day: date, published: int) -> str:
    """The quarter of `day` in one line."""
    quarter = quarter_of(day)
    left = DailyCount.objects.of_naloxone().left_between(quarter, day.replace(day=28) + timedelta(days=3))
    kits = left.aggregate(kits=Sum("items", default=0))["kits"]
    name = f"{(quarter.month + 2) // 3}/{quarter.year}"
    return f"quarter {name}: {kits} kits left, {published} reports published"


def live(world: World, first: date, last: date) -> int:
    """Tell what happens from `first` to `last`, days of one month; return how many reports were published."""
    if first.day == 1:
        report_on(world, first - timedelta(days=1))
    seal_day = first.replace(day=SEAL_DAY)
    published = seal_until(world, seal_day) if first <= seal_day <= last else 0
    for part in cast.AGENCIES:
        begins = world.begins(part)
        if first <= begins <= last:
            join(world, part, begins)
        if begins <= last:
            work(world, world.sites[part.key], max(first, begins), last)
    return published


def join(world: World, part: cast.AgencyPart, day: date) -> None:
    """An agency begins: kits are counted, people are put on the roster and most of them trained."""
    site = world.sites[part.key] = open_site(world, part, day)
    open_shelves(world, site, day)
    open_roster(site, day)
    hold_session(world, site, day, share=0.7, format="classroom")


def work(world: World, site: Site, first: date, last: date) -> None:
    """A month at an agency: stock is put right, kits are left, those who wait are trained."""
    ago = world.months_ago(first)
    if site.part.key == cast.MOVED and ago == MOVED_MONTHS_AGO:
        supplier = world.desks["beacon"].supplier
        change_supplier(agency=site.agency, supplier=supplier, by=site.coordinator, day=first)
    if first.month in (3, 9) and first.day == 1:
        write_off_expired(site, first)
        count_shelf(world, site, first, missing=site.random.randint(0, 3))
    if ago % 2 == 1 or first.day > 1:
        restock(world, site, first)
    log_month(world, site, first, last)
    if ago % 6 == 2:
        hold_session(world, site, first)
    if ago == 10 and site.part.people > 10:
        retire_one(site, first)
