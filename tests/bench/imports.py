"""S7: a tracking sheet of 100,000 lines, imported, beside the least that any import has to do.

    address = databases.new()            # migrated, nothing else in it
    prepare(address)                     # an agency with stock
    file = tracking_sheet(directory)
    floor(address, file), got(address, file)   # seconds
    memory(address, file)                      # megabytes

Each call is a process of its own, so that nothing one leaves behind helps the other; what it says is measured inside,
from where Django has started and the database has answered.
"""

import csv
import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from tests.environment import FIXED

LINES = 100_000
DAYS = 365
TODAY = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parent.parent.parent
HEADER = ("Date", "ZIP code", "Kits", "People trained")
# The last has no name of its own, one county has none of the others', one is blank in every tenth line.
PLACES = ("12202", "12203", "12206", "12207", "12208", "12210", "12305", "12222")


def tracking_sheet(directory: Path, lines: int = LINES) -> Path:
    """Write the same made-up sheet each time: a year, eight ZIP codes, some 3,000 days and places."""
    chance = random.Random(7)
    file = directory / f"tracking-{lines}.csv"
    with file.open("w", newline="") as target:
        write = csv.writer(target).writerow
        write(HEADER)
        for number in range(lines):
            day = TODAY - timedelta(days=DAYS - number * DAYS // lines)
            kits = chance.choice((1, 1, 1, 1, 2, 2, 3, 4))
            place = chance.choice(PLACES)
            write((f"{day:%m/%d/%Y}", place, kits, chance.randint(0, kits)))
    return file


def prepare(address: str) -> None:
    """Put an agency with more kits than any sheet hands out into the migrated database at `address`."""
    _in_a_process("prepare", address)


def floor(address: str, file: Path) -> float:
    """Seconds to read the sheet with `csv` and to store each of its lines as a row with `executemany`."""
    return _in_a_process("floor", address, file)["seconds"]


def got(address: str, file: Path) -> float:
    """Seconds to judge the sheet, to compare it with the log and to import it, stock included."""
    return _in_a_process("got", address, file)["seconds"]


def memory(address: str, file: Path) -> float:
    """Megabytes by which the process that imports the sheet grows at its peak."""
    return _in_a_process("got", address, file)["megabytes"]


def _in_a_process(what, address, file=""):
    command = [sys.executable, "-m", "tests.bench.imports", what, str(file)]
    environment = os.environ | FIXED | {"DATABASE_URL": address}
    said = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(said.stdout)


def _prepare(_file):
    from inventory.actions import OpeningLine, opening_count
    from inventory.models import Item
    from tests import cast

    cast.places()
    program = cast.new_york()
    agency = cast.agency(program, supplier=cast.supplier(program), since=date(2025, 10, 1))
    opening_count(
        agency=agency,
        location=agency.main_location,
        lines=[
            OpeningLine(Item.objects.get(slug=Item.STANDARD_KIT), f"A{year}", date(year, 1, 31), 100_000)
            for year in (2027, 2028, 2029)
        ],
        on=date(2025, 10, 1),
        today=TODAY,
        by=cast.user("Alice", role="coordinator", agency=agency),
    )


def _floor(file):
    from django.db import connection, transaction

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_lines (day text, zip_code text, kits integer, people_trained integer)")
        begun = time.perf_counter()
        with open(file, newline="") as source, transaction.atomic():
            rows = csv.reader(source)
            next(rows)
            cursor.cursor.executemany(_insert(connection.vendor), rows)
        seconds = time.perf_counter() - begun
        cursor.execute("DROP TABLE bench_lines")
    return seconds


def _insert(vendor):
    mark = "?" if vendor == "sqlite" else "%s"
    return f"INSERT INTO bench_lines VALUES ({', '.join([mark] * len(HEADER))})"


def _got(file):
    from agencies.models import Agency
    from distributions.actions.importing import carry_out, judge_file, the_one_kit
    from distributions.models import DailyCount, SheetTotal
    from inventory.models import StockUse

    agency = Agency.objects.get()
    begun = time.perf_counter()
    with open(file, "rb") as source:
        verdict = judge_file(
            file=source,
            name=Path(file).name,
            agency=agency,
            item=the_one_kit(agency),
            jurisdiction=None,
            today=TODAY,
        )
    done = carry_out(agency=agency, sheet=verdict.sheet, plan=verdict.plan, today=TODAY)
    seconds = time.perf_counter() - begun
    if done.added.handouts != verdict.lines or DailyCount.objects.totals()["handouts"] != verdict.lines:
        raise AssertionError(f"{done.added.handouts} of {verdict.lines} lines were counted.")
    for model in (SheetTotal, DailyCount, StockUse):
        model.objects.all().delete()
    return seconds


def _grown_to():
    """The most memory that this process has held so far, in megabytes; macOS says it in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _measure(what, file):
    import django
    from django.db import connection

    django.setup()
    connection.ensure_connection()
    before = _grown_to()
    seconds = {"prepare": _prepare, "floor": _floor, "got": _got}[what](file)
    return {"seconds": seconds, "megabytes": _grown_to() - before}


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lbn.settings", "LBN_ZEAL": "off"}
    sys.stdout.write(json.dumps(_measure(*sys.argv[1:3])))
