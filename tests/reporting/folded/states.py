"""Made-up states, small enough that a lot in them is small.

A *book* is one agency's counts, {(county, ZIP, month): hand-overs}; "" is a ZIP that nobody wrote down. Who sees
whose totals is what matters: an agency its own, a parent its agencies', a supplier those it supplies, a health
department those that report to it. Organizations that share a person are `linked`; agencies that show each other and
perhaps a department their totals are a coalition.
"""

import random
from dataclasses import dataclass, field
from datetime import date
from math import exp

from lbn.reporting.fold import UNKNOWN, Cell, County, Region

NOWHERE = County("unknown", UNKNOWN, unknown=True)
CITY = "city"


@dataclass
class State:
    """Agencies' books, and who may see whose totals."""

    seed: int
    counties: list[County]
    regions: list[Region]
    books: dict[str, dict] = field(default_factory=dict)
    suppliers: dict[str, set[str]] = field(default_factory=dict)
    monthly: set[str] = field(default_factory=set)
    departments: dict[str, set[str]] = field(default_factory=dict)
    parents: dict[str, set[str]] = field(default_factory=dict)
    linked: list[tuple[str, str]] = field(default_factory=list)
    coalitions: list[tuple[str, ...]] = field(default_factory=list)
    scopes: dict[str, list[frozenset]] = field(default_factory=dict)
    key: bytes = b"key"

    def sources_of(self, who):
        """The agencies whose totals somebody sees."""
        for group in (self.suppliers, self.departments, self.parents):
            if who in group:
                return frozenset(group[who])
        return frozenset([who])

    def scopes_of(self, supplier):
        """The agencies of each scope of a supplier."""
        return self.scopes.get(supplier) or [self.sources_of(supplier)]

    def linked_sources(self):
        """What organizations that share a person know together."""
        return [self.sources_of(one) | self.sources_of(other) for one, other in self.linked]

    def sources_in(self, coalition):
        """What all in a coalition know together."""
        return frozenset().union(*map(self.sources_of, coalition))

    def cells(self, months, sources=None):
        """The counts of some months, each of one kit."""
        wanted = set(months)
        return [
            Cell(county, zip_code, month, handouts, handouts, 2 * handouts, source)
            for source, book in self.books.items()
            if sources is None or source in sources
            for (county, zip_code, month), handouts in book.items()
            if month in wanted
        ]


@dataclass(frozen=True)
class Style:
    """How a state is drawn: sizes, and who leaves most."""

    counties: tuple[int, int] = (3, 5)
    zips: tuple[int, int] = (1, 4)
    agencies: tuple[int, int] = (3, 6)
    suppliers: tuple[int, int] = (2, 4)
    pace: float = 1.6
    dominant: float = 1.0
    everywhere: float = 0.25
    quiet: float = 0.15
    years: tuple[int, ...] = (2025, 2026)


def months_of(year):
    return [date(year, month, 1) for month in range(1, 13)]


def draw_state(seed, style=Style()):
    """A state of a seed: the same seed draws the same."""
    draw = random.Random(seed)
    counties = [County(f"c{number}", f"County {number}") for number in range(draw.randint(*style.counties))]
    zips = {
        county: [f"1{county.key[1]}{number:03}" for number in range(draw.randint(*style.zips))] for county in counties
    }
    state = State(seed, counties, draw_regions(draw, counties), key=b"key %d" % seed)
    places = [(county, zip_code) for county in counties for zip_code in zips[county]]
    places += [(county, "") for county in counties if draw.random() < 0.3]
    if draw.random() < 0.4:
        places += [(NOWHERE, ""), (NOWHERE, "07030")]
    people(draw, state, style)
    for number, agency in enumerate(state.books):
        pace = style.pace * (style.dominant if number == 0 else 1)
        state.books[agency] = draw_book(draw, places, pace, style)
    return state


