"""The attacker: a linear program for the least and the greatest that a hidden figure can be.

All lines that somebody reads are equations over unknown numbers, none below nothing. Whatever the solver finds is a
world in which all lines are true. A goal that is k apart in two such worlds is wide: it is not attacked any further,
and its width is at least what is told.
"""

import random
from dataclasses import dataclass

import highspy
import numpy as np

K = 11
SENSES = (highspy.ObjSense.kMaximize, highspy.ObjSense.kMinimize)
GLANCES = 12
MOST = 100_000  # hand-overs in a place and month, where no line says less


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
    """Equations (set of unknowns, sum) over `truth`, {unknown: number}, which holds every unknown of any of them."""

    def __init__(self, equations, truth, k=K):
        self.k = k
        self.truth = truth
        self.columns = {unknown: number for number, unknown in enumerate(truth)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("presolve", "off")
        for _ in self.columns:
            self.solver.addVar(0, MOST)
        for members, total in dict.fromkeys(equations):
            assert sum(truth[one] for one in members) == total
            numbers = sorted(self.columns[one] for one in members)
            self.solver.addRow(total, total, len(numbers), numbers, [1.0] * len(numbers))

    def widths(self, goals):
        """Attack each small goal, {name: unknowns added up}; return a `Width` for each of 1 to k-1."""
        true = {name: sum(self.truth[one] for one in members) for name, members in goals.items()}
        columns = {
            name: np.array([self.columns[one] for one in members])
            for name, members in goals.items()
            if 0 < true[name] < self.k
        }
        seen = {name: [float(true[name])] * 2 for name in columns}
        self.glance(seen, columns)
        for name, ends in seen.items():
            for sense in SENSES:
                if ends[1] - ends[0] < self.k:
                    self.learn(seen, columns, self.world(dict.fromkeys(columns[name], 1.0), sense))
        return [Width(name, true[name], low, high) for name, (low, high) in seen.items()]

    def glance(self, seen, columns):
        """Learn from a few worlds that are drawn: most goals are wide already."""
        draw = random.Random(1)
        unknowns = sorted({int(column) for each in columns.values() for column in each})
        for number in range(GLANCES if unknowns else 0):
            costs = {column: draw.uniform(-1, 1) for column in unknowns}
            self.learn(seen, columns, self.world(costs, SENSES[number % 2]))

    def world(self, costs, sense):
        """The numbers of a world in which the weighted sum of some columns is as small, or as great, as it can be."""
        self.solver.changeObjectiveSense(sense)
        for column, cost in costs.items():
            self.solver.changeColCost(int(column), cost)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        for column in costs:
            self.solver.changeColCost(int(column), 0.0)
        return np.array(self.solver.getSolution().col_value)

    def learn(self, seen, columns, world):
        """Widen what each goal that is not wide yet has been seen to be."""
        for name, ends in seen.items():
            if ends[1] - ends[0] < self.k:
                size = round(float(world[columns[name]].sum()), 6)
                ends[:] = min(ends[0], size), max(ends[1], size)
