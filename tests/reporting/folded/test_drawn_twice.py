"""Who knows the fold, but not its key, reads two quarters: what joined in one tells nothing of the other.

A county of four ZIP codes, k = 4, no insiders. A place may be drawn in any order; all that a reader can learn of the
order is what must hold of it in both quarters. Which place's order counts is taken to be known: the first one's.
"""

from collections import defaultdict
from itertools import product

import pytest

from lbn.reporting.fold import fold, report
from lbn.reporting.fold.draw import Draw
from tests.conftest import FULL

from .cases import ONONDAGA, YEAR, figures, place

K = 4
MOST = 6 if FULL else 5
ZIPS = ("13200", "13201", "13202", "13203")


def worlds():
    """Every quarter of four places of which some is hidden and the whole may be shown."""
    for sizes in product(range(MOST + 1), repeat=len(ZIPS)):
        if sum(sizes) >= K and any(0 < size < K for size in sizes):
            yield sizes


def joins(sizes):
    """The places that are hidden by themselves, those that are named, and whether one of these must join."""
    small = frozenset(number for number, size in enumerate(sizes) if 0 < size < K)
    named = frozenset(number for number, size in enumerate(sizes) if size >= K)
    return small, named, sum(sizes[number] for number in small) < K


def ways():
    """{page: [(sizes, the small places, who joined them and instead of whom)]}; a page is what is named, with its
    size, and in which places somebody left anything."""
    found = defaultdict(list)
    for sizes in worlds():
        small, named, must_join = joins(sizes)
        for joined in named if must_join else [None]:
            page = tuple(
                "" if not size else size if number in named and number != joined else "hidden"
                for number, size in enumerate(sizes)
            )
            total = sum(size for size, told in zip(sizes, page, strict=True) if told == "hidden")
            found[page, total].append((sizes, small, joined, named))
    return found


def can_both_be(one, other, key_of):
    """Whether one order can have given both: for each, who joined comes before all who could have."""
    _sizes, small, joined, named = one
    _sizes, other_small, other_joined, other_named = other
    if key_of(small) != key_of(other_small) or joined is None or other_joined is None or joined == other_joined:
        return True
    return not (other_joined in named and joined in other_named)


def told_by_the_other(found, key_of):
    """The small figures that are certain when two quarters are read together and were not when one was."""
    learnt = 0
    for one, other in product(found.values(), repeat=2):
        alone = certain(one)
        both = [way for way in one if any(can_both_be(way, beside, key_of) for beside in other)]
        learnt += bool(both) and len(certain(both).keys() - alone.keys())
    return learnt


def certain(every):
    """{place: its small figure} where it is the same in all ways."""
    sizes = [way[0] for way in every]
    return {
        number: sizes[0][number]
        for number in range(len(ZIPS))
        if 0 < sizes[0][number] < K and len({each[number] for each in sizes}) == 1
    }


def test_two_quarters_tell_no_more_small_figures_than_each_alone():
    found = ways()

    assert told_by_the_other(found, min) == 0
    assert len(found) > 100


def test_if_all_places_had_one_order_it_would_be_learnt_and_used():
    assert told_by_the_other(ways(), lambda small: None) > 100


@pytest.mark.parametrize("order", [ZIPS, ZIPS[::-1]])
def test_the_fold_prints_these_pages(monkeypatch, order):
    monkeypatch.setattr(report, "THRESHOLD", K)
    monkeypatch.setattr(Draw, "order_for", lambda self, spots: lambda label: b"%d" % order.index(label))

    for sizes in worlds():
        _small, named, must_join = joins(sizes)
        joined = {min((ZIPS[number] for number in named), key=order.index)} if must_join else set()
        cells = [cell for zip_code, size in zip(ZIPS, sizes, strict=True) for cell in place(ONONDAGA, zip_code, size)]
        made = fold(cells, threshold=K, key=b"k", scope="s", period="2026-01", months=YEAR[:1]).report
        assert {ZIPS[number] for number in named} - joined == figures(made).keys() & set(ZIPS)