def draw_regions(draw, counties):
    """A city of several counties, and now and then a part of it that is a region itself."""
    size = draw.randint(2, max(2, len(counties) - 1))
    inside = tuple(county.key for county in counties[:size])
    regions = [Region(CITY, "The City", inside)]
    if size > 2 and draw.random() < 0.4:
        regions.append(Region("borough", "The Boroughs", inside[:2]))
    return regions


def people(draw, state, style):
    """Agencies, and who sees their totals."""
    agencies = [f"agency {number}" for number in range(draw.randint(*style.agencies))]
    state.books = {agency: {} for agency in agencies}
    suppliers = [f"supplier {number}" for number in range(draw.randint(*style.suppliers))]
    state.suppliers = {supplier: set() for supplier in suppliers}
    for agency in agencies:
        state.suppliers[draw.choice(suppliers)].add(agency)
    state.monthly = {supplier for supplier in suppliers if draw.random() < 0.3}
    state.departments = {
        name: {agency for agency in agencies if draw.random() < share}
        for name, share in (("state department", 0.1), ("city department", 0.25), ("county department", 0.2))
    }
    if draw.random() < 0.5:
        state.parents = {"parent": set(draw.sample(agencies, 2))}
    if draw.random() < 0.5:
        state.linked = [(draw.choice(agencies), draw.choice(suppliers))]
    if draw.random() < 0.3:
        state.linked.append((draw.choice(suppliers), "city department"))


def draw_book(draw, places, pace, style):
    """An agency's counts: at some places more often, at most of them hardly ever."""
    book = {}
    home = draw.choice(places)[0]
    for county, zip_code in places:
        near = 1.0 if county == home else style.everywhere
        mean = pace * near * draw.choice((0, 0.3, 0.6, 1, 1, 3))
        for year in style.years:
            for start in range(0, 12, 3):
                rate = 0 if draw.random() < style.quiet else mean * draw.choice((0.3, 0.7, 1, 1.6))
                for month in months_of(year)[start : start + 3]:
                    handouts = poisson(draw, rate)
                    if handouts:
                        book[county, zip_code, month] = handouts
    return book


def poisson(draw, mean):
    goal, product, times = exp(-mean), draw.random(), 0
    while product > goal:
        product *= draw.random()
        times += 1
    return times


TIGHT = ((0, 0, 3, 5, 6, 11, 12, 15), (0, 0, 0, 2, 5, 8, 9, 11, 14), (0, 0, 0, 0, 0, 0, 3, 6, 11, 12))


def draw_tight_state(seed):
    """A state of few agencies whose counts lie about the threshold, one month in each quarter."""
    draw = random.Random(seed)
    counties = [County(f"c{number}", f"County {number}") for number in range(draw.randint(1, 5))]
    regions = draw_regions(draw, counties) if len(counties) > 2 and draw.random() < 0.6 else []
    places = [(county, f"1{county.key[1]}{number:03}") for county in counties for number in range(draw.randint(1, 5))]
    agencies = [f"agency {number}" for number in range(draw.choice((1, 1, 2, 3)))]
    state = State(seed, counties, regions, key=b"key %d" % seed)
    sizes, share = draw.choice(TIGHT), draw.choice((1, 0.6))
    for agency in agencies:
        state.books[agency] = {
            (county, zip_code, month): handouts
            for county, zip_code in places
            if draw.random() < share
            for month in months_of(2025)[::3]
            if (handouts := draw.choice(sizes))
        }
    state.suppliers = {"supplier 0": set(agencies[:2]), "supplier 1": set(agencies[2:])}
    state.departments = {"department": {agency for agency in agencies[1:] if draw.random() < 0.6}}
    return state


def add_writer(state, writer, handouts=20):
    """Let an agency write this many hand-overs into every ZIP code in each quarter."""
    places = {place[:2] for book in state.books.values() for place in book if place[1]}
    book = state.books.setdefault(writer, {})
    for county, zip_code in sorted(places, key=lambda place: place[1]):
        for year in sorted({month.year for book in state.books.values() for *_place, month in book}):
            for month in months_of(year)[::3]:
                book[county, zip_code, month] = book.get((county, zip_code, month), 0) + handouts
    return state
