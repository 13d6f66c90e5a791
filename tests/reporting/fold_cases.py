"""Counts to fold, written short, and hypothesis strategies for them."""

from datetime import date
from itertools import count

from hypothesis import strategies as st

from lbn.reporting.fold import UNKNOWN, Cell, County, fold, roll_up

ONONDAGA = County("onondaga", "Onondaga County")
JEFFERSON = County("jefferson", "Jefferson County")
HAMILTON = County("hamilton", "Hamilton County")
NOWHERE = County("unknown", UNKNOWN, unknown=True)
Q1 = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
YEAR = tuple(date(2026, month, 1) for month in range(1, 13))
KEY = b"key of the tests"


def place(county, zip_code, *handouts, months=Q1, kits=None):
    """Cells of one place: hand-overs by month, one kit of two doses each unless kits say otherwise."""
    given = kits or handouts
    return [
        Cell(county, zip_code, month, here, kit, 2 * kit)
        for month, here, kit in zip(months, handouts, given, strict=False)
    ]


def quarter(cells, key=KEY, scope="oopp", months=Q1, **options):
    return fold(cells, key=key, scope=scope, period="2026-Q1", months=months, **options)


def by_month(cells, scope="nyc", key=KEY):
    """The issued months of a monthly scope."""
    return [
        fold(
            [cell for cell in cells if cell.month == month],
            key=key,
            scope=scope,
            period=f"{month:%Y-%m}",
            months=[month],
            place_period="month",
        )
        for month in Q1
    ]


def figures(report):
    return {row.label: row.handouts for row in report.rows}


def times(report):
    areas = dict.fromkeys(row.area for row in report.times)
    return {area: [row.handouts for row in report.times if row.area == area] for area in areas}


def key_for(cells, wanted, **options):
    """The first key of a fixed row with which the fold prints what is wanted."""
    keys = (b"key %d" % number for number in count())
    return next(key for _, key in zip(range(200), keys, strict=False) if wanted(quarter(cells, key=key, **options)))


COUNTIES = [ONONDAGA, JEFFERSON, HAMILTON, NOWHERE]
HANDOUTS = st.one_of(st.just(0), st.integers(0, 6), st.integers(0, 30))


@st.composite
def quarters(draw, months=Q1):
    """Cells of up to eight ZIP codes and county-only counts over the months."""
    cells = []
    for number in range(draw(st.integers(0, 8))):
        county = COUNTIES[draw(st.integers(0, 3))]
        zip_code = draw(st.sampled_from([f"13{number:03}", f"13{number:03}", ""]))
        for month in months:
            handouts = draw(HANDOUTS)
            kits = handouts + draw(st.integers(0, 20)) if handouts else 0
            cells.append(Cell(county, zip_code, month, handouts, kits, 2 * kits))
    return cells


KEYS = st.binary(min_size=1, max_size=4)


def state(*reports, key=KEY, period="2026-Q1"):
    return roll_up(reports, key=key, scope="New York", period=period)


def moved(cells, months):
    """The same counts three months on, and so forth."""
    return [cell._replace(month=date(cell.month.year, cell.month.month + months, 1)) for cell in cells]
