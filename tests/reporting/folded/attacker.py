"""The attacker: a linear program for the least and the greatest that a hidden figure can be.

All lines that somebody reads are equations over unknown numbers, none below nothing. Whatever the solver finds is a
world in which all lines are true. A goal that is k apart in two such worlds is wide: it is not attacked any further,
and its width is at least what is told.
"""

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
        names = [name for name in goals if 0 < true[name] < self.k]
        weights = np.zeros((len(names), len(self.columns)))
        for row, name in enumerate(names):
            weights[row, [self.columns[one] for one in goals[name]]] = 1
        low = np.array([float(true[name]) for name in names])
        high = low.copy()
        for weighted, sense in self.costs(weights):
            if weighted is None or high[weighted] - low[weighted] < self.k:
                found = self.world(self.drawn if weighted is None else weights[weighted], sense)
                sums = np.round(weights @ found, 6)
                low, high = np.minimum(low, sums), np.maximum(high, sums)
        ends = zip(names, low.tolist(), high.tolist(), strict=True)
        return [Width(name, true[name], least, most) for name, least, most in ends]

    def costs(self, weights):
        """What to look for: first a few worlds that are drawn, after which most goals are wide, then each goal's
        ends. A number is a goal's; None is for `drawn` costs."""
        draw = np.random.default_rng(1)
        for number in range(GLANCES if len(weights) else 0):
            self.drawn = draw.uniform(-1, 1, len(self.columns)) * weights.any(axis=0)
            yield None, SENSES[number % 2]
        for number in range(len(weights)):
            for sense in SENSES:
                yield number, sense

    def world(self, costs, sense):
        """The numbers of a world in which the weighted sum of the columns is as small, or as great, as it can be."""
        self.solver.changeObjectiveSense(sense)
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.solver.run()
        assert self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return np.array(self.solver.getSolution().col_value)
