"""What stands first about a period: its figures with their change on the year before, and the line of all periods.

A figure that is not shown says so; it has no change, and no period has one beside it. A change says its sign, its
share and what it is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.charts import LineChart, line_chart
from agencies.tables import ListColumn, ListTable
from agencies.wording import write_change, write_number
from lbn.reporting.calendar.kinds import heading_of
from lbn.reporting.calendar.spans import Span
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import AreaReport, PublishedReport
from lbn.reporting.fold import Figures
from lbn.reporting.models import ContentChanged, Issue
from lbn.reporting.published.series import PeriodTotal, Series, change_between, series_of
from lbn.reporting.published.tables import HIDDEN, label_in_words
from lbn.reporting.published.tables.notes import reports_counted

FEWEST = 2


class Headline(NamedTuple):
    """One big figure as `parts/figure.html` draws it."""

    label: str
    number: int | str
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Trend:
    """The line of all periods of one kind, and its table; no chart where fewer than two periods are shown."""

    heading: str
    finding: str
    chart: LineChart | None
    table: ListTable


def headlines_of(series: Series, span: Span, document: PublishedReport | None = None) -> list[Headline]:
    """Return the figures of a period with their change on the year before; of its document also how many reports
    came."""
    total, before = series.of(span), series.a_year_before(span)
    if not may_compare(series, document):
        before = None
    figures = total.figures if total else None
    made = [_headline(name, figures, total, before) for name in ("handouts", "kits", "doses")]
    expected, came, _on_time = reports_counted(document) if document else (None, None, 0)
    if expected and came is not None:
        unit = _("of %(expected)s expected") % {"expected": write_number(expected)}
        made.append(Headline(_("Reports that came"), came, unit))
    return made


def may_compare(series: Series, document: PublishedReport | None) -> bool:
    """Tell whether a report may be compared with that of the year before. A health department's counties may have
    changed since: its document says whether the two are of the same."""
    if isinstance(document, AreaReport):
        return document.comparison.last_year is not None
    return not series.is_of_counties


def read_or_none(issue: Issue) -> PublishedReport | None:
    """Return a report, or None where what is stored is not what was published."""
    try:
        return issue.read()
    except ContentChanged:
        return None


def _headline(name: str, figures: Figures | None, total: PeriodTotal | None, before: PeriodTotal | None) -> Headline:
    label = dict(_figure_words())[name]
    if figures is None:
        return Headline(label, str(total.why) if total else label_in_words(HIDDEN))
    if before is None:
        return Headline(label, getattr(figures, name))
    return Headline(label, getattr(figures, name), note=say_change(name, figures, before))


def say_change(name: str, figures: Figures, before: PeriodTotal) -> str:
    """Say by how much one of the figures differs from that of an earlier period, or why nobody can say."""
    if before.figures is None:
        return _("%(period)s: %(why)s") % {"period": before.words, "why": before.why}
    change = write_difference(getattr(figures, name), getattr(before.figures, name))
    return _("%(change)s compared with %(period)s") % {"change": change, "period": before.words}


def write_difference(now: int, before: int) -> str:
    """Write by how much a figure differs from an earlier one: "+12 (+8%)", or "+12" where that was nothing."""
    change = change_between(now, before)
    if change.percent is None:
        return write_change(change.difference)
    return f"{write_change(change.difference)} ({write_change(change.percent)}%)"


def trend_of(series: Series, link: Callable[[Issue], str]) -> Trend:
    """Return the line of all periods with its table, newest first; `link` gives the address of a report."""
    shown = [one for one in series.totals if one.kits is not None]
    whole = Span(series.totals[0].span.first, series.totals[-1].span.last)
    columns = [
        ListColumn("period", _("Period"), value="words", link=lambda one: link(one.issue) if one.issue else ""),
        *(ListColumn(name, label, kind="number", value=_read(name)) for name, label in _figure_words()[:2]),
    ]
    if not series.is_of_counties:
        change = _("Change in kits over a year")
        columns.append(ListColumn("change", change, value=lambda one: _change_in(series, one)))
    return Trend(
        heading=_("Kits left, period by period: %(span)s") % {"span": period_in_words(*whole)},
        finding=_finding(shown, is_all=len(shown) == len(series.totals)),
        chart=line_chart([(one.label, one.kits) for one in series.totals]) if len(shown) >= FEWEST else None,
        table=ListTable(
            name="trend", caption=heading_of(series.kind), columns=columns, rows=list(reversed(series.totals))
        ),
    )


def _figure_words() -> list[tuple[str, str]]:
    return [("handouts", _("Visits")), ("kits", _("Kits left")), ("doses", _("Doses"))]


def _read(name: str) -> Callable[[PeriodTotal], int | str]:
    return lambda one: str(one.why) if one.figures is None else getattr(one.figures, name)


def _change_in(series: Series, one: PeriodTotal) -> str:
    before = series.a_year_before(one.span)
    if before is None or before.kits is None or one.kits is None:
        return ""
    return write_difference(one.kits, before.kits)


def _finding(shown: list[PeriodTotal], *, is_all: bool) -> str:
    """In which period most was left; of those that are shown, where one is not."""
    if not shown or not any(one.kits for one in shown):
        return ""
    most = max(shown, key=lambda one: one.kits or 0)
    facts = {"period": most.words, "kits": write_number(most.kits or 0)}
    if is_all:
        return _("Most kits were left in %(period)s: %(kits)s.") % facts
    return _("Of the periods that are shown, most kits were left in %(period)s: %(kits)s.") % facts


@dataclass(frozen=True)
class Newest:
    """The newest report of a reader: its period, its page, its figures, and the line of its kind of period. Its
    `document` is read for health departments alone."""

    issue: Issue
    period: str
    url: str
    headlines: list[Headline]
    trend: Trend
    document: PublishedReport | None


def newest_of(issues: Iterable[Issue], link: Callable[[Issue], str]) -> Newest | None:
    """Return what the home of a reader begins with: the newest report of the kind of period that goes on, of several
    kinds the shortest. None before anything was published that is not withdrawn."""
    every = [(series, series.newest) for series in series_of(issues)]
    shown = [(series, one) for series, one in every if one.issue and not one.issue.is_withdrawn]
    if not shown:
        return None
    series, newest = min(shown, key=lambda one: (-one[0].totals[-1].span.last.toordinal(), one[0].kind.months))
    assert newest.issue
    document = read_or_none(newest.issue) if series.is_of_counties else None
    headlines = headlines_of(series, newest.span, document)
    return Newest(newest.issue, newest.words, link(newest.issue), headlines, trend_of(series, link), document)
