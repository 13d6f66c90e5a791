"""Sums over months, quarters and years."""

from lbn.reporting.fold import Cell, County, Level, add_up, fold

from .fold_cases import JEFFERSON, KEY, ONONDAGA, Q1, YEAR, by_month, figures, moved, place, quarter, state, times


def test_quarter_of_a_monthly_scope_is_the_sum_of_its_issued_months():
    cells = [*place(ONONDAGA, "13202", 4, 15, 15), *place(ONONDAGA, "13205", 20, 20, 20)]

    report = add_up(by_month(cells), scope="nyc", period="2026-Q1")

    assert figures(report) == {"13202": 30, "13205": 40, "Other ZIP codes in Onondaga County": 24}
    assert times(report) == {"Onondaga County": [24, 35, 35]}
    assert [row.part for row in report.rows] == [True, True, False]
    assert report.level == Level.SUM


def test_small_month_is_exact_to_the_supplier():
    report = add_up(by_month(place(ONONDAGA, "13202", 4, 15, 15)), scope="nyc", period="2026-Q1")

    assert figures(report) == {"13202": 30, "Not placed": 4}
    assert report.total.handouts == 34


def test_monthly_and_quarterly_scopes_meet_in_one_state():
    monthly = by_month(place(County("kings", "Kings County"), "11201", 20, 20, 20))
    upstate = quarter(place(ONONDAGA, "13202", 14, 12, 15))

    report = state(*monthly, upstate)

    assert figures(report) == {"11201": 60, "13202": 41}
    assert times(report) == {"Kings County": [20, 20, 20], "Onondaga County": [14, 12, 15]}


def test_year_is_the_sum_of_its_quarters():
    cells = place(ONONDAGA, "13202", 14, 12, 15) + place(JEFFERSON, "", 4, 4, 4)
    quarters_of_year = [
        state(quarter(moved(cells, 3 * number), months=YEAR[3 * number : 3 * number + 3]), period=f"Q{number + 1}")
        for number in range(4)
    ]

    report = add_up(quarters_of_year, scope="New York", period="2026")

    assert figures(report) == {"Other ZIP codes in Jefferson County": 48, "13202": 164}
    assert times(report) == {"Jefferson County": [12] * 4, "Onondaga County": [41] * 4}
    assert report.step == "quarter"


def test_hidden_quarter_is_left_out_of_the_year():
    large = state(quarter(place(ONONDAGA, "13202", 14, 12, 15)))
    small = state(quarter(moved(place(ONONDAGA, "13202", 5, 0, 0), 3), months=YEAR[3:6]), period="2026-Q2")

    report = add_up([large, small], scope="New York", period="half")

    assert report.total.handouts == 41
    assert report.left_out == 1
    assert report.rows[0].part


def test_yearly_scope_waits_for_the_year():
    cells = place(JEFFERSON, "13601", *[11] * 12, months=YEAR)
    early = quarter([cell for cell in cells if cell.month in Q1], scope="ems")
    late = fold(cells, key=KEY, scope="ems", period="2026", months=YEAR)
    first = state(quarter(place(ONONDAGA, "13202", 14, 12, 15)), early)

    year = add_up([first, state(late, period="2026")], scope="New York", period="2026")

    assert (first.total.handouts, first.waiting) == (41, 1)
    assert figures(year) == {"13601": 132, "13202": 41}
    assert times(year) == {"Jefferson County": [33] * 4, "Onondaga County": [41, 0, 0, 0]}
    assert year.waiting == 0


def test_zip_in_two_counties_over_the_months_keeps_labels_apart():
    oswego = County("oswego", "Oswego County")
    cells = [Cell(ONONDAGA, "13202", Q1[0], 20, 20, 40), Cell(oswego, "13202", Q1[1], 20, 20, 40)]

    report = add_up(by_month(cells), scope="nyc", period="2026-Q1")

    assert figures(report) == {"13202 (Onondaga County)": 20, "13202 (Oswego County)": 20}
    assert {row.zip_code for row in report.rows} == {"13202"}
