"""`make bench`: speed, cost and weight beside their floors; one table, and var/bench.json.

    python -m tests.bench [S1 S10 ...]

QUICK=1 stays under a minute and says little about speeds; FULL=1 takes many rounds.
"""

import os
import sys

import django

from tests import environment  # noqa: F401  the environment, before Django reads its settings
from tests.servers import tables

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lbn.settings")
django.setup()

from tests.bench import folds, growth, hand_over, issues, pages, sheet, statements, weight, writers  # noqa: E402
from tests.bench.figures import HEADS  # noqa: E402
from tests.bench.pace import Pace  # noqa: E402

# A subject is a module with the ids of its rows in `IDS` and a generator `rows(pace)`.
SUBJECTS = (hand_over, statements, issues, growth, folds, pages, weight, sheet, writers)


def main():
    wanted = set(sys.argv[1:])
    known = {identity for subject in SUBJECTS for identity in subject.IDS}
    if wanted - known:
        tables.tell(f"There is no {', '.join(sorted(wanted - known))}: ask for {', '.join(sorted(known))}.")
        return 2
    found = []
    with Pace() as pace:
        for subject in SUBJECTS:
            if not wanted or wanted & set(subject.IDS):
                tables.tell(f"{subject.__doc__.splitlines()[0]}")
                found += subject.rows(pace)
    tables.say(HEADS, [row.cells() for row in found])
    if not wanted:
        tables.keep("bench.json", {"rows": [row.as_dict() for row in found]})
    return 0 if all(row.ok for row in found) else 1


if __name__ == "__main__":
    sys.exit(main())
