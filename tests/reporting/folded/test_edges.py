"""Places without a ZIP code, changed counties, net corrections, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbn.reporting.fold import (
    Cell,
    County,
    Figures,
    Kind,
    Level,
    Region,
    add_up,
    coarsen,
    fold,
    must_add_up,
    release_safely,
)

from .cases import (
    INSIDERS,
    JEFFERSON,
    KEY,
    NOWHERE,
    ONONDAGA,
    OTHER,
    Q1,
    SOURCES,
    YEAR,
    area,
    figures,
    place,
    public,
    quarter,
    year_beside_quarters,
)


def test_a_month_has_places_and_no_finer_times():
    report = quarter(place(ONONDAGA, "13202", 14), months=Q1[:1]).report

    assert [(row.label, row.handouts, row.county_label) for row in report.rows] == [("13202", 14, "Onondaga County")]
    assert (report.times, report.steps, report.times_hidden) == ((), (), False)


def test_a_count_without_zip_belongs_to_the_other_row_of_its_county():
    report = quarter([*place(ONONDAGA, "", 14, 12, 15), *place(NOWHERE, "07030", 11, 11, 11)]).report

    assert [(row.label, row.kind, row.handouts) for row in report.rows] == [
        (OTHER, Kind.OTHER, 41),
        ("Unknown or out of state", Kind.OTHER, 33),
    ]


def test_kits_without_a_hand_over_are_never_shown_alone():
    report = quarter([*place(ONONDAGA, "13202", 14, 12, 15), Cell(ONONDAGA, "13210", Q1[0], 0, 3, 6)]).report

    assert [(row.label, row.handouts, row.kits) for row in report.rows] == [(OTHER, 41, 44)]


def test_a_zip_that_changed_county_goes_with_the_latest():
    elsewhere = County("oswego", "Oswego County")

    report = quarter([*place(ONONDAGA, "13202", 14, 12, 0), Cell(elsewhere, "13202", Q1[2], 1, 1, 2)]).report

    assert [(row.label, row.county, row.handouts) for row in report.rows] == [("13202", "oswego", 27)]


def test_the_public_is_told_no_months():
    report = public([*place(ONONDAGA, "13202", 30, 30, 30), *place(JEFFERSON, "13601", 30, 0, 0)]).report

    assert figures(report) == {"13202": 90, "13601": 30}
    assert (report.level, report.threshold, report.times, report.steps) == (Level.PUBLIC, 20, (), ())


def test_what_the_area_does_not_show_the_public_is_not_told():
    cells = place(ONONDAGA, "13202", 10)

    assert public(cells).report.total is None


def test_a_year_with_a_hidden_quarter_can_only_add_up():
    cells = place(ONONDAGA, "13202", 7, 30, 30, 30, months=YEAR[::3])

    _year, short = year_beside_quarters(cells)
    quarters = [one.report for one in short]

    assert must_add_up(quarters)
    assert not must_add_up(quarters[1:])
    added = add_up(quarters, scope="area", period="2026")
    assert (added.total, added.rows, added.of_county("onondaga")) == (None, (), None)


def test_a_year_folds_beside_what_a_scope_was_told_of_a_quarter_of_seven():
    cells = [*place(ONONDAGA, "13202", 4, 30, 30, 30, months=YEAR[::3]), *place(ONONDAGA, "13205", 3, months=YEAR)]

    year, short = year_beside_quarters(cells, level=Level.SCOPE)

    assert short[0].members == {"13202": {"13202"}, "13205": {"13205"}}
    assert not must_add_up([one.report for one in short])
    assert figures(year.report) == {OTHER: 97}
    assert year.report.total.handouts == 97


def test_regions_that_overlap_are_refused():
    one, other = Region("one", "One", ("a", "b")), Region("other", "Other", ("b", "c"))

    with pytest.raises(ValueError, match=r"^One and Other share a county, and neither holds the other\.$"):
        area([], regions=[one, other])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"threshold": 10}, "The threshold is 10. It must be 11 or more."),
        ({"key": b""}, "The disclosure key is empty. Set LBN_DISCLOSURE_KEY."),
        ({"months": (date(2026, 1, 2),)}, "A period is the first days of its months."),
        ({"months": ()}, "A period is the first days of its months."),
        ({"months": (Q1[0], Q1[1], date(2026, 4, 1))}, "The months of a period must follow each other."),
        (
            {"months": (date(2025, 12, 1), *Q1[:2])},
            "Places are folded within a calendar year. A longer report is a sum.",
        ),
        ({"cells": [Cell(ONONDAGA, "1320", Q1[0], 1, 1, 2)]}, "A count names a ZIP code that is not five digits."),
        ({"cells": [Cell(ONONDAGA, "13202", Q1[0], -1, 1, 2)]}, "A count is below zero."),
        ({"cells": [Cell(ONONDAGA, "", YEAR[5], 1, 1, 2)]}, "A count of 2026-06-01 is not of this period."),
        (
            {"cells": [Cell(County(key, "Bath County"), "", Q1[0], 20, 20, 40) for key in "ab"]},
            "Two counties are both called Bath County. Give each its own name.",
        ),
        (
            {"cells": [Cell(County("a", name), "", Q1[0], 20, 20, 40) for name in ("Bath", "Bad")]},
            "The county a has two names in these counts. Give it one.",
        ),
    ],
)
def test_bad_input_is_refused(change, message):
    arguments = {"cells": [], "key": KEY, "scope": "oopp", "period": "2026-Q1", "months": Q1} | change

    with pytest.raises(ValueError, match=f"^{message}$"):
        fold(arguments.pop("cells"), **arguments)


def test_only_an_area_can_be_made_public():
    cells = place(ONONDAGA, "13202", 14, 12, 15)
    scope, own = quarter(cells), area(cells)
    options = {"key": KEY, "scope": "public"}

    with pytest.raises(ValueError, match=r"^Only the folded report of an area can be made public\.$"):
        coarsen(scope.report, scope.members, cells, [], **options)
    with pytest.raises(ValueError, match=r"^The public threshold must be 11 or more\.$"):
        coarsen(own.report, own.members, cells, [], threshold=10, **options)
    more = [*cells, *place(ONONDAGA, "13205", 1, 1, 1)]
    for members, counted in (({}, cells), (own.members, more)):
        with pytest.raises(ValueError, match=r"^What the rows of the area hold is not what was counted there\.$"):
            coarsen(own.report, members, counted, [], **options)
    with pytest.raises(ValueError, match=r"^It is not known which places the row 13202 holds\.$"):
        coarsen(own.report, {"another row": own.members["13202"]}, cells, [], **options)


def test_a_zip_code_that_had_another_county_in_a_part_is_not_shown_in_the_sum():
    apart = [*place(JEFFERSON, "13202", 0, 0, 5), *place(JEFFERSON, "13601", 14, 12, 15)]
    months = tuple(date(2026, month, 1) for month in (4, 5, 6))
    later = [
        *place(ONONDAGA, "13202", 9, 8, 8, months=months),
        *place(ONONDAGA, "13205", 14, 12, 15, months=months),
    ]
    parts = [quarter(apart).report, quarter(later, months=months).report]

    added = add_up(parts, scope="oopp", period="2026-H1")

    assert [row.label for row in parts[1].rows] == ["13202", "13205"]
    assert added.rows == ()
    assert added.total.handouts == 46 + 66
    assert added.version == 2


def test_sums_of_reports_that_do_not_belong_together_are_refused():
    first = quarter(place(ONONDAGA, "13202", 14)).report
    second = quarter([], months=YEAR[3:6]).report

    for parts, message in (
        ([], "There is no report to add up."),
        ([first, first], "The same period is in this sum twice."),
        ([second, first], "The reports of a sum follow each other."),
        ([first, area([], months=YEAR[3:6]).report], "Only reports of one scope can be added up over time."),
    ):
        with pytest.raises(ValueError, match=f"^{message}$"):
            add_up(parts, scope="oopp", period="half")


NETS = st.dictionaries(st.sampled_from(SOURCES), st.builds(Figures, *[st.integers(-15, 0)] * 3))


@given(NETS, INSIDERS)
def test_net_corrections_are_told_whole_or_not_yet(net, insiders):
    corrected = {source for source, one in net.items() if one}
    left = [corrected - reader for reader in (set(), *insiders)]
    may_be_told = all(not sources or sum(net[one].handouts for one in sources) <= -11 for sources in left)

    assert release_safely(net, insiders) == (sum(net.values(), Figures()) if may_be_told else Figures())


@pytest.mark.parametrize(
    "others",
    [{"b": Figures(0, -3, -6)}, {"b": Figures(-5, -5, -10), "c": Figures(5, 4, 8)}],
    ids=["kits without a visit", "visits that cancel each other out"],
)
def test_net_corrections_that_stand_on_no_visit_are_not_told_to_who_knows_the_others(others):
    net = {"a": Figures(-20, -40, -80), **others}

    assert release_safely(net) == sum(net.values(), Figures())
    assert release_safely(net, [{"a"}]) == Figures()


def test_a_county_without_counts_has_its_zero_in_a_sum_of_parts_that_have_no_rest():
    months = tuple(date(2026, month, 1) for month in (4, 5, 6))
    named = [
        quarter(place(ONONDAGA, "13202", 14, 12, 15)).report,
        quarter(place(ONONDAGA, "13202", 14, 12, 15, months=months), months=months).report,
    ]

    added = add_up(named, scope="oopp", period="2026-H1", counties={JEFFERSON.key: JEFFERSON.label})

    assert {row.label: row.handouts for row in added.counties} == {ONONDAGA.label: 82, JEFFERSON.label: 0}
