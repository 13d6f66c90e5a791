"""Who reads which reports, knowing what.

D   health departments, program office and the public together; D+ is one of them with the agencies that report to it
S   a supplier: its own reports; others' figures with the public's or the area's; S+ knows its agencies' counts
W   an agency, or a parent of some, with its own book and the public's reports
C   all of a coalition together, with its agencies' books, and a department's reports where it names one
"""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Reader:
    """Somebody who reads `reports`, knows the counts of `known`, and wonders about `wanted`.

    What is not known is told apart as far as the groups of agencies in `unknown`.
    """

    kind: str
    name: str
    reports: tuple
    known: frozenset
    unknown: tuple
    wanted: frozenset


def knowing(kind, name, reports, known, everybody):
    """A reader who knows what some agencies counted and wonders about the others."""
    return Reader(kind, name, tuple(reports), known, (everybody - known,), everybody - known)


def readers_of(state, told, *, all_suppliers=False):
    """Every reader of the reports of a year."""
    everybody = frozenset(state.books)
    public = [one for one in told if one.reader == "public"]
    area = [one for one in told if one.reader in ("area", "public")]
    yield Reader("D", "all together", tuple(area), frozenset(), (everybody,), everybody)
    for name in state.departments:
        yield knowing("D+", name, area, state.sources_of(name), everybody)
    for name in state.suppliers:
        mine = [one for one in told if one.reader == name]
        yield from suppliers_readers(state, name, mine, area, public, "S+" if all_suppliers else "S+ no insider")
    for name in [*state.books, *state.parents]:
        yield knowing("W", name, public, state.sources_of(name), everybody)
    for one, other in state.linked:
        reads_area = {one, other} & {*state.departments, *(state.suppliers if all_suppliers else ())}
        both = state.sources_of(one) | state.sources_of(other)
        yield knowing("two hats", f"{one} and {other}", area if reads_area else public, both, everybody)
    for coalition in state.coalitions:
        reads = area if set(coalition) & state.departments.keys() else public
        yield knowing("C", " and ".join(map(str, coalition)), reads, state.sources_in(coalition), everybody)


def suppliers_readers(state, name, mine, area, public, knowing_in_area):
    everybody, own = frozenset(state.books), state.sources_of(name)
    others = everybody - own
    groups = (*state.scopes_of(name), others)
    for scope in state.scopes_of(name) if own else ():
        yield Reader("S", name, tuple(one for one in mine if one.sources == scope), frozenset(), (scope,), scope)
        yield Reader("S own, with public", name, (*mine, *public), frozenset(), groups, scope)
        yield Reader("S own, with area", name, (*mine, *area), frozenset(), groups, scope)
    if own:
        yield Reader("S with public", name, (*mine, *public), frozenset(), groups, others)
        if knowing_in_area == "S+":
            yield Reader("S with area", name, (*mine, *area), frozenset(), groups, others)
    yield knowing("S+ with public", name, public, own, everybody)
    yield knowing(knowing_in_area, name, area, own, everybody)


PRINTED = {"S own, with public", "S own, with area", "S+ no insider", "two agencies of one stranger"}


def strangers(state, told):
    """Two agencies of one person of which nobody knows."""
    everybody = frozenset(state.books)
    names = sorted(state.books)
    public = [one for one in told if one.reader == "public"]
    for one, other in pairwise(names):
        yield knowing(
            "two agencies of one stranger", f"{one} and {other}", public, frozenset([one, other]), everybody
        )
