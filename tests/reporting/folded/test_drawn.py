"""Who knows the fold, but not its key: every county that could have been printed as this page, under every draw.

A county of five ZIP codes, k = 4. Of each page a reader writes down every county, and every order in which places may
be drawn, that would give it. A place that is the same small number in all of them is pinned.
"""

from collections import defaultdict
from itertools import combinations_with_replacement, count, permutations

import pytest

from lbn.reporting.fold import fold, report
from lbn.reporting.fold.draw import Draw
from tests.conftest import FULL

from .cases import ONONDAGA, YEAR, figures, place, quarters_of_year

K = 4
MOST = 8 if FULL else 7
ZIPS = ("13200", "13201", "13202", "13203", "13204")


@pytest.fixture
def four(monkeypatch):
    """A threshold of four, and places drawn in the order of their ZIP codes."""
    monkeypatch.setattr(report, "THRESHOLD", K)
    monkeypatch.setattr(Draw, "order_for", lambda self, spots: str.encode)


def hidden_sizes(sizes):
    """What is not named, in a county whose places are drawn in their order."""
    places = list(zip(ZIPS, sizes, strict=False))
    cells = [cell for zip_code, size in places for cell in place(ONONDAGA, zip_code, size)]
    made = fold(cells, threshold=K, key=b"k", scope="s", period="2026-01", months=YEAR[:1]).report
    named = figures(made)
    return tuple(sorted(size for zip_code, size in places if zip_code not in named))


def can_be_judged(sizes):
    """Whether something is hidden, the whole may be shown, and the others can add up to what we try for each."""
    small, large = [size for size in sizes if size < K], [size for size in sizes if size >= K]
    needed = sum(small) if sum(small) >= K else sum(small) + min(large, default=0)
    return any(small) and sum(sizes) >= K and needed <= MOST


def pages():
    """{page: the small figures that can be among what is not named in it}.

    A page is what is named, and the sum of the others. Every order may be the drawn one, so that places are as good
    as each other: pages that name the same sizes are one. A place without counts is in no page.
    """
    found = defaultdict(set)
    for sizes in filter(can_be_judged, combinations_with_replacement(range(MOST + 1), len(ZIPS))):
        for drawn in set(permutations(size for size in sizes if size)):
            hidden = hidden_sizes(drawn)
            named = list(drawn)
            for size in hidden:
                named.remove(size)
            if sum(hidden) <= MOST:  # of more, not every county is tried
                found[tuple(sorted(named)), sum(hidden)].add(hidden)
    return {page: {size for one in every for size in one if 0 < size < K} for page, every in found.items()}


def pinned(found):
    """How many pages pin the small figure behind them to one number, and how many pages there are."""
    return sum(len(can_be) == 1 for can_be in found.values()), len(found)


def test_who_knows_the_rule_but_not_the_key_pins_no_place(four):
    number, every = pinned(pages())

    assert number == 0
    assert every > 100


def by_size(candidates):
    return sorted(candidates, key=lambda row: (row.held.total, row.label))


def test_if_the_smallest_joined_places_would_be_pinned(four, monkeypatch):
    monkeypatch.setattr(Draw, "choose", lambda self, spots, candidates, helps: by_size(candidates)[0])

    assert pinned(pages())[0] > 5


def test_if_one_of_the_smallest_three_joined_places_would_be_pinned(four, monkeypatch):
    really = Draw.choose
    monkeypatch.setattr(
        Draw, "choose", lambda self, spots, candidates, helps: really(self, spots, by_size(candidates)[:3], helps)
    )

    assert pinned(pages())[0] > 0


def partners():
    """Who joined a small place in each quarter of a year in which every quarter is alike."""
    sizes = dict(zip(ZIPS, (3, 20, 20, 20, 20), strict=True))
    for months in quarters_of_year():
        cells = [cell for zip_code, size in sizes.items() for cell in place(ONONDAGA, zip_code, size, months=months)]
        period = f"{months[0]}"
        yield frozenset(figures(fold(cells, key=b"key", scope="s", period=period, months=months).report))


def test_the_same_place_joins_all_year():
    assert len(set(partners())) == 1


def test_a_draw_for_each_period_is_noticed(monkeypatch):
    really, drawn = Draw.order_for, count()
    monkeypatch.setattr(Draw, "order_for", lambda self, spots: really(self, [*spots, f"{next(drawn)}"]))

    assert len(set(partners())) > 1
