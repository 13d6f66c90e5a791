"""An attacker who reads only published lines, and knows which places are in each of them.

Who is named never depends on kits. So each count is given kits of its own power of two, and the
kits of a published line then tell exactly which counts are in it: no inside knowledge is needed.
The attacker is stronger than any reader, who does not know the members of a joint row.
"""

from dataclasses import dataclass

import highspy

from lbn.reporting.fold import Kind

K = 11


@dataclass(frozen=True)
class Line:
    """A published figure: its months, the bits of the counts in it, those of its table, its hand-overs.

    `bits` holds the counts; `places` holds all counts of the places that the line is about.
    """

    months: tuple
    bits: int
    places: int
    handouts: int


def with_bits(scopes):
    """The cells of each scope with kits as bits, and each bit's (scope, cell)."""
    truth, marked = {}, {}
    for scope, cells in scopes.items():
        marked[scope] = []
        for cell in cells:
            bit = 1 << len(truth) if cell.handouts else 0
            if bit:
                truth[bit] = (scope, cell)
            marked[scope].append(cell._replace(kits=bit, doses=0))
    return marked, truth


def lines_of(report):
    """Every figure of a report."""
    rows = [Line(report.months, row.kits, row.kits, row.handouts) for row in [*report.rows, *report.counties]]
    places = {row.area: sum(each.kits for each in report.times if each.area == row.area) for row in report.times}
    width = 3 if report.step == "quarter" else 1
    times = []
    for row in report.times:
        first = report.months.index(row.starts_on)
        months = report.months[first : first + width]
        times.append(Line(months, row.kits, places[row.area], row.handouts))
    total = [Line(report.months, report.total.kits, report.total.kits, report.total.handouts)] if report.total else []
    return [*rows, *times, *total]


def smallest_gap(lines, truth, months_of):
    """The smallest difference above zero between two published sets, one within the other."""
    sets = {frozenset(spread(line, truth, months_of)): line.handouts for line in lines} | {frozenset(): 0}
    ordered = sorted(sets, key=len)
    gaps = [
        sets[whole] - sets[part]
        for number, part in enumerate(ordered)
        for whole in ordered[number + 1 :]
        if sets[whole] > sets[part] and part < whole
    ]
    return min(gaps, default=K)


def narrowest(lines, truth, months_of):
    """The width of the narrowest interval that the lines leave for a small ZIP-month or ZIP-period.

    `months_of` gives the months of quarterly (and yearly) scopes: their places' empty months are
    unknown to the attacker as well; those of monthly scopes are known. Each interval must contain
    the truth.
    """
    cells = unknowns(truth, months_of)
    columns = {cell: number for number, cell in enumerate(cells)}
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    for _ in columns:
        solver.addVar(0, highspy.kHighsInf)
    for line in set(lines):
        members = sorted(columns[cell] for cell in spread(line, truth, months_of))
        solver.addRow(line.handouts, line.handouts, len(members), members, [1.0] * len(members))
    widths = [K]
    for goal in goals(cells):
        true = sum(cells[cell] for cell in goal)
        if 0 < true < K:
            low, high = ends(solver, [columns[cell] for cell in goal])
            assert low - 1e-6 <= true <= high + 1e-6
            widths.append(round(high - low, 6))
    return min(widths)


def place_of(scope, cell):
    return scope, cell.county.key, cell.zip_code


def unknowns(truth, months_of):
    cells = {}
    for scope, cell in truth.values():
        for month in months_of.get(scope, [cell.month]):
            cells.setdefault((*place_of(scope, cell), month), 0)
        cells[(*place_of(scope, cell), cell.month)] += cell.handouts
    return cells


def spread(line, truth, months_of):
    """The unknown cells in a line: those of its bits, and the empty ones of its places."""
    here = {(*place_of(*truth[bit]), truth[bit][1].month) for bit in truth if bit & line.bits}
    for bit, (scope, cell) in truth.items():
        if bit & line.places:
            shared = set(line.months) & set(months_of.get(scope, ()))
            here |= {(*place_of(scope, cell), month) for month in shared}
    return here


def goals(cells):
    """What the attacker wants to know: each ZIP-month and each ZIP's whole period."""
    periods = {}
    for cell in cells:
        if cell[2]:
            periods.setdefault(cell[:3], []).append(cell)
    return [[cell] for cell in cells if cell[2]] + list(periods.values())


def ends(solver, columns):
    """The least and the greatest sum of the columns that the lines allow."""
    found = []
    for column in columns:
        solver.changeColCost(column, 1.0)
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        solver.changeObjectiveSense(sense)
        solver.run()
        unbounded = solver.getModelStatus() != highspy.HighsModelStatus.kOptimal
        found.append(float("inf") if unbounded else solver.getInfo().objective_function_value)
    for column in columns:
        solver.changeColCost(column, 0.0)
    return found


def shown_zips(report):
    return {row.zip_code for row in report.rows if row.kind == Kind.ZIP}
