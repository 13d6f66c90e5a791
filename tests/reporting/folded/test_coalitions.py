"""Agencies of a coalition know each other's totals of quarters, and so does the department that it names.

What they know of each other they have agreed to; what others counted none of them may find out: neither all together
with every count of theirs, nor each with its own book and the totals of the others.
"""

import pytest

from lbn.reporting.fold import Level, fold, report
from tests.conftest import FULL

from .minds import Mind, narrow
from .readers import Reader, knowing, readers_of
from .states import Style, draw_state, draw_tight_state, months_of
from .told import Press

YEAR = 2025
SEEDS = range(1500 if FULL else 150)


def agree(state, many=2):
    """Let the first agencies of a state and a department be a coalition; return the state."""
    state.coalitions = [(*sorted(state.books)[:many], *sorted(state.departments)[:1])]
    return state


def tight_states(seeds, many=2, others=1):
    drawn = (draw_tight_state(seed) for seed in seeds)
    return [agree(state, many) for state in drawn if len(state.books) >= many + others]


def totals_of(press, agencies):
    """What a coalition is shown of some agencies: each quarter's total, and nothing else."""
    for agency in agencies:
        for start in range(0, 12, 3):
            months = months_of(YEAR)[start : start + 3]
            own = fold(press.cells(months, {agency}), key=b"key", scope=agency, period="q", months=months)
            bare = report.replace(own.report, rows=(), counties=(), times=(), steps=(), level=Level.AREA)
            yield press.tell("coalition", frozenset([agency]), bare)


def members_of(state, press, told):
    """All in a coalition together, and each alone with what is shown to it; they wonder about the others."""
    yield from (reader for reader in readers_of(state, told) if reader.kind == "C")
    everybody = frozenset(state.books)
    public = [one for one in told if one.reader == "public"]
    area = [one for one in told if one.reader in ("area", "public")]
    for coalition in state.coalitions:
        agencies = [one for one in coalition if one in state.books]
        others = everybody - frozenset(agencies)
        for member in coalition:
            known = state.sources_of(member)
            shown = [one for one in agencies if one not in known]
            reads = (*(area if member in state.departments else public), *totals_of(press, shown))
            apart = tuple(frozenset([one]) for one in shown)
            yield Reader("C totals", member, reads, known, (others - known, *apart), others - known)


def found(state, press=Press):
    """What somebody in a coalition finds that may not be found, and how many small figures were attacked."""
    pressing = press(state)
    bad, attacked = {}, 0
    for reader in members_of(state, pressing, pressing.year(YEAR)):
        widths = Mind(state, reader).attack()
        attacked += len(widths)
        if narrow(widths):
            bad[reader.kind, reader.name] = narrow(widths)
    return bad, attacked


def test_nobody_in_a_coalition_narrows_a_small_figure_of_others():
    attacked = 0
    for state in tight_states(SEEDS):
        bad, number = found(state)
        assert bad == {}, f"seed {state.seed}"
        attacked += number
    assert attacked > 500


def lacking_one_total(state, told):
    """Everybody in a coalition of whom one sent no report, or agreed later: they wonder about that one too."""
    public = [one for one in told if one.reader == "public"]
    area = [one for one in told if one.reader in ("area", "public")]
    for coalition in state.coalitions:
        reads = area if set(coalition) & state.departments.keys() else public
        for silent in frozenset(coalition) & state.books.keys():
            read = frozenset(coalition) & state.books.keys() - {silent}
            yield knowing("C lacking", silent, reads, read, frozenset(state.books))


def found_where_one_lacks(state, press=Press):
    pressing = press(state)
    bad, attacked = set(), 0
    for reader in lacking_one_total(state, pressing.year(YEAR)):
        widths = Mind(state, reader).attack()
        attacked += len(widths)
        bad |= {reader.name} if narrow(widths) else set()
    return bad, attacked


def test_nobody_narrows_a_small_figure_where_one_total_is_lacking():
    attacked = 0
    for state in tight_states(SEEDS, many=3, others=0):
        bad, number = found_where_one_lacks(state)
        assert bad == set(), f"seed {state.seed}"
        attacked += number
    assert attacked > 500


class Complete(Press):
    """The fault: everybody in a coalition is taken to read every total of it."""

    def lacking_one(self, every, coalition):
        return []


def test_if_no_total_could_lack_it_would_be_noticed():
    assert any(found_where_one_lacks(state, Complete)[0] for state in tight_states(range(150), many=3, others=0))


@pytest.mark.parametrize("pace", [0.7, 1.6])
def test_nobody_in_a_coalition_of_a_larger_state_does(pace):
    attacked = 0
    for seed in range(20 if FULL else 2):
        bad, number = found(agree(draw_state(seed, Style(pace=pace, agencies=(4, 6), years=(YEAR,)))))
        assert bad == {}, f"seed {seed}"
        attacked += number
    assert attacked > 50


class Careless(Press):
    """The fault: agencies of a coalition are looked at each by itself."""

    def insiders_of_area(self):
        return self.without_coalitions(super().insiders_of_area)

    def insiders_of_public(self):
        return self.without_coalitions(super().insiders_of_public)

    def without_coalitions(self, really):
        kept, self.state.coalitions = self.state.coalitions, []
        try:
            return really()
        finally:
            self.state.coalitions = kept


@pytest.mark.parametrize("kind", ["C", "C totals"])
def test_a_coalition_that_is_no_insider_is_noticed(kind):
    assert any(kind in {of for of, _name in found(state, Careless)[0]} for state in tight_states(range(150)))
