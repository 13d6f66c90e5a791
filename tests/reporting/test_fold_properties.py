"""What holds for every fold of every quarter."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbn.reporting.documents import from_plain, to_plain
from lbn.reporting.documents.canonical import canonical_json, fingerprint
from lbn.reporting.fold import Cell, County, Figures, Folded, Kind, fold

from .fold_attack import shown_zips, with_bits
from .fold_cases import KEY, KEYS, NOWHERE, ONONDAGA, Q1, YEAR, place, quarter, quarters, times

K = 11
a_few = settings(max_examples=30, deadline=None)


def marked(cells, **options):
    """The fold of cells whose kits are bits, with the (scope, cell) of each bit."""
    scopes, truth = with_bits({"oopp": cells})
    return quarter(scopes["oopp"], **options), truth


def members(row, truth):
    return [truth[bit][1] for bit in truth if bit & row.kits]


def assert_rows_are_safe(report):
    exact = sum(row.handouts for row in report.rows)
    assert all(row.handouts >= K for row in report.rows)
    assert exact == report.total.handouts or (report.too_small and not report.rows and report.total.handouts < K)


def assert_times_are_safe(report):
    assert all(row.handouts == 0 or row.handouts >= K for row in report.times)


@a_few
@given(quarters(), KEYS)
def test_each_hand_over_is_in_exactly_one_row_and_rows_hold_enough(cells, key):
    report, truth = marked(cells, key=key)

    assert_rows_are_safe(report)
    if report.rows:
        assert sum(row.kits for row in report.rows) == sum(truth)
        zips = [{(cell.county, cell.zip_code) for cell in members(row, truth)} for row in report.rows]
        assert sum(map(len, zips)) == len(set().union(*zips))


@a_few
@given(quarters(), KEYS)
def test_joint_row_never_holds_one_zip_alone(cells, key):
    report, truth = marked(cells, key=key)

    for row in report.rows:
        zips = {"" if cell.county == NOWHERE else cell.zip_code for cell in members(row, truth)}
        assert row.kind == Kind.ZIP or len(zips) > 1 or "" in zips


@a_few
@given(quarters(), KEYS)
def test_areas_are_whole_rows_with_nothing_or_enough_in_each_month(cells, key):
    report, truth = marked(cells, key=key)

    assert_times_are_safe(report)
    areas = times(report)
    by_area = {area: sum(row.kits for row in report.times if row.area == area) for area in areas}
    rows = {area: sum(row.kits for row in report.rows if row.area == area) for area in areas}
    assert by_area == rows
    if report.times:
        assert sum(by_area.values()) == sum(truth)


@a_few
@given(quarters(), KEYS)
def test_county_in_the_rest_has_no_months_of_its_own(cells, key):
    report, truth = marked(cells, key=key)

    in_rest = {cell.county.key for row in report.rows if row.kind == Kind.REST for cell in members(row, truth)}
    assert not in_rest & {row.county for row in report.times}


@a_few
@given(quarters(), KEYS, st.integers())
def test_order_of_counts_changes_nothing(cells, key, seed):
    shuffled = list(cells)
    Random(seed).shuffle(shuffled)

    assert quarter(shuffled, key=key) == quarter(cells, key=key)


@a_few
@given(quarters(), KEYS, st.integers(1, 50))
def test_kits_never_decide_who_is_named(cells, key, more):
    heavier = [cell._replace(kits=cell.kits * more + 1 if cell.handouts else 0) for cell in cells]

    names = [(row.label, row.area, row.handouts) for row in quarter(cells, key=key).rows]

    assert names == [(row.label, row.area, row.handouts) for row in quarter(heavier, key=key).rows]


@a_few
@given(quarters(), KEYS)
def test_labels_are_unique_and_no_zip_is_named_outside_the_state(cells, key):
    report = quarter(cells, key=key)

    labels = [row.label for row in report.rows]
    assert len(set(labels)) == len(labels)
    assert not any(row.county == NOWHERE.key for row in report.rows if row.kind == Kind.ZIP)


@a_few
@given(quarters(), KEYS)
def test_counties_are_the_sums_of_their_rows(cells, key):
    report = quarter(cells, key=key)

    for county in report.counties:
        rows = [row.figures for row in report.rows if row.county == county.county]
        assert county.figures == sum(rows, Figures())


@a_few
@given(quarters(), KEYS)
def test_frozen_report_reads_back_the_same(cells, key):
    report = quarter(cells, key=key, towns={"13000": "Ville à côté"})
    plain = to_plain(report)

    assert from_plain(plain, Folded) == report
    assert canonical_json(to_plain(from_plain(plain, Folded))) == canonical_json(plain)


@settings(max_examples=15, deadline=None)
@given(quarters(months=YEAR), KEYS)
def test_year_shows_areas_by_quarter_under_the_same_rules(cells, key):
    report = fold(cells, key=key, scope="ems", period="2026", months=YEAR)

    assert_rows_are_safe(report)
    assert_times_are_safe(report)
    assert {row.starts_on.month for row in report.times} <= {1, 4, 7, 10}
    assert report.step in ("quarter", "")


def test_quarter_of_a_yearly_scope_has_its_total_only():
    report = quarter(place(ONONDAGA, "13202", 14, 12, 15))

    assert (report.rows, report.times, report.counties) == ((), (), ())
    assert report.totals_only
    assert report.total == Figures(41, 41, 82)


def test_month_has_places_and_no_finer_times():
    report = quarter(place(ONONDAGA, "13202", 14), months=Q1[:1])

    assert [(row.label, row.handouts, row.area) for row in report.rows] == [("13202", 14, "Onondaga County")]
    assert report.times == ()
    assert not report.times_hidden


def test_count_without_zip_belongs_to_the_other_row_of_its_county():
    report = quarter([*place(ONONDAGA, "", 14, 12, 15), *place(NOWHERE, "07030", 11, 11, 11)])

    assert [(row.label, row.kind, row.handouts) for row in report.rows] == [
        ("Other ZIP codes in Onondaga County", Kind.OTHER, 41),
        ("Unknown or out of state", Kind.OTHER, 33),
    ]


def test_empty_period_is_nothing_and_not_small():
    report = quarter([])

    assert (report.total, report.rows, report.too_small) == (Figures(), (), False)


def test_kits_without_a_hand_over_are_never_shown_alone():
    report = quarter([*place(ONONDAGA, "13202", 14, 12, 15), Cell(ONONDAGA, "13210", Q1[0], 0, 3, 6)])

    assert [(row.label, row.handouts, row.kits) for row in report.rows] == [
        ("Other ZIP codes in Onondaga County", 41, 44)
    ]


def test_zip_that_changed_county_goes_with_the_latest():
    elsewhere = County("oswego", "Oswego County")
    cells = [*place(ONONDAGA, "13202", 14, 12, 0), Cell(elsewhere, "13202", Q1[2], 1, 1, 2)]

    report = quarter(cells)

    assert [(row.label, row.county, row.handouts) for row in report.rows] == [("13202", "oswego", 27)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"threshold": 10}, "The threshold is 10. It must be 11 or more."),
        ({"key": b""}, "The disclosure key is empty. Set LBN_DISCLOSURE_KEY."),
        ({"place_period": "month"}, "This period is longer than a month: add up its issued reports."),
        ({"place_period": "week"}, "The place period is 'week'. It must be month, quarter or year."),
        ({"months": Q1[:2]}, "A period is the first days of 1, 3 or 12 months."),
        ({"months": (Q1[0], Q1[1], date(2026, 4, 1))}, "The months of a period must follow each other."),
        ({"cells": [Cell(ONONDAGA, "1320", Q1[0], 1, 1, 2)]}, "A count names a ZIP code that is not five digits."),
        ({"cells": [Cell(ONONDAGA, "13202", Q1[0], -1, 1, 2)]}, "A count is below zero."),
        ({"cells": [Cell(ONONDAGA, "", YEAR[5], 1, 1, 2)]}, "A count of 2026-06-01 is not of this period."),
        (
            {"cells": [Cell(County(key, "Bath County"), "", Q1[0], 20, 20, 40) for key in "ab"]},
            "Two counties are both called Bath County. Give each its own name.",
        ),
    ],
)
def test_bad_input_is_refused(change, message):
    arguments = {"cells": [], "key": KEY, "scope": "oopp", "period": "2026-Q1", "months": Q1} | change

    with pytest.raises(ValueError, match=f"^{message}$"):
        fold(arguments.pop("cells"), **arguments)


def test_threshold_on_kits_is_noticed(monkeypatch):
    monkeypatch.setattr(Figures, "reaches", lambda self, threshold: self.kits >= threshold)
    report = quarter([*place(ONONDAGA, "13205", 2, 0, 0, kits=(41, 0, 0)), *place(ONONDAGA, "13202", 14, 12, 15)])

    with pytest.raises(AssertionError):
        assert_rows_are_safe(report)
    assert "13205" in shown_zips(report)


def test_fingerprint_is_that_of_the_sorted_text():
    assert canonical_json({"b": [1, "é"], "a": None}) == '{"a":null,"b":[1,"é"]}'
    assert fingerprint(canonical_json({})) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_form_from_the_future_is_refused():
    plain = to_plain(quarter([])) | {"format": 2}

    with pytest.raises(ValueError, match="cannot read"):
        from_plain(plain, Folded)


def test_changed_figure_changes_the_fingerprint():
    report = quarter(place(ONONDAGA, "13202", 14, 12, 15))

    changed = replace(report, total=Figures(41, 41, 83))

    assert fingerprint(canonical_json(to_plain(changed))) != fingerprint(canonical_json(to_plain(report)))
