"""Residents of New York's counties and their deaths from opioids, made up, of which pages say so; and their outlines.

The outlines are the Census Bureau's, which are free of rights, as `load_shapes` makes them simple.
"""

from datetime import date
from pathlib import Path

from lbn.demo.world import World
from lbn.reporting.evidence.files import DEATHS, RESIDENTS, CountyYear
from lbn.reporting.evidence.frame import Frame
from lbn.reporting.evidence.loading import SourceGiven, keep_figures
from lbn.reporting.evidence.outlines import keep_outlines

OUTLINES = Path(__file__).parent / "new_york_outlines.txt"
CENSUS = SourceGiven("U.S. Census Bureau, cartographic boundary file", dated_on=date(2016, 1, 1))
FIRST_CODE, YEARS = 36001, 3
SOURCE = "the demonstration"
# In thousands, in the order of the counties' codes, which are the odd numbers from 36001 on.
THOUSANDS = """
    315 46 1380 197 76 75 126 82 46 79 61 46 44 297 946 37 47 52 58 48 5 60 116 2590 27 61 67 752 49
    1384 1597 210 229 468 112 406 39 118 60 98 2278 160 491 340 107 238 160 30 18 33 93 1524 80 48
    104 182 65 60 91 990 40 25
"""
# A source of this kind withholds what is below it.
LEAST_TOLD = 10


def tell_evidence(world: World) -> None:
    """Keep what is known of the counties: residents of each year that is told, deaths of those that have ended."""
    ends = world.on.year
    years = range(ends - YEARS + 1, ends + 1)
    given = SourceGiven(SOURCE, dated_on=date(ends, 1, 1), is_made_up=True)
    states = [world.program.state]
    residents = [CountyYear(0, code, year, number) for year in years for code, number in residents_by_code()]
    keep_figures(residents, RESIDENTS, given, states, name=SOURCE)
    deaths = [
        CountyYear(0, code, year, deaths_of(world, code, number, year))
        for year in years[:-1]
        for code, number in residents_by_code()
    ]
    keep_figures(deaths, DEATHS, given, states, name=SOURCE)
    keep_outlines(world.program.state, *read_outlines(), CENSUS)


def read_outlines() -> tuple[Frame, dict[str, str]]:
    """The frame of New York, and the outline of each county by its code."""
    first, *lines = OUTLINES.read_text().splitlines()
    west, south, east, north = (float(number) for number in first.split())
    return Frame(west, south, east, north), dict(line.split(" ", 1) for line in lines)


def residents_by_code() -> list[tuple[str, int]]:
    numbers = [1000 * int(thousands) for thousands in THOUSANDS.split()]
    return [(str(FIRST_CODE + 2 * place), number) for place, number in enumerate(numbers)]


def deaths_of(world: World, code: str, residents: int, year: int) -> int | None:
    """A number that a county of so many residents might have, withheld where it is small."""
    deaths = round(residents / 100_000 * world.random(f"deaths {code} {year}").uniform(14, 34))
    return deaths if deaths >= LEAST_TOLD else None
