"""Where one agency counted nearly everything, nobody can tell in which county the few of the others were.

Each test prints every page that there could have been, with the few in one place after another, and asks of a page
which of these it can be. The reader is taken to know the key as well, so that nothing rests on the draw.
"""

from itertools import chain

import pytest

from lbn.reporting.fold import County, Kind, Region
from lbn.reporting.fold.draw import Draw
from lbn.reporting.fold.groups import group_counties
from lbn.reporting.fold.knowledge import Knowledge
from lbn.reporting.fold.places import Arrangement
from lbn.reporting.fold.regions import RegionTree

from .cases import HAMILTON, JEFFERSON, ONONDAGA, YEAR, area, figures, place, public, quarters_of_year

OSWEGO = County("oswego", "Oswego County")
MANY = [b"key %d" % number for number in range(40)]
OWN = {
    (HAMILTON, "12842"): 30,
    (JEFFERSON, "13601"): 50,
    (JEFFERSON, "13602"): 40,
    (ONONDAGA, "13202"): 60,
    (ONONDAGA, "13205"): 35,
    (OSWEGO, "13126"): 44,
}
INSIDERS = [frozenset({"most"}), frozenset({"few"})]
REGIONS = {
    "no region": [],
    "a region of two": [Region("north", "The North", (HAMILTON.key, JEFFERSON.key))],
    "each county": [Region(county.key, f"Office of {county.label}", (county.key,)) for county, _zip in OWN],
    "one in another": [
        Region("one", "One", (HAMILTON.key, JEFFERSON.key)),
        Region("both", "Both", (HAMILTON.key, JEFFERSON.key, OSWEGO.key)),
    ],
}


def counted(where, few=4, without=()):
    """What one agency left everywhere but in some counties, and another one in one place."""
    places = {place: size for place, size in OWN.items() if place[0] not in without}
    own = (place(*where, size, source="most") for where, size in places.items())
    return [*chain(*own), *place(*where, few, source="few")]


def page(fold):
    """What a reader without these few of its own sees, apart from the sum of the row that holds them."""
    return frozenset((row.label, row.handouts) for row in fold.report.rows), fold.report.regions


def counties_that_can_be(make, key, without=()):
    """For each place, the counties in which the few can have been."""
    pages = {where: page(make(counted(where, without=without), INSIDERS, key=key)) for where in OWN}
    return [{other[0] for other in OWN if pages[other] == pages[where]} for where in OWN]


@pytest.mark.parametrize("make", [area, public])
@pytest.mark.parametrize("regions", REGIONS)
def test_the_few_can_have_been_in_two_counties_at_least(make, regions):
    def made(cells, insiders, key):
        return make(cells, insiders, key=key, regions=REGIONS[regions])

    for key in MANY:
        assert min(len(can_be) for can_be in counties_that_can_be(made, key)) >= 2


@pytest.mark.parametrize("without", [[HAMILTON], [JEFFERSON], [ONONDAGA, OSWEGO], [HAMILTON, JEFFERSON, ONONDAGA]])
@pytest.mark.parametrize("regions", REGIONS)
def test_the_few_can_have_been_where_the_other_one_left_nothing(without, regions):
    """In the area: of the public's, see the next test."""

    def made(cells, insiders, key):
        return area(cells, insiders, key=key, regions=REGIONS[regions])

    for key in MANY[:20]:
        assert min(len(can_be) for can_be in counties_that_can_be(made, key, without)) >= 2


@pytest.mark.parametrize("without", [HAMILTON, JEFFERSON, ONONDAGA, OSWEGO])
def test_the_public_cannot_tell_either_without_the_key(without):
    """A place under the area's threshold took a drawn row there already: who knew the key could tell."""
    pages = {}
    for key in MANY:
        for where in OWN:
            told = page(public(counted(where, without=[without]), INSIDERS, key=key))
            pages.setdefault(told, set()).add(where[0])

    assert min(map(len, pages.values())) >= 2


