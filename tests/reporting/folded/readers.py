"""Who reads which reports, knowing what; and the small figures that nobody may find.

What a reader knows of its own is taken off every line. What is unknown are numbers by group of agencies, place and
month. In which places of a quarter somebody left something at all is told to every reader.
"""

from collections import defaultdict
from dataclasses import dataclass

from lbn.reporting.fold import Level

from .attacker import Attack, K


@dataclass(frozen=True)
class Reader:
    """Somebody who reads `reports`, knows the counts of `known`, and wonders about `wanted` (sets of agencies)."""

    name: str
    reports: tuple
    known: frozenset
    unknown: tuple
    wanted: frozenset


def readers_of(state, told, *, all_suppliers=False):
    """The readers that the audit lists, as a name that says which list."""
    everybody = frozenset(state.books)
    public = [one for one in told if one.reader == "public"]
    area = [one for one in told if one.reader in ("area", "public")]
    yield Reader("D", tuple(area), frozenset(), (everybody,), everybody)
    for name, sources in state.departments.items():
        yield knowing(f"D+ {name}", area, frozenset(sources), everybody)
    for name, sources in state.suppliers.items():
        own = frozenset(sources)
        mine = [one for one in told if one.reader == name]
        if own:
            yield Reader(f"S {name}", tuple(mine), frozenset(), (own,), own)
            yield Reader(
                f"S with public {name}", (*mine, *public), frozenset(), (own, everybody - own), everybody - own
            )
            yield Reader(f"S with area {name}", (*mine, *area), frozenset(), (own, everybody - own), everybody - own)
        yield knowing(f"S+ with public {name}", public, own, everybody)
        yield knowing(f"S+ {'insider' if all_suppliers else 'no insider'} {name}", area, own, everybody)
    for name in [*everybody, *state.parents]:
        yield knowing(f"W {name}", public, state.sources_of(name), everybody)
    for one, other in state.linked:
        both = state.sources_of(one) | state.sources_of(other)
        reads_area = {one, other} & set(state.departments)
        yield knowing(f"two hats {one}, {other}", area if reads_area else public, both, everybody)


def knowing(name, reports, known, everybody):
    return Reader(name, tuple(reports), known, (everybody - known,), everybody - known)


class Mind:
    """A reader's unknowns and equations over one year."""

    def __init__(self, state, reader):
        self.state = state
        self.reader = reader
        self.county_of = {}
        self.truth = {}
        self.known = defaultdict(int)
        self.seen_in = defaultdict(set)
        group_of = {source: number for number, group in enumerate(reader.unknown) for source in group}
        numbers = defaultdict(int)
        for source, book in state.books.items():
            for (county, zip_code, month), handouts in book.items():
                spot = zip_code or f"county {county.key}"
                self.county_of[spot] = county.key
                if source in group_of:
                    numbers[group_of[source], spot, month] += handouts
                elif source in reader.known:
                    self.known[spot, month] += handouts
        for one in reader.reports:
            for number, group in enumerate(reader.unknown):
                if group & one.sources:
                    for spot, month in self.spread(one.where):
                        self.truth[number, spot, month] = numbers[number, spot, month]
        self.take_for_known()

    def take_for_known(self):
        """A scope's total is exact to its supplier: where nothing else could be shown, all of it counts as known."""
        for one in self.reader.reports:
            if one.is_hidden and one.report.level == Level.SCOPE:
                number = self.reader.unknown.index(one.sources)
                for spot, month in one.where:
                    self.known[spot, month] += self.truth.pop((number, spot, month), 0)

    @staticmethod
    def spread(where):
        """The places of some months, in all months of the quarters."""
        return {
            (spot, month.replace(month=start + number))
            for spot, month in where
            for start in [month.month - (month.month - 1) % 3]
            for number in range(3)
        }

    def equations(self):
        """What the lines say of the unknowns."""
        for one in self.reader.reports:
            groups = [number for number, group in enumerate(self.reader.unknown) if group & one.sources]
            here = self.spread(one.where)
            for line in one.lines:
                every = ((number, *place) for number in groups for place in line.where if place in here)
                members = frozenset(unknown for unknown in every if unknown in self.truth)
                own = sum(self.known[place] for place in line.where)
                if members:
                    yield members, line.handouts - own

    def goals(self):
        """Each place's and county's month, quarter and year, as far as it is about whom the reader wonders."""
        goals = defaultdict(set)
        for unknown in self.truth:
            number, spot, month = unknown
            if self.reader.unknown[number] != self.reader.wanted:
                continue
            start = month.month - (month.month - 1) % 3
            county = f"all of {self.county_of[spot]}"
            for place in (spot, county):
                goals[place, "month", month].add(unknown)
                goals[place, "quarter", start].add(unknown)
            goals[spot, "year", month.year].add(unknown)
        return goals

    def told_by_subtraction(self):
        """The quarters in which everything that is left for the reader is less than k: it has all the rest."""
        left = defaultdict(int)
        for (number, _spot, month), handouts in self.truth.items():
            if self.reader.unknown[number] == self.reader.wanted:
                left[(month.month - 1) // 3] += handouts
        return {quarter for quarter, handouts in left.items() if 0 < handouts < K}

    def attack(self):
        """The `Width`s of all small figures; without those that are told by subtraction."""
        goals = self.goals()
        told = self.told_by_subtraction()
        kept = {
            name: members
            for name, members in goals.items()
            if not any(
                (month.month - 1) // 3 in told and self.truth[group, spot, month] for group, spot, month in members
            )
        }
        return Attack(self.equations(), self.truth).widths(kept)
