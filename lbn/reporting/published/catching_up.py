"""When sealing does not go on by itself: the day of a run may be wrong, and what is sealed stays sealed.

A server's clock that ran a year ahead sealed 36 periods that had not happened. A run goes on by itself only where it
is what a nightly run would be: within 40 days of the last one, and with one period to seal in each scope. Everything
else is held until somebody says that the day is right (`--catch-up`). Kits that are logged meanwhile go into the open
period.

    held, all of a program    the last run was more than 40 days before this one
    held, one scope           more than one of its periods is due at once

The last run of each program is kept (`SealRun`). Before the first one nothing is known of it, and only the second
rule holds. A run for an earlier day, named with `--on` or by a clock that fell back, never takes the last run back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from agencies.models import Program, ReportingScope
from agencies.periods import period_end
from agencies.wording import say
from distributions.models import DailyCount
from lbn.reporting.calendar.deadlines import sealed_on
from lbn.reporting.calendar.sealings import Sealing
from lbn.reporting.models import SealRun

LONGEST_GAP = timedelta(days=40)


def last_run_before_jump(program: Program, day: date) -> date | None:
    """Return the day of the last run for `program` if one for `day` is a jump past it; None otherwise. One query."""
    last = SealRun.objects.filter(program=program).first()
    return last.on if last and day - last.on > LONGEST_GAP else None


def scopes_with_several_due(due: Iterable[tuple[ReportingScope, date]]) -> dict[ReportingScope, int]:
    """Return the scopes of which more than one period is due, with how many; `due` are scopes and first days.

    Periods in which nothing was posted do not count if the last run was on their seal day or later: the scope was not
    there yet. The first agency of a monthly scope can come when two months of its quarter are sealed for all others.
    """
    every = list(due)
    several = {scope for scope, number in Counter(scope for scope, _first in every).items() if number > 1}
    counted = Counter(scope for scope, first in every if scope in several and not _came_too_late(scope, first))
    return {scope: number for scope, number in counted.items() if number > 1}


def _came_too_late(scope: ReportingScope, starts_on: date) -> bool:
    last = SealRun.objects.filter(program=scope.supplier.program).first()
    if last is None or last.on < sealed_on(scope, starts_on):
        return False
    months = (starts_on, period_end(starts_on, scope.cadence).replace(day=1))
    return not DailyCount.objects.in_scope(scope).posted_between(*months).exists()


def note_seal_run(*, program: Program, day: date) -> None:
    """Remember that `program` was sealed for `day`, if that is later than its last run."""
    last = SealRun.objects.filter(program=program).first()
    if last is None or last.on < day:
        SealRun.objects.update_or_create(program=program, defaults={"on": day})


def explain_jump(program: Program, *, last: date, day: date) -> str:
    """Say at the command why nothing of a program is sealed."""
    days = (day - last).days
    return (
        f"{program}: nothing was sealed. The last run was for {last}, this one is for {day}, {days} days later. "
        "If the clock is wrong, set it right; if this day is right, run seal_reports --catch-up."
    )


def explain_several_due(scope: ReportingScope, number: int) -> str:
    """Say at the command why nothing of a scope is sealed."""
    return (
        f"{scope}: nothing was sealed. {number} of its periods are due at once. "
        "If the clock is wrong, set it right; if this day is right, run seal_reports --catch-up."
    )


def say_why_sealing_waits(program: Program, sealings: Iterable[Sealing], today: date) -> str:
    """Return what the program office reads where the next nightly run would be held; "" where it would not.

    `sealings` are those of the program on `today`. One query.
    """
    last = last_run_before_jump(program, today)
    if last:
        words = _(
            "The nightly run last closed periods on %(last)s, more than 40 days ago. It does not go on by itself, in "
            "case the server's clock is wrong. Kits that are logged meanwhile count. Ask whoever runs the server to "
            "look at the clock; if it is right, they run “seal_reports --catch-up” once."
        )
        return say(words, last=last)
    held = [one.scope.supplier.name for one in sealings if one.periods_due > 1]
    if not held:
        return ""
    words = _(
        "More than one period is due at once for: %(suppliers)s. The nightly run does not close them by itself, in "
        "case the server's clock is wrong. Kits that are logged meanwhile count. Ask whoever runs the server to look "
        "at the clock; if it is right, they run “seal_reports --catch-up” once."
    )
    return words % {"suppliers": ", ".join(dict.fromkeys(held))}
