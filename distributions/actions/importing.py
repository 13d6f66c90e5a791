"""Importing a tracking sheet, for the command and the browser alike: judge, decide, carry out."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from agencies.models import Agency, Jurisdiction
from agencies.sheets import OWN_LOG, read_sheet, say_readings, say_skips
from distributions.actions.sheets import Plan, apply_decreases, apply_increases, plan_import
from distributions.counts import NOTHING, Counts, Key, total_of
from distributions.lines import Refusals
from distributions.sheet_names import ImportedSheet, name_sheet
from distributions.tracking import Reader
from inventory.models import Item

INCREASES_AT_A_TIME = 2000
DECREASES_AT_A_TIME = 50
COLUMN_NAMES = {column.key: column.name for column in OWN_LOG}


@dataclass(frozen=True)
class Verdict:
    """What a file says and what importing it as `sheet` would do; `refused` is in the order of rows."""

    sheet: ImportedSheet
    plan: Plan
    refused: Refusals
    skipped: Counter
    readings: Counter
    other_tabs: tuple
    lines: int

    @property
    def said_of_reading(self) -> list[str]:
        """What was read in another way than it was written, and what was not read, in one sentence each."""
        return [*say_readings(self.readings), *say_skips(self.skipped)]


class Step(NamedTuple):
    """How far an import has come: days and places done of all, what it added, and what it lowered (a difference)."""

    done: int
    of: int
    added: Counts
    lowered: Counts


def judge_file(
    *,
    file,
    name: str,
    label: str = "",
    agency: Agency,
    item: Item | None,
    jurisdiction: Jurisdiction | None,
    today: date,
    most_keys: int | None = None,
) -> Verdict:
    """Judge every line of a file open for reading bytes and compare it with what was imported before.

    The sheet is known by the file's `name`, of which nothing is kept, or by its `label`, which is. `item` and
    `jurisdiction` say what a line leaves open. Changes nothing. Raises `SheetRefused` for a file that is refused as
    a whole, as one with more than `most_keys` days and places is.
    """
    opened = read_sheet(file, name=name, columns=OWN_LOG)
    reader = Reader(agency=agency, today=today, item=item, jurisdiction=jurisdiction)
    judged = reader.judge(opened, most_keys=most_keys)
    sheet = name_sheet(opened.name, agency=agency, label=label, lines=judged.lines - len(judged.refused))
    plan = plan_import(agency=agency, sheet=sheet, judged=judged)
    judged.refused.add_all(plan.refused)
    return Verdict(sheet, plan, judged.refused, judged.skipped, judged.readings, opened.other_tabs, judged.lines)


def the_one_kit(agency: Agency) -> Item | None:
    """The agency's active naloxone kit, or None where it has more than one."""
    kits = list(Item.objects.kits_of(agency)[:2])
    return kits[0] if len(kits) == 1 else None


def choose_additions(plan: Plan, *, skip_overlap: bool) -> dict[Key, Counts]:
    """What is to be added of `plan`, with or without what the log counted from elsewhere already."""
    return {key: part for key, part in plan.added.items() if not (skip_overlap and key in plan.overlapping)}


def would_add(plan: Plan, *, skip_overlap: bool) -> Counts:
    """By how much the log would grow in all."""
    wanted = choose_additions(plan, skip_overlap=skip_overlap)
    return total_of(part.minus(plan.before.get(key, NOTHING)) for key, part in wanted.items())


def takes_long(plan: Plan) -> bool:
    """Whether somebody would wait for this plan to be carried out."""
    return len(plan.added) > INCREASES_AT_A_TIME or len(plan.fallen) > DECREASES_AT_A_TIME


def in_steps(
    *, agency: Agency, sheet: ImportedSheet, plan: Plan, skip_overlap: bool, replace: bool, today: date, by=None
) -> Iterator[Step]:
    """Add what `plan` adds and, if `replace`, lower what fell or vanished; yield a `Step` at first and per commit.

    Whenever it is stopped, each day and place is done or not yet, and doing it again with the same plan, or with one
    made anew, ends as if it had never been stopped. Raises `CorrectionRefused` where a day was corrected by hand so
    that a change of the sheet does not fit: what was stored before it stays.
    """
    increases = choose_additions(plan, skip_overlap=skip_overlap)
    decreases = plan.fallen if replace else {}
    step = Step(0, len(increases) + len(decreases), NOTHING, NOTHING)
    yield step
    where = {"agency": agency, "sheet": sheet, "today": today, "by": by}
    for some in parts_of(increases, INCREASES_AT_A_TIME):
        part = apply_increases(totals=some, **where)
        step = step._replace(done=step.done + len(some), added=step.added.plus(part))
        yield step
    for some in parts_of(decreases, DECREASES_AT_A_TIME):
        part = apply_decreases(fallen=some, **where)
        step = step._replace(done=step.done + len(some), lowered=step.lowered.plus(part))
        yield step


def carry_out(*, tell: Callable[[Step], object] = lambda step: None, **how) -> Step:
    """Go through `in_steps(**how)` to its end, telling each step to `tell`; return the last one."""
    for step in in_steps(**how):
        tell(step)
    return step


def parts_of(figures: dict[Key, Counts], size: int) -> Iterator[dict[Key, Counts]]:
    """Yield `figures` in the order of its keys, so many at a time."""
    keys = iter(sorted(figures))
    while some := list(islice(keys, size)):
        yield {key: figures[key] for key in some}
