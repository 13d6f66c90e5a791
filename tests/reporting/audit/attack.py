"""The attacker: a linear program for the least and the greatest that a hidden figure can be.

Unknown are the hand-overs of each scope, place and month (and agency, for a supplier). That a place has no counts in
a scope's place period is told to the attacker; in which months of it there are none is not.
"""

from collections import defaultdict
from dataclasses import dataclass

import highspy

from agencies.models import PlacePeriod, ReportingScope
from agencies.periods import add_months, quarter_of
from tests.reporting.fold_attack import K

SENSES = (highspy.ObjSense.kMaximize, highspy.ObjSense.kMinimize)
LENGTHS = {PlacePeriod.MONTH: 1, PlacePeriod.QUARTER: 3, PlacePeriod.YEAR: 12}


@dataclass(frozen=True)
class Width:
    """What an attacker can say of a figure: it lies from `low` to `high`, and is `true`."""

    what: tuple
    true: int
    low: float
    high: float

    @property
    def width(self):
        return round(self.high - self.low, 6)

    @property
    def is_found(self):
        """Whether the attacker knows it exactly."""
        return self.width == 0


class Attack:
    """All lines as equations over unknown numbers of hand-overs, none below nothing."""

    def __init__(self, equations, truth):
        """`equations` are (set of unknowns, sum); `truth` is {unknown: number}, of all that are in any."""
        self.truth = truth
        self.columns = {unknown: number for number, unknown in enumerate(truth)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        for _ in self.columns:
            self.solver.addVar(0, highspy.kHighsInf)
        for members, total in equations:
            assert sum(truth[one] for one in members) == total
            numbers = sorted(self.columns[one] for one in members)
            self.solver.addRow(total, total, len(numbers), numbers, [1.0] * len(numbers))

    def widths(self, goals):
        """Attack each small goal, {name: unknowns added up}; return a `Width` for each of 1 to k-1.

        Whatever the solver finds is a world in which all lines are true. A goal that is k apart in two such worlds
        is wide: it is not attacked any further, and its width is at least what is told.
        """
        columns = {name: [self.columns[one] for one in members] for name, members in goals.items()}
        true = {name: sum(self.truth[one] for one in members) for name, members in goals.items()}
        seen = {name: [float(true[name])] * 2 for name in goals if 0 < true[name] < K}
        for name, (low, high) in seen.items():
            for sense in SENSES:
                if high - low < K:
                    self.learn(seen, columns, self.world(columns[name], sense))
                    low, high = seen[name]
        return [Width(name, true[name], low, high) for name, (low, high) in seen.items()]

    def world(self, columns, sense):
        """The numbers of a world in which the sum of some columns is as small, or as great, as it can be."""
        self.solver.changeObjectiveSense(sense)
        for column in columns:
            self.solver.changeColCost(column, 1.0)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        for column in columns:
            self.solver.changeColCost(column, 0.0)
        return self.solver.getSolution().col_value

    @staticmethod
    def learn(seen, columns, world):
        """Widen what each goal that is not wide yet has been seen to be."""
        for name, ends in seen.items():
            if ends[1] - ends[0] < K:
                size = round(sum(world[column] for column in columns[name]), 6)
                ends[:] = min(ends[0], size), max(ends[1], size)


class Unknowns:
    """What the attacker does not know: (scope, county, ZIP, month) → hand-overs, with the empty months of places."""

    def __init__(self, marks):
        self.marks = marks
        self.lengths = {scope.pk: LENGTHS[PlacePeriod(scope.place_period)] for scope in ReportingScope.objects.all()}
        self.truth = {}
        for scope, cell in marks.truth.values():
            for month in self.months_of(scope, cell.month):
                self.truth.setdefault((scope, cell.county.key, cell.zip_code, month), 0)
        for scope, cell in marks.truth.values():
            self.truth[scope, cell.county.key, cell.zip_code, cell.month] = cell.handouts

    def months_of(self, scope, month):
        """The months of the place period of `month` in a scope."""
        length = self.lengths[scope]
        first = month.replace(month=month.month - (month.month - 1) % length)
        return [add_months(first, number) for number in range(length)]

    def members(self, line):
        """The unknowns that are added up in a line."""
        found, months, bits = set(), set(line.months), line.places
        while bits:
            bit = bits & -bits
            bits ^= bit
            scope, cell = self.marks.truth[bit]
            within = months.intersection(self.months_of(scope, cell.month))
            found |= {(scope, cell.county.key, cell.zip_code, month) for month in within}
        return frozenset(found)

    def equations(self, lines):
        return list(dict.fromkeys((self.members(line), line.handouts) for line in lines))

    def goals(self, unknowns, *, by_scope):
        """What the attacker wants: each ZIP's month, quarter and place period, of the state or of each scope."""
        goals = defaultdict(set)
        for scope, county, zip_code, month in unknowns:
            if zip_code:
                who = (scope if by_scope else "state", zip_code)
                goals[*who, "month", month].add((scope, county, zip_code, month))
                goals[*who, "quarter", quarter_of(month)].add((scope, county, zip_code, month))
                if self.lengths[scope] == 12:
                    goals[*who, "year", month.year].add((scope, county, zip_code, month))
        return goals

    def attack(self, lines, *, by_scope):
        """Attack with some lines every small figure in them; return the `Width`s."""
        equations = self.equations(lines)
        inside = frozenset().union(*(members for members, _ in equations))
        truth = {unknown: number for unknown, number in self.truth.items() if unknown in inside}
        return Attack(equations, truth).widths(self.goals(inside, by_scope=by_scope))


class InsideScope(Unknowns):
    """What the supplier of one scope does not know: (agency, county, ZIP, month) → hand-overs.

    It knows where each of its agencies has ever left kits, and reads each one's exact total of every period.
    """

    def __init__(self, marks, scope, counts):
        """`counts` are (agency's slug, county, ZIP, month, hand-overs) of the scope."""
        super().__init__(marks)
        self.scope = scope
        self.areas = defaultdict(set)
        self.inside = defaultdict(int)
        for agency, county, zip_code, month, handouts in counts:
            self.areas[county, zip_code].add(agency)
            self.inside[agency, county, zip_code, month] += handouts

    def by_agency(self, members):
        """Unknowns of the scope as those of its agencies."""
        return frozenset(
            (agency, county, zip_code, month)
            for scope, county, zip_code, month in members
            if scope == self.scope
            for agency in self.areas[county, zip_code]
        )

    def widths(self, lines, totals):
        """Attack with the place and time lines, and with `totals`: (agency's slug, months, hand-overs)."""
        equations = [(self.by_agency(members), total) for members, total in self.equations(lines)]
        every = frozenset().union(*(members for members, _ in equations)) | self.inside.keys()
        for agency, months, total in totals:
            equations.append((frozenset(one for one in every if one[0] == agency and one[3] in months), total))
        goals = defaultdict(set)
        for agency, county, zip_code, month in every:
            if zip_code:
                goals[zip_code, "quarter", quarter_of(month)].add((agency, county, zip_code, month))
        truth = {one: self.inside.get(one, 0) for one in every}
        return Attack(list(dict.fromkeys(equations)), truth).widths(goals)
