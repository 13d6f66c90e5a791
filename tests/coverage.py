"""How much of the product the suites have run: `python -m tests.coverage`, at the end of `make test`.

Each process that ran the product under COVERAGE_PROCESS_START has left a file: those of the measured tests on SQLite
(see the Makefile). They are joined, and one line is printed, then the files of which most was not run. Ends with 1
where that is less than the floor. What only other tests run counts as not run: measuring doubles their time.
"""

import json
import sys
from itertools import islice, pairwise
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "var" / "coverage.json"
FLOOR = 97.0  # percent of lines and branches; it may only rise
WORST = 10


def join():
    """Join what the processes have left, and return what coverage says of the product."""
    product = Coverage(config_file=ROOT / "pyproject.toml")
    product.combine()
    product.save()
    product.json_report(outfile=str(REPORT))
    return json.loads(REPORT.read_text())


def percent_of(totals):
    """What share of lines and branches was run, rounded down to hundredths of a percent."""
    run = totals["covered_lines"] + totals["covered_branches"]
    return run * 10_000 // (totals["num_statements"] + totals["num_branches"]) / 100


def missing(summary):
    """How many lines and branches of a file were not run."""
    return summary["missing_lines"] + summary["missing_branches"]


def runs_of(numbers):
    """Return whole numbers in ascending order as people write them: "3, 5-8"."""
    ends = [number for number, after in pairwise([*numbers, None]) if after != number + 1]
    starts = [number for before, number in pairwise([None, *numbers]) if before is None or number != before + 1]
    return ", ".join(
        f"{start}" if start == end else f"{start}-{end}" for start, end in zip(starts, ends, strict=True)
    )


def lines_of(said):
    """Yield the lines to print: the figure, then the files of which most was not run."""
    totals = said["totals"]
    branches = totals["covered_branches"] / totals["num_branches"]
    yield (
        f"{percent_of(totals):.2f} % of the product was run: of {totals['num_statements']:,} lines and "
        f"{totals['num_branches']:,} branches; of the branches alone {branches:.1%}. The floor is {FLOOR} %."
    )
    files = sorted(said["files"].items(), key=lambda file: -missing(file[1]["summary"]))
    for name, file in islice(files, WORST):
        summary = file["summary"]
        if missing(summary):
            yield f"{missing(summary):6} not run in {name}: line {runs_of(file['missing_lines']) or '(branches)'}"
    if percent_of(totals) < FLOOR:
        yield f"That is less than {FLOOR} %. Write the tests that are missing: the floor is never lowered."


def main():
    said = join()
    for line in lines_of(said):
        print(line)
    return int(percent_of(said["totals"]) < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