def test_where_there_are_not_two_counties_of_ones_own_only_the_total_is_shown():
    fold = area(counted((HAMILTON, "12842"), without=[HAMILTON, JEFFERSON, ONONDAGA]), INSIDERS)

    assert (fold.report.rows, fold.report.total.handouts) == ((), 48)


def test_if_the_few_divided_the_counties_their_county_would_be_certain(monkeypatch):
    monkeypatch.setattr(
        Knowledge, "counties_of_all", property(lambda self: {spot.county.key for spot in self.spots.values()})
    )

    def made(cells, insiders, key):
        return area(cells, insiders, key=key, regions=REGIONS["a region of two"])

    assert min(len(can_be) for can_be in counties_that_can_be(made, MANY[0], [JEFFERSON])) == 1


def test_if_a_rest_took_no_groups_the_county_would_be_certain(monkeypatch):
    monkeypatch.setattr(Arrangement, "take_groups", lambda self, rest: False)

    certain = [len(can_be) == 1 for key in MANY for can_be in counties_that_can_be(public, key)]

    assert sum(certain) > len(certain) / 2


def test_the_same_counties_stand_together_in_every_quarter_and_year():
    together = set()
    for months in quarters_of_year():
        moved = [cell._replace(month=months[0]) for cell in counted((HAMILTON, "12842"))]
        together.add(frozenset(figures(area(moved, INSIDERS, months=months).report)))
    next_year = tuple(month.replace(year=2027) for month in YEAR[:3])
    moved = [cell._replace(month=next_year[0]) for cell in counted((HAMILTON, "12842"))]
    together.add(frozenset(figures(area(moved, INSIDERS, months=next_year).report)))

    assert len(together) == 1


def test_no_region_tells_where_the_few_are():
    fold = area(counted((HAMILTON, "12842")), INSIDERS, regions=REGIONS["a region of two"])

    rests = [row for row in fold.report.rows if row.kind == Kind.REST]
    assert [(row.label, row.handouts) for row in rests] == [("Rest of state", 124)]
    assert [(region.label, region.handouts) for region in fold.report.regions] == [("The North", None)]
    assert fold.members["Rest of state"] == {"12842", "13601", "13602"}


def test_enough_of_others_leaves_every_row():
    fold = area(counted((HAMILTON, "12842"), few=11), INSIDERS)

    assert figures(fold.report) == {zip_code: size for (_c, zip_code), size in OWN.items()} | {"12842": 41}


def grouped(counties, regions, key, known=None):
    return group_counties(
        counties, frozenset(counties if known is None else known), RegionTree(regions), Draw(key, "area", 2026)
    )


def test_groups_hold_every_county_once_and_two_at_least():
    counties = [f"36{number:03}" for number in range(62)]
    city = Region("city", "The City", tuple(counties[:5]))
    alone = Region("alone", "One county", (counties[9],))
    for key in MANY:
        groups = grouped(counties, [city, alone], key)
        assert sorted(county for group in groups for county in group) == counties
        assert min(map(len, groups)) == 2
        assert all(group <= set(city.counties) or not group & set(city.counties) for group in groups)


@pytest.mark.parametrize(
    ("counties", "groups"),
    [([], []), (["a"], []), (["a", "b"], [{"a", "b"}]), (["a", "b", "c"], [{"a", "b", "c"}])],
)
def test_few_counties_are_one_group(counties, groups):
    assert grouped(counties, [], b"key") == groups


def test_the_only_county_outside_a_region_goes_with_one_of_its_groups():
    regions = [Region("all", "All", ("a", "b", "c"))]

    assert grouped(["a", "b", "c", "d"], regions, b"key") == [{"a", "b", "c", "d"}]


def test_a_county_that_comes_or_goes_leaves_the_groups_of_most_others():
    counties = [f"36{number:03}" for number in range(62)]
    for key in MANY:
        before = grouped(counties, [], key)
        after = grouped(counties[1:], [], key)
        assert len(set(after) - set(before)) <= 1
