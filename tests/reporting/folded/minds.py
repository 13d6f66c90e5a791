"""What a reader does not know, what its reports say of that, and the small figures that it may not find.

What a reader knows of its own is taken off every line. What is unknown are numbers by group of agencies, place and
month. In which places of a quarter somebody left something at all is told to every reader. A figure of a quarter in
which the reader has all but a few of the area is told by subtracting: it is no goal.
"""

from collections import defaultdict

from lbn.reporting.fold import Level

from .attacker import Attack, K


class Mind:
    """A reader's unknowns and equations."""

    def __init__(self, state, reader):
        self.reader = reader
        self.county_of = {}
        self.truth = {}
        self.known = defaultdict(int)
        self.numbers = defaultdict(int)
        self.read_books(state)
        for one in reader.reports:
            for number in self.groups_in(one):
                for place in self.spread(one.where):
                    self.truth[number, *place] = self.numbers[number, *place]
        self.take_for_known()

    def read_books(self, state):
        group_of = {source: number for number, group in enumerate(self.reader.unknown) for source in group}
        for source, book in state.books.items():
            for (county, zip_code, month), handouts in book.items():
                spot = zip_code or f"county {county.key}"
                self.county_of[spot] = county.key
                if source in group_of:
                    self.numbers[group_of[source], spot, month] += handouts
                elif source in self.reader.known:
                    self.known[None, spot, month] += handouts

    def groups_in(self, told):
        """The numbers of the unknown groups whose counts are in a report."""
        return [number for number, group in enumerate(self.reader.unknown) if group & told.sources]

    def take_for_known(self):
        """A scope's total is exact to its supplier: where nothing else could be shown, all of it counts as known."""
        for one in self.reader.reports:
            if one.is_hidden and one.report.level == Level.SCOPE:
                for number in self.groups_in(one):
                    for place in one.where:
                        self.known[number, *place] += self.truth.pop((number, *place), 0)

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
            groups, here = self.groups_in(one), self.spread(one.where)
            own = [None] if self.reader.known & one.sources else []  # of others' totals nothing is the reader's own
            for line in one.lines:
                every = ((number, *place) for number in groups for place in line.where if place in here)
                members = frozenset(unknown for unknown in every if unknown in self.truth)
                if members:
                    known = (self.known[who, *place] for who in (*own, *groups) for place in line.where)
                    yield members, line.handouts - sum(known)

    def wanted(self):
        """The unknowns that the reader wonders about."""
        return [one for one in self.truth if self.reader.unknown[one[0]] == self.reader.wanted]

    def goals(self):
        """Each place's and county's month and quarter, and each place's year."""
        goals = defaultdict(set)
        for unknown in self.wanted():
            _number, spot, month = unknown
            quarter = (month.year, (month.month - 1) // 3)
            for place in (spot, f"all of {self.county_of[spot]}"):
                goals[place, "month", month].add(unknown)
                goals[place, "quarter", quarter].add(unknown)
            goals[spot, "year", month.year].add(unknown)
        return goals

    def told_by_subtraction(self):
        """{quarter: hand-overs} of quarters whose total is shown, where the reader does not know 1 to k-1."""
        left = defaultdict(int)
        for unknown in self.wanted():
            left[quarter_of(unknown)] += self.truth[unknown]
        shown = {
            (one.report.months[0].year, (one.report.months[0].month - 1) // 3)
            for one in self.reader.reports
            if self.reader.wanted <= one.sources and len(one.report.months) == 3 and one.report.total is not None
        }
        return {quarter: handouts for quarter, handouts in left.items() if 0 < handouts < K and quarter in shown}

    def small_goals(self):
        """The goals of 1 to k-1 that are not told by subtraction, and how many are."""
        told, kept, number = self.told_by_subtraction(), {}, 0
        for name, members in self.goals().items():
            if any(quarter_of(one) in told and self.truth[one] for one in members):
                number += 0 < sum(self.truth[one] for one in members) < K
            else:
                kept[name] = members
        return kept, number

    def attack(self):
        """The `Width`s of all small figures, without those that are told by subtraction."""
        goals, _told = self.small_goals()
        return Attack(self.equations(), self.truth).widths(goals)

    def attack_few(self):
        """The places and counties of which more is told than the few of a quarter that are told by subtraction: not
        each can have had none of them, or all."""
        told = self.told_by_subtraction()
        goals = {name: members for name, members in self.goals().items() if name[1] == "quarter" and name[2] in told}
        widths = Attack(self.equations(), self.truth).widths(goals) if goals else []
        return [width for width in widths if width.width < told[width.what[2]]]


def quarter_of(unknown):
    month = unknown[2]
    return month.year, (month.month - 1) // 3


def narrow(widths):
    return [width for width in widths if width.width < K]
