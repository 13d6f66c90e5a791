"""Importing a tracking sheet, for the command and the browser alike: judge, decide, carry out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from agencies.models import Agency, Jurisdiction
from agencies.sheets import TRACKING, read_sheet
from distributions.actions.sheets import Plan, apply_decreases, apply_increases, plan_import
from distributions.figures import NOTHING, Figures, Key, total_of
from distributions.tracking import Reader, Refusals
from inventory.models import Item

SHEET_NAME_LENGTH = 80
COLUMN_NAMES = {column.key: column.name for column in TRACKING}


@dataclass(frozen=True)
class Verdict:
    """What a file says and what importing it under the name `sheet` would do; `refused` is in the order of rows."""

    sheet: str
    plan: Plan
    refused: Refusals
    skipped: Counter
    other_tabs: tuple
    lines: int


class Imported(NamedTuple):
    """What an import changed: what it added, and what it lowered (as a difference)."""

    added: Figures
    lowered: Figures


def judge_file(
    *,
    file,
    name: str,
    sheet: str = "",
    agency: Agency,
    item: Item | None,
    jurisdiction: Jurisdiction | None,
    today: date,
) -> Verdict:
    """Judge every line of a file open for reading bytes and compare it with what was imported before.

    `name` is the file's name, from which the sheet's is taken if `sheet` is "". `item` and `jurisdiction` say what a
    line leaves open. Changes nothing. Raises `SheetRefused` for a file that is refused as a whole.
    """
    opened = read_sheet(file, name=name, columns=TRACKING)
    judged = Reader(agency=agency, today=today, item=item, jurisdiction=jurisdiction).judge(opened)
    named = (sheet or opened.name)[:SHEET_NAME_LENGTH].strip()
    plan = plan_import(agency=agency, sheet=named, judged=judged)
    judged.refused.add_all(plan.refused)
    return Verdict(named, plan, judged.refused, judged.skipped, opened.other_tabs, judged.lines)


def the_one_kit(agency: Agency) -> Item | None:
    """The agency's active naloxone kit, or None where it has more than one."""
    kits = list(Item.objects.kits_of(agency)[:2])
    return kits[0] if len(kits) == 1 else None


def chosen(plan: Plan, *, skip_overlap: bool) -> dict[Key, Figures]:
    """What is to be added of `plan`, with or without what the log counted from elsewhere already."""
    return {key: part for key, part in plan.added.items() if not (skip_overlap and key in plan.overlapping)}


def would_add(plan: Plan, *, skip_overlap: bool) -> Figures:
    """By how much the log would grow in all."""
    wanted = chosen(plan, skip_overlap=skip_overlap)
    return total_of(part.minus(plan.before.get(key, NOTHING)) for key, part in wanted.items())


def carry_out(
    *,
    agency: Agency,
    sheet: str,
    plan: Plan,
    skip_overlap: bool,
    replace: bool,
    today: date,
    by=None,
    tell: Callable[[Figures], None] = lambda added: None,
) -> Imported:
    """Add what `plan` adds, chunk by chunk, and, if `replace`, lower what fell or vanished.

    `tell` hears what was added after each chunk. Started again with the same plan nothing is counted twice. Raises
    `CorrectionRefused` where a day was corrected by hand so that a change of the sheet does not fit: what was stored
    before it stays.
    """
    added = NOTHING
    increases = chosen(plan, skip_overlap=skip_overlap)
    for part in apply_increases(agency=agency, sheet=sheet, added=increases, today=today):
        added = added.plus(part)
        tell(added)
    lowered = NOTHING
    if replace and plan.fallen:
        lowered = apply_decreases(agency=agency, sheet=sheet, fallen=plan.fallen, today=today, by=by)
    return Imported(added, lowered)
