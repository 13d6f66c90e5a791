"""What holds for every fold: its rules, recomputed by a slow second implementation (`slow`)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lbn.reporting.fold import coarsen
from tests.conftest import FULL

from .cases import (
    INSIDERS,
    KEYS,
    ONONDAGA,
    REGION,
    area,
    counts,
    earlier_of,
    place,
    quarters_of_year,
    year_beside_quarters,
    yearly,
)
from .slow import Slowly, rows_of, spot_of

some = settings(max_examples=1000 if FULL else 60)
a_few = settings(max_examples=400 if FULL else 25)
REGIONS = st.sampled_from(([], [REGION]))
K, PUBLIC = 11, 20


def assert_rules(fold, slowly):
    """Every row stands, every union that can be known fits, no rest is cut; or nothing at all is shown, or the total
    alone where somebody is left with little of it."""
    if fold.report.rows:
        rows = rows_of(fold)
        assert list(slowly.bad_rows(rows)) == []
        assert list(slowly.bad_unions(rows)) == []
        assert list(slowly.cut_rests(rows)) == []
        assert_partition(fold, slowly)
    elif fold.report.total is not None and fold.report.total.handouts:
        assert slowly.is_little_left_in_all()


def assert_partition(fold, slowly):
    spots = [spot for row in fold.report.rows for spot in fold.members[row.label]]
    assert sorted(spots) == sorted(slowly.county)
    for row in fold.report.rows:
        assert row.handouts == slowly.handed(fold.members[row.label], frozenset())


@some
@given(counts(), INSIDERS, REGIONS, KEYS)
def test_rows_of_an_area_keep_the_rules(cells, insiders, regions, key):
    fold = area(cells, insiders, regions=regions, key=key)

    assert_rules(fold, Slowly(cells, insiders, [], K))


@some
@given(yearly(), INSIDERS, REGIONS, KEYS)
def test_rows_of_a_year_beside_its_quarters_keep_the_rules(cells, insiders, regions, key):
    fold, short = year_beside_quarters(cells, insiders, regions=regions, key=key)

    assert_rules(fold, Slowly(cells, insiders, earlier_of(short), K))


@a_few
@given(yearly(), INSIDERS, REGIONS, KEYS)
def test_rows_of_the_public_keep_the_rules_beside_its_quarters(cells, insiders, regions, key):
    whole, short = year_beside_quarters(cells, insiders, regions=regions, key=key)
    options = {"insiders": [*insiders, {"a"}, {"b"}, {"c"}], "key": key, "scope": "public"}
    quarters = [
        coarsen(one.report, one.members, [cell for cell in cells if cell.month in months], **options)
        for one, months in zip(short, quarters_of_year(), strict=True)
    ]

    fold = coarsen(whole.report, whole.members, cells, earlier=earlier_of(quarters), **options)

    for one, months, own in zip(quarters, quarters_of_year(), short, strict=True):
        now = [cell for cell in cells if cell.month in months]
        assert_rules(one, Slowly(now, options["insiders"], [], PUBLIC))
        assert_merged(one, own)
    assert_rules(fold, Slowly(cells, options["insiders"], earlier_of(quarters), PUBLIC))
    assert_merged(fold, whole)


def assert_merged(public, own):
    """Each row of the public is made of whole rows of the area."""
    for row in public.report.rows:
        spots = public.members[row.label]
        assert all(members <= spots or not members & spots for members in own.members.values())


def with_bits(cells):
    """Counts with a power of two of kits each, and the counts that the kits of a line tell."""
    marked = [cell._replace(kits=1 << number, doses=0) for number, cell in enumerate(cells) if cell.handouts]
    return marked, lambda kits: [cell for cell in marked if cell.kits & kits]


@some
@given(counts(), INSIDERS, REGIONS, KEYS)
def test_months_are_of_whole_rows_and_leave_nothing_or_enough(cells, insiders, regions, key):
    marked, told = with_bits(cells)
    fold = area(marked, insiders, regions=regions, key=key)
    rows = [members for _kind, members in rows_of(fold).values()]

    for name in {row.area for row in fold.report.times}:
        of_area = [row for row in fold.report.times if row.area == name]
        spots = {spot_of(cell) for row in of_area for cell in told(row.kits)}
        assert all(members <= spots or not members & spots for members in rows)
        for row in of_area:
            handed = [cell for cell in marked if spot_of(cell) in spots and cell.month == row.starts_on]
            assert row.kits == sum(cell.kits for cell in handed)
            for reader in [set(), *insiders]:
                left = sum(cell.handouts for cell in handed if cell.source not in reader)
                assert left == 0 or left >= K
    if fold.report.times:
        assert sum(row.kits for row in fold.report.times) == sum(cell.kits for cell in marked)


def test_the_slow_implementation_sees_a_row_that_may_not_stand():
    cells = [
        *place(ONONDAGA, "13202", 20, source="a"),
        *place(ONONDAGA, "13202", 5, source="b"),
        *place(ONONDAGA, "13205", 0, 15, source="b"),
    ]

    assert list(Slowly(cells, [{"a"}], [], K).bad_rows(rows_of(area(cells)))) == [("13202", ["a"], 5)]
