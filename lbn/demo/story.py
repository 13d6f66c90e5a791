"""The demonstration from its first day to its last, month by month, in one transaction."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from agencies.actions.suppliers import change_supplier
from agencies.actions.terminals import new_link
from agencies.models import Agency, Program, SentOnce, Supplier, User
from agencies.periods import month_end, months_between, quarter_of
from inventory.models import Item
from lbn.demo import cast
from lbn.demo.coalitions import BEGAN_MONTHS_AGO, begin_coalition
from lbn.demo.evidence import tell_evidence
from lbn.demo.organizations import open_offices, open_site
from lbn.demo.parts import Cast
from lbn.demo.reports import make_orders, report_on, seal_until
from lbn.demo.rosters import hold_session, open_roster, retire_one, take_one_on, train_some
from lbn.demo.shelves import count_shelf, open_shelves, restock, write_off_expired
from lbn.demo.tallies import ask_terms
from lbn.demo.tellings import TELLINGS, Telling
from lbn.demo.visits import log_month
from lbn.demo.world import Site, World

SEAL_DAY = 20
MOVED_MONTHS_AGO = 14
MANY, FEW = 14, 8


class Loaded(NamedTuple):
    """The day to which the demonstration was told, and the link that opens its terminal."""

    on: date
    link: str


def is_empty() -> bool:
    """Whether the database holds no organization and nobody who signs in."""
    return not any(model.objects.exists() for model in (Agency, Supplier, User))


def loaded_on() -> str:
    """The last day of the demonstration that this database holds, as text; "" where it holds none."""
    loaded = SentOnce.objects.filter(what=SentOnce.What.DEMONSTRATION).first()
    return loaded.on.isoformat() if loaded else ""


@transaction.atomic
def load(
    *, on: date, password: str, report_share: Callable[[float], None], tellings: Sequence[Telling] = TELLINGS
) -> Loaded:
    """Fill an empty database with the stories of `tellings` up to `on`, New York's first, or do nothing at all.

    `password` is hashed already; `report_share` hears after each month which share is told.
    """
    weights = [len(one.cast.agencies) * one.cast.days for one in tellings]
    worlds, done = [], 0
    for telling, weight in zip(tellings, weights, strict=True):
        share_before, share_of_it = done / sum(weights), weight / sum(weights)
        worlds.append(open_world(telling.cast, on, password))
        for share in tell(worlds[-1], telling):
            report_share(share_before + share * share_of_it)
        done += weight
    SentOnce.objects.create(what=SentOnce.What.DEMONSTRATION, about="loaded", on=on)
    shown = worlds[0].sites[cast.SHOWN]
    terminal = shown.agency.terminals.active().get(location=shown.posts[-1])
    return Loaded(on, new_link(terminal=terminal, by=shown.coordinator))


def open_world(part: Cast, on: date, password: str) -> World:
    """The world of a cast before anything is told."""
    program = Program.objects.get(slug=part.slug)
    items = {item.slug: item for item in Item.objects.all()}
    return World(part, program, quarter_of(on - timedelta(days=part.days)), on, password, items=items)


def tell(world: World, telling: Telling) -> Iterator[float]:
    """Tell what happens in a world, and yield after each month which share of it is told."""
    open_offices(world)
    telling.begin(world)
    for month in months_between(world.first, world.on):
        last = min(month_end(month), world.on)
        live(world, max(month, world.first), last)
        yield (last - world.first) / (world.on - world.first)
    telling.end(world)
    seal_until(world, world.on)
    if world.cast.has_evidence:
        tell_evidence(world)


def live(world: World, first: date, last: date) -> None:
    """Tell what happens from `first` to `last`, days of one month."""
    if first.day == 1:
        report_on(world, first - timedelta(days=1))
        if first == quarter_of(first):
            make_orders(world, first)
    seal_day = first.replace(day=SEAL_DAY)
    if first <= seal_day <= last:
        seal_until(world, seal_day)
    for part in world.cast.agencies:
        begins = world.begins(part)
        if first <= begins <= last:
            join(world, part, begins)
        if begins <= last:
            work(world, world.sites[part.key], max(first, begins), last)
    if first.day == 1 and world.months_ago(first) == BEGAN_MONTHS_AGO:
        begin_coalition(world, first)


def join(world: World, part: cast.AgencyPart, day: date) -> None:
    """An agency begins: kits are counted, people are put on the roster and most of them trained."""
    site = world.sites[part.key] = open_site(world, part, day)
    open_shelves(world, site, day)
    open_roster(site, day)
    hold_session(world, site, day, share=0.7, format="classroom")
    ask_terms(world, site, day)


def work(world: World, site: Site, first: date, last: date) -> None:
    """A month at an agency: stock is put right, kits are left, those who wait are trained."""
    ago = world.months_ago(first)
    if site.part.key == cast.MOVED and ago == MOVED_MONTHS_AGO:
        supplier = world.desks["beacon"].supplier
        change_supplier(agency=site.agency, supplier=supplier, by=site.coordinator, day=first)
    if first.month in (3, 9) and first.day == 1:
        write_off_expired(site, first)
        count_shelf(world, site, first, missing=site.random.randint(0, 3))
    if ago % 3 == 1 or first.day > 1:
        restock(world, site, first)
    log_month(world, site, first, last)
    if first.day == 1:
        keep_roster(world, site, first, last)


def keep_roster(world: World, site: Site, first: date, last: date) -> None:
    """Sessions in one month of each quarter, in two where many work; with them people come, and now and then go."""
    place = (world.months_ago(first) + len(site.part.name)) % 6
    if place == 0:
        take_one_on(site)
    if place % 3 == 0 or (place % 3 == 1 and site.part.people > MANY):
        train_some(world, site, min(last, first + timedelta(days=9)))
    if place == 2 and site.part.people > FEW:
        retire_one(site, first)
