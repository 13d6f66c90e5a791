"""Files with figures of counties by year, as they are published: which line says what of which county.

Two shapes are read. A plain table has a line for each county and year, with the county's five-digit code; the Census
Bureau's county estimates have a line for each county, with a column for each year.
"""

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from agencies.actions.refusals import Refused
from lbn.reporting.models.evidence import FIRST_YEAR, LAST_YEAR

LARGEST = 64 * 1024 * 1024
COUNTY_LEVEL = "050"
CODE_NAMES = ("fips", "geoid", "countyfips", "countycode", "fipscode")
YEAR_NAMES = ("year", "calendaryear")
ESTIMATE = re.compile("popestimate([0-9]{4})")
WHOLE = re.compile("[0-9]{1,3}(,[0-9]{3})+|[0-9]+")
NOT_SAID = re.compile(r"|s|suppressed|\*|<\s*[0-9]+")
HIGHEST = 2_000_000_000


class EvidenceRefused(Refused):
    """A file that cannot be loaded; nothing of it was. Its text is one sentence."""


class CountyYear(NamedTuple):
    """What one line of a file says: the county by its code, the year, and the figure; None where it is not said."""

    line: int
    fips: str
    year: int
    figure: int | None


class FileShape(NamedTuple):
    """What a file is of: how people call it, the names of the figure's column, and how a cell of it is read."""

    what: str
    names: tuple[str, ...]
    read: Callable[[str, int], int | None]


def read_residents(text: str, line: int) -> int:
    """Return a cell as a number of people; there is no county of nobody."""
    number = read_whole(text, line)
    if number == 0:
        raise EvidenceRefused(f"Line {line} says that nobody lives there; nothing was loaded.")
    return number


def read_deaths(text: str, line: int) -> int | None:
    """Return a cell as a number of deaths, None where it is withheld: blank, "s", "suppressed", "*", "<10"."""
    return None if NOT_SAID.fullmatch(text.casefold()) else read_whole(text, line)


def read_whole(text: str, line: int) -> int:
    if not WHOLE.fullmatch(text) or int(text.replace(",", "")) > HIGHEST:
        raise EvidenceRefused(f"Line {line} has “{text[:40]}” where a whole number belongs; nothing was loaded.")
    return int(text.replace(",", ""))


RESIDENTS = FileShape("county populations", ("residents", "population", "pop"), read_residents)
DEATHS = FileShape("opioid deaths by county", ("deaths", "opioiddeaths"), read_deaths)


def read_county_years(path: Path, shape: FileShape) -> list[CountyYear]:
    """Return what a file says of counties, line by line. Raises `EvidenceRefused` for a file of another kind, a code
    or year that is none, and a number that is none."""
    lines = _lines_of(path, shape)
    header = [_fold_name(cell) for cell in next(lines, (0, []))[1]]
    if shape is RESIDENTS and {"sumlev", "state", "county"} <= set(header):
        return [found for line, cells in lines for found in _estimates_in(header, line, cells)]
    code, year, figure = (_place_of(names, header) for names in (CODE_NAMES, YEAR_NAMES, shape.names))
    if code is None or year is None or figure is None:
        raise EvidenceRefused(
            f"{path.name} is not a file of {shape.what}: its first line must name fips, year and {shape.names[0]}."
        )
    return [
        CountyYear(
            line, _read_code(cells[code], line), _read_year(cells[year], line), shape.read(cells[figure], line)
        )
        for line, cells in lines
    ]


def _lines_of(path: Path, shape: FileShape) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, cells) of the lines that hold anything, all as long as the first one."""
    text = _text_of(path, shape)
    separator = "\t" if "\t" in text.partition("\n")[0] else ","
    width = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            width = width or len(cells)
            if any(cell.strip() for cell in cells):
                if len(cells) != width:
                    raise EvidenceRefused(
                        f"Line {reader.line_num} has {len(cells)} cells, the first line {width}; nothing was loaded."
                    )
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        raise EvidenceRefused(f"Line {reader.line_num} of {path.name} is not CSV; nothing was loaded.") from None


def _text_of(path: Path, shape: FileShape) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise EvidenceRefused(f"{path.name} is far larger than a file of {shape.what}; nothing was loaded.")
        data = path.read_bytes()
    except OSError:
        raise EvidenceRefused(f"There is no file {path.name} that can be read; nothing was loaded.") from None
    if b"\0" in data or data.startswith(b"PK"):
        raise EvidenceRefused(f"{path.name} is not a CSV file; save it as CSV and load that; nothing was loaded.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # The Census Bureau writes Latin-1.
        return data.decode("latin-1")


def _estimates_in(header: list[str], line: int, cells: list[str]) -> Iterator[CountyYear]:
    """Yield the estimates of a line of the Census Bureau's file; it has lines of states too, which are skipped."""
    row = dict(zip(header, cells, strict=True))
    if row["sumlev"].zfill(3) != COUNTY_LEVEL:
        return
    code = _read_code(row["state"].zfill(2) + row["county"].zfill(3), line)
    for name, cell in row.items():
        if year := ESTIMATE.fullmatch(name):
            yield CountyYear(line, code, _read_year(year[1], line), read_residents(cell, line))


def _fold_name(cell: str) -> str:
    return re.sub(r"[\W_]+", "", cell.casefold())


def _place_of(names: tuple[str, ...], header: list[str]) -> int | None:
    return next((header.index(name) for name in names if name in header), None)


def _read_code(text: str, line: int) -> str:
    """Return a county's code; a spreadsheet may have taken its first zero."""
    if not re.fullmatch("[0-9]{4,5}", text):
        raise EvidenceRefused(
            f"Line {line} has “{text[:40]}” where a county's five digits belong; nothing was loaded."
        )
    return text.zfill(5)


def _read_year(text: str, line: int) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise EvidenceRefused(f"Line {line} has “{text[:40]}” where a year belongs; nothing was loaded.")
    return int(text)
