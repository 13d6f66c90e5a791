"""Kits are left: drawn day by day, with the season and a slow rise, and logged as a terminal would."""

from collections import defaultdict
from datetime import date, timedelta
from io import BytesIO
from math import exp, pi, sin
from uuid import UUID

from agencies.sheets import csv_bytes
from distributions.actions import LogEntry, log_kits
from distributions.actions.importing import carry_out, judge_file
from inventory.models import Item
from lbn.demo import cast
from lbn.demo.world import DAYS, Site, World

KITS_PER_VISIT = 1.3


def pace_on(world: World, site: Site, day: date) -> float:
    """About how many visits with a kit there are on `day`: most in summer, fewest in winter, more each year."""
    season = 1 + 0.25 * sin(2 * pi * (day.timetuple().tm_yday - 105) / 365)
    rise = 0.75 + 0.45 * (day - world.first).days / DAYS
    weekend = 1.25 if day.weekday() >= 4 else 0.9
    return site.part.pace / KITS_PER_VISIT / 30.4 * season * rise * weekend


def visits_on(random, mean: float) -> int:
    """Draw a number of visits around `mean` (Poisson)."""
    limit, product, number = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        number += 1
    return number


def draw_entry(site: Site, item: Item, day: date) -> LogEntry:
    """One visit on `day`: where, how many, and how many people were shown how to use it."""
    draw = site.random
    place = draw.choices([place for place, _often in site.places], [often for _place, often in site.places])[0]
    items = draw.choices((1, 2, 3), (78, 17, 5))[0]
    trained = min(items, draw.choices((1, 0, 2), (80, 12, 8))[0])
    uuid = UUID(int=draw.getrandbits(128), version=4)
    return LogEntry(uuid, day, place.jurisdiction.pk, place.zip_code, item.pk, items, trained)


def entries_between(world: World, site: Site, first: date, last: date) -> dict:
    """Draw what is logged from `first` to `last`: {location: entries}. The storeroom's terminal is rarely used."""
    found = defaultdict(list)
    posts = site.posts if first.month % 3 == 0 else site.posts[-1:]
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for _visit in range(visits_on(site.random, pace_on(world, site, day))):
            post = site.random.choice(posts)
            found[post].append(draw_entry(site, world.kit, day))
            if site.part.strips and site.random.random() < 0.3:
                found[post].append(draw_entry(site, world.strips, day))
    return found


def log_month(world: World, site: Site, first: date, last: date) -> None:
    """Log the visits from `first` to `last`, or import them from the sheet of an agency on paper."""
    if is_quiet(world, site, first):
        return
    for location, entries in entries_between(world, site, first, last).items():
        if site.part.on_paper:
            import_sheet(world, site, entries, today=last)
        else:
            log_kits(agency=site.agency, location=location, entries=entries, today=last)


def is_quiet(world: World, site: Site, month: date) -> bool:
    """Whether this is the agency that left nothing in the last quarter that is over."""
    into_quarter = (world.on.month - 1) % 3
    return site.part.key == cast.QUIET and into_quarter < world.months_ago(month) <= into_quarter + 3


def import_sheet(world: World, site: Site, entries: list[LogEntry], *, today: date) -> None:
    """Import a month's tracking sheet, one line for each visit."""
    county = site.agency.jurisdiction
    lines = [
        (entry.handed_out_on.isoformat(), entry.zip_code, "" if entry.zip_code else county.name, entry.items, 1)
        for entry in entries
    ]
    file = BytesIO(csv_bytes(["Date", "ZIP code", "County", "Kits", "People trained"], lines))
    verdict = judge_file(
        file=file,
        name=f"Kits {today:%Y-%m}.csv",
        agency=site.agency,
        item=world.kit,
        jurisdiction=county,
        today=today,
    )
    carry_out(
        agency=site.agency,
        sheet=verdict.sheet,
        plan=verdict.plan,
        today=today,
        by=site.coordinator,
    )
