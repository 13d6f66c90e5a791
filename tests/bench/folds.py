"""S4b: a state's quarters and year folded for departments and the public, beside one pass of sums over its counts.

1,500 ZIP codes, 12 months, 800 suppliers and 3,306 agencies, all of them insiders. It runs in a process of its own
(`python -m tests.bench.folds`), which also answers with the most memory that it took.
"""

import resource
import time
from collections import defaultdict
from datetime import date

from lbn.reporting.fold import EarlierRow, Level, coarsen, fold
from tests.bench.asked import Asked, answer
from tests.bench.figures import exact, of_rounds
from tests.servers.databases import LOADED
from tests.visible_share import KEY, state

IDS = ("S4b",)
REACH, MEGABYTES = 20, 300
AGENCIES, SUPPLIERS, VISITS = 3_306, 800, 130
YEAR = tuple(date(2026, month, 1) for month in range(1, 13))


def rows(pace):
    ground = pace.ground("sqlite")
    address = ground.databases.new(LOADED)
    asked = Asked("tests.bench.folds", address)
    try:
        cells, zips = asked.ask("prepare", 300 if pace.quick else AGENCIES, 80 if pace.quick else SUPPLIERS)
        rounds = [tuple(asked.ask("compare")) for _ in range(pace.of(2, 3, 5))]
        memory = asked.ask("memory")
    finally:
        asked.close()
        ground.databases.drop(address)
    what = f"quarters and year of {cells:,} sums over {zips:,} ZIP codes, area and public"
    yield of_rounds("S4b", what, rounds, reach=REACH, unit="ms")
    yield exact("S4b", "the most memory of that", memory, reach=MEGABYTES, unit="MB")


WORLD = {}


def prepare(agencies, suppliers):
    """Make up the state; return how many cells and ZIP codes it has."""
    cells, supplied, department, regions = state(agencies, suppliers, VISITS, months=YEAR)
    sources = {cell.source for cell in cells}
    everybody = [frozenset(department), *map(frozenset, supplied.values()), *(frozenset([one]) for one in sources)]
    WORLD.update(cells=cells, insiders=everybody, regions=regions)
    return len(cells), len({cell.zip_code for cell in cells})


def compare():
    """Return the milliseconds of one pass of sums, and of all the folds."""
    return milliseconds(add_plainly), milliseconds(fold_everything)


def milliseconds(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def add_plainly():
    """Add up hand-overs, kits and doses by ZIP code and month."""
    sums = defaultdict(lambda: [0, 0, 0])
    for cell in WORLD["cells"]:
        here = sums[cell.zip_code, cell.month]
        here[0] += cell.handouts
        here[1] += cell.kits
        here[2] += cell.doses
    return sums


def fold_everything():
    """Fold four quarters and the year for departments, and merge each for the public."""
    earlier, public = [], []
    for begins in range(0, 12, 3):
        area, anyone = fold_period(YEAR[begins : begins + 3], (), ())
        earlier += [EarlierRow(area.report.months, spots) for spots in area.members.values()]
        public += [EarlierRow(area.report.months, spots) for spots in anyone.members.values()]
    return fold_period(YEAR, earlier, public)


def fold_period(months, earlier, public):
    cells = [cell for cell in WORLD["cells"] if cell.month in months]
    area = fold(
        cells,
        WORLD["insiders"],
        earlier,
        key=KEY,
        scope="area",
        period=f"{months[0]:%Y-%m}",
        months=months,
        level=Level.AREA,
        regions=WORLD["regions"],
    )
    return area, coarsen(area.report, area.members, cells, WORLD["insiders"], public, key=KEY, scope="public")


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    answer({"prepare": prepare, "compare": compare, "memory": memory})
