"""Sums of issued reports: a quarter of months, a year, a state, some counties of a state.

Nothing here reads counts; stored rows are added or joined, never split. That is the whole safety
argument: whoever knew every base row could not narrow a hidden figure below k, and a sum of base
rows tells less than the rows.

**Over time** (`add_up`): rows with the same label are added. A year is the sum of its published
quarters, a quarter of a monthly scope the sum of its three issued months; nothing is joined again,
because what was joined in the sum stood alone in a part and could be subtracted. A part whose
total is hidden is left out of the sum and counted in `left_out`; to put it in would give it away
by subtraction, and even several together can (two hidden tens make a twenty).

**Over scopes** (`roll_up`): base rows with the same label are added. A scope with 1 to k-1
hand-overs has no rows; such scopes form the row "Not placed". If that has 1 to k-1, state rows join
it until it reaches k: joint county rows, then named ZIPs, and the rest of the state last, each
group in the drawn order. If all rows together stay below k the total reads "fewer than k".
A scope whose places come with the year has no base rows in a quarter and is only counted, in
`waiting`: its exact quarters beside its yearly rows would give a small quarter away.

**Finer times of a sum**: area rows with the same label are added. A report that lies within one
sub-period gives its counties' totals to it, and its rows of no county to the joint area. One
exception keeps to the one hierarchy: when a base row joined "Not placed", the area that held it is
left out of the time view. Its total less its other rows would be that base row, and the joined
row less the base row would be the small scope. "Not placed" itself has no finer times in a
roll-up of scopes, for its parts have none.

**Named part**: a named ZIP, a county or an area is marked when another report of the sum may hold
more of it in a joint row. This is judged by rows that anyone can see: the other report does not
name the ZIP, and has a joint row of its county, or a rest or unplaced row that may contain it. The
mark can therefore say "maybe" where there is nothing, and never tells that there is something.

**Some counties** (`for_counties`): the state's rows of these counties, and no others. A county
department never gets a roll-up of its own making, which would be a second cut.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from .draw import Draw, key_id
from .merging import Sight, county_sums, finish, merge, not_placed, place_remainder
from .merging_times import StepCalendar, merge_times
from .rows import STEPS, THRESHOLD, Folded, Level, sum_figures

LEVEL_OF_SUM = {
    Level.BASE: Level.SUM,
    Level.SUM: Level.SUM,
    Level.ROLLUP: Level.ROLLUP,
    Level.PUBLIC: Level.PUBLIC,
}


def add_up(reports: Sequence[Folded], *, scope: str, period: str) -> Folded:
    """The sum over time of one scope's reports, or of one department's roll-ups.

    Of one scope: the supplier's report, its total exact, its months without rows as "Not placed".
    Of roll-ups (or public reports): the quarters and, where there are yearly scopes, the roll-up of
    these for the year. Raises ValueError when the reports do not belong together.
    """
    check_sum(reports)
    months = months_in(reports)
    shown = [report for report in reports if report.total is not None]
    small = sum_figures(report.total for report in shown if report.too_small and report.total)
    piles = merge(shown) + ([not_placed(small)] if small else [])
    sights = [Sight.of(report) for report in reports]
    rows = finish(piles, sights)
    step = STEPS.get(len(months), "") if rows else ""
    total = sum_figures(report.total for report in shown if report.total) if shown else None
    hidden = sum(report.left_out + (report.total is None) for report in reports)
    has_whole = any(report.months == months for report in reports)
    waiting = 0 if has_whole else max(report.waiting for report in reports)
    return Folded(
        level=LEVEL_OF_SUM[reports[0].level],
        scope=scope,
        period=period,
        months=months,
        threshold=max(report.threshold for report in reports),
        key_id=reports[0].key_id,
        total=total,
        rows=rows,
        counties=county_sums(rows, sights),
        times=merge_times(reports, sights, StepCalendar.of(months, step)),
        step=step,
        too_small=not shown,
        totals_only=reports[0].totals_only,
        left_out=hidden,
        waiting=waiting,
        part=any(report.part for report in reports),
    )


def roll_up(
    reports: Sequence[Folded],
    *,
    key: bytes,
    scope: str,
    period: str,
    threshold: int = THRESHOLD,
) -> Folded:
    """The sum over scopes of their base reports for one period, for readers who are no supplier.

    `reports` are base reports: quarters of quarterly scopes together with the three months of
    monthly ones, or the years of yearly scopes. Reports with totals only are counted as waiting.
    `scope` is the roll-up's own stable label (the state), which takes part in the draw.
    Raises ValueError on anything but base reports, on one scope and month twice, on no report.
    """
    check_roll_up(reports, threshold)
    draw = Draw(key, scope, period)
    months = months_in(reports)
    placed = [report for report in reports if not report.totals_only]
    threshold = max([threshold, *(report.threshold for report in placed)])
    total = sum_figures(report.total for report in placed if report.total)
    frame = Folded(
        level=Level.ROLLUP,
        scope=scope,
        period=period,
        months=months,
        threshold=threshold,
        key_id=key_id(key),
        total=total if total.is_safe(threshold) else None,
        too_small=not total.is_safe(threshold),
        waiting=len({report.scope for report in reports if report.totals_only}),
    )
    return fill_in_reports(frame, placed, draw) if frame.total else frame


def fill_in_reports(frame: Folded, reports: Sequence[Folded], draw: Draw) -> Folded:
    """The roll-up with its rows, counties and finer times."""
    small = sum_figures(report.total for report in reports if report.too_small and report.total)
    piles, joined = place_remainder(merge(reports), small, threshold=frame.threshold, draw=draw)
    sights = [Sight.of(report) for report in reports]
    rows = finish(piles, sights)
    step = STEPS.get(len(frame.months), "")
    return replace(
        frame,
        rows=rows,
        counties=county_sums(rows, sights),
        times=merge_times(reports, sights, StepCalendar.of(frame.months, step), joined),
        step=step,
    )


def for_counties(report: Folded, counties: Collection[str], *, scope: str) -> Folded:
    """The rows of a roll-up that are wholly of the given counties (keys), under another name.

    For a county's or city's department. A year is filtered after it was added up. Its total is the
    sum of the rows shown; it is marked as a part if more of these counties may be in rows of none.
    Raises ValueError on a report that is no roll-up.
    """
    if report.level not in (Level.ROLLUP, Level.PUBLIC):
        raise ValueError("Only a roll-up can be shown for some counties.")
    rows = tuple(row for row in report.rows if row.county in counties)
    sums = tuple(row for row in report.counties if row.county in counties)
    times = tuple(row for row in report.times if row.county in counties)
    sight = Sight.of(report)
    total = None if report.total is None else sum_figures(row.figures for row in rows)
    return replace(
        report,
        scope=scope,
        total=total,
        rows=rows,
        counties=sums,
        times=times,
        part=any(sight.may_hold_more_of_county(county) for county in counties),
    )


def months_in(reports: Sequence[Folded]) -> tuple[date, ...]:
    return tuple(sorted({month for report in reports for month in report.months}))


def check_sum(reports: Sequence[Folded]) -> None:
    """Raise ValueError unless the reports are different periods of the same thing."""
    if not reports:
        raise ValueError("There is no report to add up.")
    kinds = {(report.level, report.scope, report.totals_only) for report in reports}
    if len(kinds) > 1:
        raise ValueError("Only reports of one kind and one scope can be added up over time.")
    check_apart([report.months for report in reports], reports[0].level)


def check_apart(periods: Sequence[tuple[date, ...]], level: Level) -> None:
    """Raise ValueError on a period twice; only in a roll-up may a year stand beside its quarters."""
    months = [month for period in periods for month in period]
    yearly_beside = level in (Level.ROLLUP, Level.PUBLIC)
    twice = len(set(periods)) < len(periods) if yearly_beside else len(set(months)) < len(months)
    if twice:
        raise ValueError("The same period is in this sum twice.")


def check_roll_up(reports: Sequence[Folded], threshold: int) -> None:
    """Raise ValueError unless these are base reports, each scope's months once."""
    if threshold < THRESHOLD:
        raise ValueError(f"The threshold is {threshold}. It must be {THRESHOLD} or more.")
    if not reports:
        raise ValueError("There is no report to add up.")
    if any(report.level != Level.BASE for report in reports):
        raise ValueError("A roll-up is made of base reports only.")
    seen = [(report.scope, month) for report in reports for month in report.months]
    if len(set(seen)) < len(seen):
        raise ValueError("The same scope and month is in this roll-up twice.")
