"""What every reader finds of small figures in made-up states: `python -m tests.attack [states]`.

The states and readers are those of `tests/reporting/folded`. Each state is told for a year, once with departments
alone as insiders of the area's report and once with all suppliers as well. A figure is small that is 1 to 10. Of a
quarter in which a reader knows all but 1 to 10 hand-overs, these are told by subtracting; they are counted apart.
"""

import sys
from collections import Counter

from tests.reporting.folded.minds import Mind, narrow
from tests.reporting.folded.readers import PRINTED, readers_of, strangers
from tests.reporting.folded.states import add_writer, draw_state
from tests.reporting.folded.told import Press

YEAR = 2025


def attack(state, counted, *, all_suppliers):
    told = Press(state, all_suppliers=all_suppliers).year(YEAR)
    for reader in [*readers_of(state, told, all_suppliers=all_suppliers), *strangers(state, told)]:
        count(counted, reader.kind, Mind(state, reader))
    writer = sorted(state.books)[0]
    add_writer(state, writer)
    told = Press(state, all_suppliers=all_suppliers).year(YEAR)
    for reader in readers_of(state, told):
        if (reader.kind, reader.name) == ("W", writer):
            count(counted, "W, a writer", Mind(state, reader))


def count(counted, kind, mind):
    widths = mind.attack()
    counted[kind, "told"] += mind.small_goals()[1]
    counted[kind, "small"] += len(widths)
    counted[kind, "narrow"] += len(narrow(widths))
    counted[kind, "exact"] += sum(width.is_found for width in widths)


def main(states):
    from tests.reporting.folded.test_attack import STYLES

    for all_suppliers in (False, True):
        counted = Counter()
        for style in STYLES.values():
            for seed in range(states):
                attack(draw_state(seed, style), counted, all_suppliers=all_suppliers)
        print("all suppliers are insiders" if all_suppliers else "departments are insiders")
        for kind in dict.fromkeys(kind for kind, _what in counted):
            bar = "  (printed)" if kind in PRINTED else ""
            small, few, exact, told = (counted[kind, what] for what in ("small", "narrow", "exact", "told"))
            print(
                f"  {kind:30}{small:>9,} small{few:>7,} narrower than 11{exact:>6,} exact{bar};"
                f" {told:,} more told by subtraction"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
