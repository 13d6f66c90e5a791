"""Adding the finer times of several reports.

A report gives to the time view of a sum what it published itself: its own area rows if they have
the sum's step, or, if it lies within one sub-period, its place rows added by county (rows of no
county form the joint area). "Not placed" has no finer times.

When base rows joined "Not placed" in this sum, each area that holds one of them is left out, all
its sub-periods together; the reason is in `rollup`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from .merging import Identity, Sight, identity
from .rows import OTHER_COUNTIES, Figures, Folded, Kind, TimeRow


@dataclass(frozen=True, slots=True)
class StepCalendar:
    """The sub-periods of a sum: each month's first day of its sub-period, and the step's name."""

    step: str
    start_of: dict[date, date]

    @classmethod
    def of(cls, months: Sequence[date], step: str) -> StepCalendar:
        width = 3 if step == "quarter" else 1
        return cls(step, {month: months[number - number % width] for number, month in enumerate(months)})

    @property
    def starts(self) -> list[date]:
        return sorted(set(self.start_of.values()))

    def starts_in(self, report: Folded) -> set[date]:
        return {self.start_of[month] for month in report.months}


@dataclass(frozen=True, slots=True)
class Share:
    """What one report gives to the time view: figures and marks by area and sub-period."""

    starts: set[date]
    sight: Sight
    labels: dict[str, str]
    figures: dict[tuple[str, date], Figures]
    parts: dict[tuple[str, date], bool]

    def may_hold_more(self, county: str, start: date) -> bool:
        """Whether the report may have hand-overs of the area in the sub-period that it does not show."""
        if start not in self.starts or not county:
            return False
        if county in self.labels:
            return self.parts.get((county, start), False)
        return county in self.sight.counties or self.sight.may_hold_more_of_county(county)


def share_of(report: Folded, sight: Sight, calendar: StepCalendar, joined: Collection[Identity]) -> Share:
    """The time rows of one report that a sum may use."""
    starts = calendar.starts_in(report)
    share = Share(starts, sight, {}, {}, {})
    if len(starts) == 1:
        add_places(share, report, min(starts), joined)
    elif report.step == calendar.step:
        held = {row.area for row in report.rows if identity(row) in joined}
        for row in report.times:
            if row.area not in held:
                share.labels[row.county] = row.area
                share.figures[row.county, row.starts_on] = row.figures
                share.parts[row.county, row.starts_on] = row.part
    return share


def add_places(share: Share, report: Folded, start: date, joined: Collection[Identity]) -> None:
    """Add the place rows of a report that lies within one sub-period, by county."""
    held = {row.county for row in report.rows if identity(row) in joined}
    for row in report.rows:
        if row.kind != Kind.UNPLACED and row.county not in held:
            share.labels[row.county] = row.county_label
            before = share.figures.get((row.county, start), Figures())
            share.figures[row.county, start] = before + row.figures
            share.parts[row.county, start] = share.sight.may_hold_more_of_county(row.county)


def merge_times(
    reports: Sequence[Folded],
    sights: Sequence[Sight],
    calendar: StepCalendar,
    joined: Collection[Identity] = (),
) -> tuple[TimeRow, ...]:
    """The time view of a sum: every area that any report shows, with all sub-periods."""
    if not calendar.step:
        return ()
    shares = [share_of(report, sight, calendar, joined) for report, sight in zip(reports, sights, strict=True)]
    labels = {county: label for share in shares for county, label in share.labels.items()}
    if "" in labels:
        labels[""] = OTHER_COUNTIES[calendar.step]
    ordered = sorted(labels, key=lambda county: (not county, labels[county], county))
    return tuple(time_row(labels[county], county, start, shares) for county in ordered for start in calendar.starts)


def time_row(label: str, county: str, start: date, shares: Sequence[Share]) -> TimeRow:
    figures = Figures()
    for share in shares:
        figures += share.figures.get((county, start), Figures())
    part = any(share.may_hold_more(county, start) for share in shares)
    return TimeRow(label, county, start, figures.handouts, figures.kits, figures.doses, part)
