"""A printed figure is the whole of what its label says, in every kind of report; and it does not depend on chance."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from lbn.reporting.fold import Figures, Kind, add_up, coarsen, fold, for_counties, with_steps
from tests.conftest import FULL

from .cases import (
    COUNTIES,
    INSIDERS,
    KEYS,
    NOWHERE,
    REGION,
    YEAR,
    area,
    counts,
    year_beside_quarters,
    yearly,
)
from .plainly import handed, told, wrong_figures

some = settings(max_examples=600 if FULL else 40)
a_few = settings(max_examples=200 if FULL else 20)
REGIONS = st.sampled_from(([], [REGION]))
LABELS = {county.key: county.label for county in COUNTIES}


@some
@given(counts(), INSIDERS, REGIONS, KEYS)
def test_figures_of_an_area_are_whole(cells, insiders, regions, key):
    assert wrong_figures(area(cells, insiders, regions=regions, key=key).report, cells) == []


@a_few
@given(yearly(), INSIDERS, REGIONS, KEYS)
def test_figures_of_years_and_of_the_public_are_whole(cells, insiders, regions, key):
    year, short = year_beside_quarters(cells, insiders, regions=regions, key=key)
    quarters = [one.report for one in short]
    public = coarsen(year.report, year.members, cells, insiders, key=key, scope="public")

    assert wrong_figures(with_steps(year.report, quarters), cells) == []
    assert wrong_figures(add_up(quarters, scope="area", period="2026"), cells) == []
    assert wrong_figures(add_up(quarters[1:3], scope="area", period="April to September"), cells) == []
    assert wrong_figures(public.report, cells) == []


@a_few
@given(yearly(), KEYS)
def test_figures_of_a_scope_that_reports_by_month_are_whole(cells, key):
    short = [
        fold([cell for cell in cells if cell.month == month], key=key, scope="a", period="m", months=[month])
        for month in YEAR
    ]
    months = [one.report for one in short]

    for start in range(0, 12, 3):
        assert wrong_figures(add_up(months[start : start + 3], scope="a", period="q"), cells) == []
    assert wrong_figures(add_up(months, scope="a", period="y"), cells) == []


@some
@given(counts(), INSIDERS, REGIONS, KEYS, st.sets(st.sampled_from(sorted(LABELS)), min_size=1))
def test_figures_of_some_counties_are_whole(cells, insiders, regions, key, wanted):
    whole = area(cells, insiders, regions=regions, key=key).report

    part = for_counties(whole, {county: LABELS[county] for county in wanted}, scope="department")

    assert wrong_figures(part, cells, wanted) == []
    assert [row.county for row in part.counties] == sorted(wanted, key=lambda county: LABELS[county])
    assert set(part.rows) <= set(whole.rows)


@a_few
@given(yearly(), KEYS)
def test_a_sum_shows_what_every_part_shows(cells, key):
    _year, short = year_beside_quarters(cells, key=key)
    quarters = [one.report for one in short]

    added = add_up(quarters, scope="area", period="2026")

    for county in {cell.county.key for cell in cells}:
        parts = [quarter.of_county(county) for quarter in quarters]
        plain = handed(cells, counties=[county])
        if None not in parts and any(plain):
            assert told(added.of_county(county)) == plain
    if all(quarter.total is not None for quarter in quarters):
        assert told(added.total) == handed(cells)


@some
@given(counts(), INSIDERS, REGIONS, KEYS, st.integers())
def test_the_order_of_counts_changes_nothing(cells, insiders, regions, key, seed):
    shuffled, others = list(cells), list(insiders)
    Random(seed).shuffle(shuffled)
    Random(seed).shuffle(others)

    assert area(shuffled, others, regions=regions, key=key) == area(cells, insiders, regions=regions, key=key)


@a_few
@given(yearly(), INSIDERS, REGIONS, KEYS, st.integers())
def test_the_order_of_counts_changes_nothing_in_a_year(cells, insiders, regions, key, seed):
    shuffled = list(cells)
    Random(seed).shuffle(shuffled)

    again = year_beside_quarters(shuffled, insiders, regions=regions, key=key)

    assert again == year_beside_quarters(cells, insiders, regions=regions, key=key)


@some
@given(counts(), INSIDERS, KEYS, st.integers(1, 50))
def test_kits_never_decide_who_is_named(cells, insiders, key, more):
    heavier = [cell._replace(kits=cell.kits * more + 1 if cell.handouts else 0) for cell in cells]
    once, again = area(cells, insiders, key=key), area(heavier, insiders, key=key)

    assert once.members == again.members
    assert [(row.label, row.handouts) for row in once.report.rows] == [
        (row.label, row.handouts) for row in again.report.rows
    ]
    assert [(row.area, row.handouts) for row in once.report.times] == [
        (row.area, row.handouts) for row in again.report.times
    ]


@some
@given(counts(), INSIDERS, REGIONS, KEYS)
def test_labels_are_unique_and_no_zip_is_named_outside_the_state(cells, insiders, regions, key):
    report = area(cells, insiders, regions=regions, key=key).report

    labels = [row.label for row in report.rows]
    times = [(row.area, row.starts_on) for row in report.times]
    assert len(set(labels)) == len(labels)
    assert len(set(times)) == len(times)
    assert not any(row.county == NOWHERE.key for row in report.rows if row.kind == Kind.ZIP)


@some
@given(counts(), INSIDERS, KEYS)
def test_an_area_is_shown_whole_or_not_at_all(cells, insiders, key):
    report = area(cells, insiders, key=key).report

    assert report.total in (None, Figures(*handed(cells)))
    assert bool(report.rows) == bool(report.total)
    assert report.places_hidden == (report.total is None)


def test_nothing_was_counted_is_no_secret():
    report = area([]).report

    assert (report.total, report.rows, report.places_hidden, report.times_hidden) == (Figures(), (), False, False)
    assert report.of_county("onondaga") == Figures()
