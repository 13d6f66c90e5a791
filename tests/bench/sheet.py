"""S7: the import of a tracking sheet, in time and memory; `tests.bench.imports` measures."""

from tests.bench import imports
from tests.bench.figures import exact, of_rounds
from tests.servers.kinds import KINDS

IDS = ("S7",)
REACH = 4
MEGABYTES = 40


def rows(pace):
    lines = pace.of(5_000, imports.LINES)
    for kind in KINDS:
        ground = pace.ground(kind)
        address = ground.databases.new()
        imports.prepare(address)
        file = imports.tracking_sheet(ground.directory, lines)
        rounds = [(imports.floor(address, file), imports.got(address, file)) for _ in range(pace.of(1, 3, 7))]
        yield of_rounds("S7", f"import {lines:,} lines, {ground.name}", rounds, reach=REACH, unit="s")
        grown = imports.memory(address, file)
        yield exact("S7", f"memory to import {lines:,} lines, {ground.name}", grown, reach=MEGABYTES, unit="MB")
