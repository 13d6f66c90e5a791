"""What stands first about a period: its figures with their change on the year before, and the line of all periods."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.charts import line_chart
from lbn.reporting.calendar.kinds import (
    PeriodKind,
    PeriodName,
    kind_of,
    period_for_charts,
    shift,
    spans_from,
)
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import Figures
from lbn.reporting.models import ContentChanged, Issue
from lbn.reporting.published.actions import withdraw
from lbn.reporting.published.headlines import headlines_of, newest_of, trend_of, write_difference
from lbn.reporting.published.series import series_of, series_with
from tests.reporting.reading import at_department, trend_in

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


def quarter(year, number):
    first = date(year, 3 * number - 2, 1)
    return Span(first, date(year, 3 * number, 31 if number in (1, 4) else 30))


def issue(span, kits=None, *, status="issued", scope_id="a scope"):
    """A published report that is in no database."""
    figures = {} if kits is None else {"handouts": kits - 1, "kits": kits, "doses": 2 * kits}
    made = Issue(starts_on=span[0], ends_on=span[1], status=status, **figures)
    made.scope_id = scope_id
    return made


def link(one):
    return f"/{one.starts_on}/"


def test_periods_are_of_a_kind():
    assert kind_of(quarter(2026, 3)) == PeriodKind(3)
    assert kind_of(Span(date(2026, 11, 1), date(2026, 11, 30))).name == PeriodName.MONTH
    assert kind_of(Span(date(2026, 1, 1), date(2026, 12, 31))).name == PeriodName.YEAR
    assert kind_of(Span(date(2025, 7, 1), date(2026, 6, 30))).name == PeriodName.FISCAL_YEAR
    assert kind_of(Span(date(2025, 10, 1), date(2026, 3, 31))).name == PeriodName.OTHER


def test_periods_follow_each_other_and_have_one_a_year_before():
    assert list(spans_from(quarter(2025, 4), quarter(2026, 2))) == [
        quarter(2025, 4),
        quarter(2026, 1),
        quarter(2026, 2),
    ]
    assert shift(Span(date(2024, 2, 1), date(2024, 2, 29)), -12) == Span(date(2023, 2, 1), date(2023, 2, 28))


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(date(2026, 11, 1), date(2026, 11, 30)), "Nov 2026"),
        (quarter(2026, 4), f"Oct{DASH}Dec 2026"),
        (Span(date(2026, 1, 1), date(2026, 12, 31)), "2026"),
        (Span(date(2025, 7, 1), date(2026, 6, 30)), f"2025{DASH}26"),
    ],
)
def test_a_period_is_short_under_a_line(span, words):
    assert period_for_charts(span) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (303, 242, "+61 (+25%)"),
        (12, 24, f"{MINUS}12 ({MINUS}50%)"),
        (24, 24, "0 (0%)"),
        (24, 0, "+24"),
        (0, 0, "0"),
        (2400, 1200, "+1,200 (+100%)"),
    ],
)
def test_a_difference_has_its_sign_and_its_share(now, before, words):
    assert write_difference(now, before) == words


def test_figures_stand_with_their_change_on_the_year_before():
    series = series_of([issue(quarter(2025, 3), 242), issue(quarter(2026, 3), 303)])[0]

    told = headlines_of(series, quarter(2026, 3))

    assert [(one.label, one.number, one.note) for one in told] == [
        ("Visits", 302, "+61 (+25%) compared with July to September 2025"),
        ("Kits left", 303, "+61 (+25%) compared with July to September 2025"),
        ("Doses", 606, "+122 (+25%) compared with July to September 2025"),
    ]


@pytest.mark.parametrize(
    ("before", "note"),
    [
        ([], ""),
        ([issue(quarter(2025, 3))], "July to September 2025: not shown"),
        ([issue(quarter(2025, 3), 242, status="withdrawn")], "July to September 2025: withdrawn"),
        ([issue(quarter(2025, 2), 242)], "July to September 2025: no report"),
    ],
)
def test_nothing_is_compared_with_what_is_not_shown(before, note):
    series = series_of([*before, issue(quarter(2026, 3), 303)])[0]

    assert headlines_of(series, quarter(2026, 3))[1] == ("Kits left", 303, "", note)


def test_a_figure_that_is_not_shown_says_so_and_has_no_change():
    series = series_of([issue(quarter(2025, 3), 242), issue(quarter(2026, 3))])[0]

    assert [(one.number, one.note) for one in headlines_of(series, quarter(2026, 3))] == [("not shown", "")] * 3


def test_the_line_has_a_gap_where_a_period_is_not_shown_and_its_table_says_why():
    issues = [
        issue(quarter(2025, 1), 40),
        issue(quarter(2025, 2), 60),
        issue(quarter(2025, 3)),
        issue(quarter(2026, 1), 20, status="withdrawn"),
        issue(quarter(2026, 2), 90),
    ]

    trend = trend_of(series_of(issues)[0], link)

    assert trend.heading == "Kits left, period by period: January 2025 to June 2026"
    assert trend.chart == line_chart(
        [
            (f"Jan{DASH}Mar 2025", 40),
            (f"Apr{DASH}Jun 2025", 60),
            (f"Jul{DASH}Sep 2025", None),
            (f"Oct{DASH}Dec 2025", None),
            (f"Jan{DASH}Mar 2026", None),
            (f"Apr{DASH}Jun 2026", 90),
        ]
    )
    columns = {column.name: column for column in trend.table.columns}
    assert [tuple(column.read(row) for column in columns.values()) for row in trend.table.rows] == [
        ("April to June 2026", 89, 90, "+30 (+50%)"),
        ("January to March 2026", "withdrawn", "withdrawn", ""),
        ("October to December 2025", "no report", "no report", ""),
        ("July to September 2025", "not shown", "not shown", ""),
        ("April to June 2025", 59, 60, ""),
        ("January to March 2025", 39, 40, ""),
    ]
    assert [columns["period"].link(row) for row in trend.table.rows][:3] == ["/2026-04-01/", "/2026-01-01/", ""]
    assert trend.finding == "Of the periods that are shown, most kits were left in April to June 2026: 90."


def test_a_zero_is_a_figure():
    series = series_of([issue(quarter(2025, 1), 40), issue(quarter(2026, 1), 0)])[0]
    series.totals[-1].issue.handouts = 0

    assert headlines_of(series, quarter(2026, 1))[1].number == 0
    assert (
        headlines_of(series, quarter(2026, 1))[1].note
        == f"{MINUS}40 ({MINUS}100%) compared with January to March 2025"
    )


def test_one_period_makes_no_line():
    assert trend_of(series_of([issue(quarter(2026, 1), 40)])[0], link).chart is None


def test_reports_of_other_readers_and_kinds_stand_apart():
    year = issue(Span(date(2025, 1, 1), date(2025, 12, 31)), 700)
    other = issue(quarter(2025, 1), 9, scope_id="another scope")
    mine = issue(quarter(2025, 1), 40)

    assert [len(one.totals) for one in series_of([year, other, mine])] == [1, 1, 1]
    assert series_with([year, other, mine], mine).totals[0].issue is mine


def test_home_begins_with_the_newest_report_of_the_shortest_periods():
    year = issue(Span(date(2025, 1, 1), date(2025, 12, 31)), 700)
    issues = [issue(quarter(2025, 3), 40), issue(quarter(2025, 4), 50, status="withdrawn"), year]

    newest = newest_of(issues, link)

    assert (newest.period, newest.url) == ("July to September 2025", "/2025-07-01/")
    assert newest_of([], link) is None
    assert newest_of(issues[1:2], link) is None


def test_home_goes_on_with_the_periods_that_go_on():
    month = issue(Span(date(2025, 3, 1), date(2025, 3, 31)), 9)

    assert newest_of([month, issue(quarter(2026, 4), 90)], link).period == "October to December 2026"


def test_nothing_is_compared_over_a_change_of_counties():
    issues = [issue(quarter(2025, 3), 40), issue(quarter(2026, 3), 90)]
    for one in issues:
        one.scope_id, one.department_id = None, "a department"
    series = series_of(issues)[0]

    assert [one.note for one in headlines_of(series, quarter(2026, 3))] == ["", "", ""]
    assert [column.name for column in trend_of(series, link).table.columns] == ["period", "handouts", "kits"]


def test_other_periods_are_listed_as_they_are():
    spans = [Span(date(year, 4, 1), date(year, 12, 31)) for year in (2026, 2028)]

    assert [one.span for one in series_of([issue(span, 40) for span in spans])[0].totals] == spans


def test_the_total_beside_a_report_is_that_of_its_text(state_issue):
    assert state_issue.total == state_issue.read().report.total
    assert state_issue.total == Figures(state_issue.handouts, state_issue.kits, state_issue.doses)

    Issue.objects.filter(pk=state_issue.pk).update(kits=state_issue.kits + 1)
    state_issue.refresh_from_db()

    with pytest.raises(ContentChanged, match=r"has another total beside it\. Restore it from a backup"):
        state_issue.read()


def test_a_total_is_shown_whole_or_not_at_all(state_issue):
    with pytest.raises(IntegrityError, match="issue_total_is_shown_or_not"), transaction.atomic():
        Issue.objects.filter(pk=state_issue.pk).update(kits=None)


def test_pages_say_withdrawn_where_a_figure_was(state_issue, department, dana, olga, browser):
    withdraw(issue=state_issue, because="Two counties were exchanged.", by=olga)

    page = browser(dana).get(at_department("issue", department, state_issue.pk)).content.decode()
    listed = browser(dana).get(at_department("reports", department)).content.decode()

    assert trend_in(page) == {"October to December 2026": ("withdrawn", "withdrawn")}
    assert "Newest report" not in listed
    assert reverse("department:issue", args=[department.slug, state_issue.pk]) in listed
