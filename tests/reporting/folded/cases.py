"""Counts to fold, written short, and hypothesis strategies for them."""

from datetime import date
from itertools import count

from hypothesis import strategies as st

from lbn.reporting.fold import UNKNOWN, Cell, County, EarlierRow, Level, Region, coarsen, fold

ONONDAGA = County("onondaga", "Onondaga County")
JEFFERSON = County("jefferson", "Jefferson County")
HAMILTON = County("hamilton", "Hamilton County")
NOWHERE = County("unknown", UNKNOWN, unknown=True)
Q1 = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
YEAR = tuple(date(2026, month, 1) for month in range(1, 13))
KEY = b"key of the tests"
OTHER = "Other ZIP codes in Onondaga County"


def place(county, zip_code, *handouts, months=Q1, kits=None, source=""):
    """Cells of one place: hand-overs by month, one kit of two doses each unless kits say otherwise."""
    given = kits or handouts
    return [
        Cell(county, zip_code, month, here, kit, 2 * kit, source)
        for month, here, kit in zip(months, handouts, given, strict=False)
    ]


def quarter(cells, insiders=(), *, key=KEY, months=Q1, scope="oopp", **options):
    return fold(cells, insiders, key=key, scope=scope, period="2026-Q1", months=months, **options)


def area(cells, insiders=(), **options):
    return quarter(cells, insiders, level=Level.AREA, scope="area", **options)


def public(cells, insiders=(), *, key=KEY, **options):
    """The public report of the area of some counts, of which nobody is an insider."""
    own = area(cells, key=key, **options)
    return coarsen(own.report, own.members, cells, insiders, key=key, scope="public")


def quarters_of_year():
    return [YEAR[start : start + 3] for start in range(0, 12, 3)]


def year_beside_quarters(cells, insiders=(), *, key=KEY, level=Level.AREA, regions=()):
    """The year of some counts, and its quarters."""
    common = {"key": key, "scope": "area", "level": level, "regions": regions}
    short = [
        fold([cell for cell in cells if cell.month in months], insiders, months=months, period="q", **common)
        for months in quarters_of_year()
    ]
    return fold(cells, insiders, earlier_of(short), months=YEAR, period="2026", **common), short


def earlier_of(folds):
    """The rows of shorter reports, for a longer one."""
    return [EarlierRow(one.report.months, spots) for one in folds for spots in one.members.values()]


def figures(report):
    return {row.label: row.handouts for row in report.rows}


def times(report):
    areas = dict.fromkeys(row.area for row in report.times)
    return {area: [row.handouts for row in report.times if row.area == area] for area in areas}


def key_for(make, wanted):
    """The first key of a fixed row with which `make(key)` prints these rows."""
    keys = (b"key %d" % number for number in count())
    found = (key for _, key in zip(range(300), keys, strict=False) if figures(make(key)) == wanted)
    key = next(found, None)
    assert key is not None, f"No key prints {wanted}."
    return key


COUNTIES = [ONONDAGA, JEFFERSON, HAMILTON, NOWHERE]
REGION = Region("north", "The North", (JEFFERSON.key, HAMILTON.key))
SOURCES = ("a", "b", "c")
HANDOUTS = st.sampled_from((0, 0, 0, 1, 2, 4, 6, 9, 11, 13, 30))
KEYS = st.binary(min_size=1, max_size=4)
INSIDERS = st.lists(st.sets(st.sampled_from(SOURCES), min_size=1), max_size=3).map(
    lambda every: [frozenset(one) for one in every]
)


@st.composite
def counts(draw, months=Q1, most=8):
    """Cells of up to eight ZIP codes and county-only counts over the months, from three sources."""
    cells = []
    for number in range(draw(st.integers(0, most))):
        county = COUNTIES[draw(st.integers(0, 3))]
        zip_code = draw(st.sampled_from([f"13{number:03}", f"13{number:03}", ""]))
        for source in draw(st.sets(st.sampled_from(SOURCES), min_size=1, max_size=2)):
            for month in months:
                handouts = draw(HANDOUTS)
                kits = handouts + draw(st.integers(0, 3)) if handouts else 0
                cells.append(Cell(county, zip_code, month, handouts, kits, 2 * kits, source))
    return cells


def yearly():
    """Counts of a year, in the middle month of each quarter."""
    return counts(months=YEAR[1::3], most=6)
