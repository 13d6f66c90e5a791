"""Importing a tracking sheet, for the command and the browser alike: judge, decide, carry out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, Jurisdiction, Location
from agencies.sheets import (
    NOTHING_SAID,
    OWN_LOG,
    ColumnMeanings,
    RowNames,
    SheetFile,
    SheetRefused,
    UnknownColumns,
    read_sheet,
    say_readings,
    say_skips,
)
from distributions.actions.sheets import Plan, apply_decreases, apply_increases, plan_import
from distributions.counts import NOTHING, Counts, Key, total_of
from distributions.lines import Refusals, SheetRefusal
from distributions.sheet_columns import say_columns_read
from distributions.sheet_names import ImportedSheet, name_sheet
from distributions.tracking import Reader
from inventory.actions.use import Taken
from inventory.models import Item

INCREASES_AT_A_TIME = 2000
DECREASES_AT_A_TIME = 50
COLUMN_NAMES = {column.key: column.name for column in OWN_LOG}


@dataclass(frozen=True)
class Verdict:
    """What a file says and what importing it as `sheet` would do. `refused`, and `noted`, the lines that count though
    not all that they say, are in the order of rows. The text of the file is not held any more."""

    sheet: ImportedSheet
    plan: Plan
    refused: Refusals
    noted: Refusals
    skipped: Counter
    readings: Counter
    other_tabs: tuple
    lines: int
    location: Location
    row_names: RowNames
    said_of_columns: list[str]

    @property
    def said_of_reading(self) -> list[str]:
        """What was read in another way than it was written, and what was not read, in one sentence each."""
        return [*say_readings(self.readings), *say_skips(self.skipped), *self.said_of_columns]

    def name_lines(self, lines: Refusals) -> Iterator[SheetRefusal]:
        """Some of the lines in the order of rows, each with its tab and the name of its column."""
        for line in lines:
            tab, row = self.row_names.name_row(line.row)
            yield line._replace(row=row, tab=tab, column=COLUMN_NAMES[line.column])


class Step(NamedTuple):
    """How far an import has come: days and places done of all, what it added, what it lowered (a difference), and
    what it took out of stock."""

    done: int
    of: int
    added: Counts
    lowered: Counts
    taken: Taken = Taken()


def open_sheet(*, file, name: str, said: ColumnMeanings = NOTHING_SAID) -> SheetFile:
    """Open a file for reading bytes as a tracking sheet; `said` is what its sender says of its columns.

    Raises `SheetRefused`, and `UnknownColumns` where somebody may say what a column holds.
    """
    try:
        return read_sheet(file, name=name, columns=OWN_LOG, said=said)
    except UnknownColumns as unknown:
        if not unknown.people:
            raise
        sentence = ngettext(
            "Remove the column %(names)s: it names people or cases. Then import the sheet again. "
            "Nothing of the file was kept.",
            "Remove the columns %(names)s: they name people or cases. Then import the sheet again. "
            "Nothing of the file was kept.",
            len(unknown.people),
        )
        raise SheetRefused(sentence % {"names": get_text_list(list(unknown.people), _("and"))}) from None


def judge_file(*, file, name: str, said: ColumnMeanings = NOTHING_SAID, **how) -> Verdict:
    """Open a file as `open_sheet` does, and judge it as `judge_sheet` does."""
    return judge_sheet(opened=open_sheet(file=file, name=name, said=said), **how)


def judge_sheet(
    *,
    opened: SheetFile,
    label: str = "",
    known_by: str = "",
    agency: Agency,
    item: Item | None,
    jurisdiction: Jurisdiction | None,
    today: date,
    location: Location | None = None,
    most_keys: int | None = None,
) -> Verdict:
    """Judge every line of a sheet and compare it with what was imported before as the same sheet.

    The sheet is known by its file's name, of which nothing is kept, or by its `label`, which is; or it is `known_by`
    what a page held of these. `item` and `jurisdiction` say what a line leaves open, `location` whose stock it is
    taken from (the main one without it). Changes nothing. Raises `SheetRefused` for a sheet with more than
    `most_keys` days and places.
    """
    reader = Reader(agency=agency, today=today, item=item, jurisdiction=jurisdiction)
    judged = reader.judge(opened, most_keys=most_keys)
    counted = judged.lines - len(judged.refused)
    sheet = name_sheet(opened.name, agency=agency, label=label, lines=counted, known_by=known_by)
    plan = plan_import(agency=agency, sheet=sheet, judged=judged)
    judged.refused.add_all(plan.refused)
    return Verdict(
        sheet,
        plan,
        judged.refused,
        judged.noted,
        judged.skipped,
        judged.readings,
        opened.other_tabs,
        judged.lines,
        location or main_location_of(agency),
        opened.row_names,
        say_columns_read(opened),
    )


def main_location_of(agency: Agency) -> Location:
    """The location from which what is typed or imported is taken where nobody chooses another one."""
    if agency.main_location is None:
        raise ValueError("An agency has a main location from its first day on.")
    return agency.main_location


def the_one_kit(agency: Agency) -> Item | None:
    """The agency's active naloxone kit, or None where it has more than one."""
    kits = list(Item.objects.kits_of(agency)[:2])
    return kits[0] if len(kits) == 1 else None


def choose_additions(plan: Plan, *, left_out: Collection[Key]) -> dict[Key, Counts]:
    """What is to be added of `plan`, without what is `left_out` of the days and places that are counted already."""
    return {key: part for key, part in plan.added.items() if key not in left_out}


def would_add(plan: Plan, *, left_out: Collection[Key] = ()) -> Counts:
    """By how much the log would grow in all."""
    wanted = choose_additions(plan, left_out=left_out)
    return total_of(part.minus(plan.before.get(key, NOTHING)) for key, part in wanted.items())


def takes_long(plan: Plan) -> bool:
    """Whether somebody would wait for this plan to be carried out."""
    return len(plan.added) > INCREASES_AT_A_TIME or len(plan.fallen) > DECREASES_AT_A_TIME


def in_steps(
    *,
    agency: Agency,
    sheet: ImportedSheet,
    plan: Plan,
    today: date,
    location: Location | None = None,
    left_out: Collection[Key] = (),
    replace: bool = False,
    by=None,
) -> Iterator[Step]:
    """Add what `plan` adds, without the keys in `left_out`, and, if `replace`, lower what fell or vanished; yield a
    `Step` at first and per commit. The stock of `location` follows, of the main one without it.

    Whenever it is stopped, each day and place is done or not yet, and doing it again with the same plan, or with one
    made anew, ends as if it had never been stopped. Raises `CorrectionRefused` where a day was corrected by hand so
    that a change of the sheet does not fit: what was stored before it stays.
    """
    increases = choose_additions(plan, left_out=left_out)
    decreases = plan.fallen if replace else {}
    step = Step(0, len(increases) + len(decreases), NOTHING, NOTHING)
    yield step
    where = {"agency": agency, "sheet": sheet, "today": today, "by": by, "location": location}
    for some in parts_of(increases, INCREASES_AT_A_TIME):
        part, taken = apply_increases(totals=some, **where)
        step = step._replace(done=step.done + len(some), added=step.added.plus(part), taken=step.taken.plus(taken))
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
