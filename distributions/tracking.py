"""What the lines of a tracking sheet say: judged, then added up by key.

A key is (day, precision, county, ZIP code, item). Two identical lines are two kits left on two occasions; that is why
a sheet is compared by its totals and never line by line. Nothing of a line is kept but its part in a total.
"""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from agencies.places import locate
from agencies.sheets import (
    CellRefused,
    judge_kits,
    judge_people_trained,
    read_day,
    within_a_year,
)
from distributions.figures import NOTHING, Figures, Key
from inventory.models import Item

KITS_IN_A_MONTH_TOTAL = 2000


class Refusal(NamedTuple):
    """A line that is not counted: its row in the spreadsheet, the column to look at, and what to do."""

    row: int
    column: str
    message: str


@dataclass
class Judged:
    """What a sheet says as a whole.

    `too_old` holds, for each key more than a year back, the rows that make it: they count as "imported already" if
    the sheet contributed exactly that before, and are refused otherwise.
    """

    totals: dict[Key, Figures] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    skipped: Counter = field(default_factory=Counter)
    too_old: dict[Key, list[Refusal]] = field(default_factory=dict)
    lines: int = 0


@dataclass(frozen=True)
class Reader:
    """How an agency's sheet is read on a day; `jurisdiction` and `item` say what a line leaves open."""

    agency: object
    today: date
    item: Item | None
    jurisdiction: Jurisdiction | None

    def judge(self, sheet):
        """Go through the sheet once, judge each kind of line once, and return `Judged`.

        Long sheets repeat themselves: judging costs, and two lines with the same cells have the same verdict.
        """
        judged = Judged()
        alike, names = {}, ()
        for row in sheet.rows:
            if row.skipped:
                judged.skipped[row.skipped] += 1
            else:
                names = tuple(row.cells)
                alike.setdefault(tuple(row.cells.values()), array("l")).append(row.number)
                judged.lines += 1
        books = self.books([dict(zip(names, cells, strict=True)) for cells in alike])
        for cells, rows in alike.items():
            self.add(judged, dict(zip(names, cells, strict=True)), rows, books)
        judged.refused.sort()
        return judged

    def books(self, lines):
        located = locate({cells["zip_code"] for cells in lines if cells["zip_code"]}, state=self.state)
        return Books(located, self.counties(), self.items())

    def add(self, judged, cells, rows, books):
        """Add the lines with these cells to the totals, or their refusals."""
        try:
            key, figures = self.line(cells, books)
            last = self.too_old(key)
        except LineRefused as refusal:
            judged.refused += [Refusal(row, refusal.column, str(refusal)) for row in rows]
            return
        if last:
            judged.too_old.setdefault(key, []).extend(Refusal(row, "day", last) for row in rows)
        times = Figures(*(len(rows) * figure for figure in figures))
        judged.totals[key] = judged.totals.get(key, NOTHING).plus(times)

    def line(self, cells, books):
        """Return the key and the figures of one line; raise `LineRefused`."""
        day, precision = in_column("day", read_day, cells["day"])
        kits_at_most = KITS_IN_A_MONTH_TOTAL if precision == "month" else 99
        kits = in_column("kits", judge_kits, cells["kits"], high=kits_at_most)
        trained = in_column("people_trained", judge_people_trained, cells["people_trained"], kits=kits)
        place = self.place(cells, books)
        return Key(day, precision, *place, self.item_id(cells["item"], books)), Figures(1, kits, trained)

    def too_old(self, key):
        """Return what to say of a line more than a year back, else ""; raise `LineRefused` for the future."""
        try:
            within_a_year(key.handed_out_on, today=self.today, precision=key.precision)
        except CellRefused as refusal:
            if key.handed_out_on > self.today:
                raise LineRefused("day", str(refusal)) from refusal
            return str(refusal)
        return ""

    def place(self, cells, books):
        """Return (jurisdiction id, ZIP code or "") of a line."""
        typed, county = cells["zip_code"], cells["county"]
        if typed in books.located.refused:
            raise LineRefused("zip_code", books.located.refused[typed])
        if typed:
            found = books.located.places[typed]
            return found.jurisdiction.pk, found.zip_code
        if county:
            named = books.counties.get(folded(county))
            if named is None:
                raise LineRefused("county", _("No county of this state has this name. Check the spelling."))
            return named, ""
        if self.jurisdiction is None:
            raise LineRefused(
                "zip_code", _("Enter the five digits of the ZIP code, or choose a county for such lines.")
            )
        return self.jurisdiction.pk, ""

    def item_id(self, name, books):
        if not name and self.item is None:
            raise LineRefused("item", _("Say which item this is: your agency stocks more than one."))
        found = books.items.get(folded(name)) if name else self.item.pk
        if found is None:
            raise LineRefused("item", _("There is no such item. Leave the cell empty for naloxone kits."))
        return found

    @property
    def state(self):
        return self.agency.program.state

    def counties(self):
        """Every county of the state by each way in which people write its name."""
        rows = Jurisdiction.objects.in_state(self.state)
        return {folded(name): row.pk for row in rows for name in (row.name, row.label, row.slug)}

    def items(self):
        return {folded(name): item.pk for item in Item.objects.all() for name in (item.slug, item.name)}


class Books(NamedTuple):
    """What a line is looked up in: `Located` ZIP codes, county ids by folded name, item ids by folded name."""

    located: object
    counties: dict
    items: dict


class LineRefused(Exception):
    """A line cannot be counted; the message says what to do, `column` where."""

    def __init__(self, column, message):
        super().__init__(message)
        self.column = column


def in_column(column, judge, text, **bounds):
    """Judge one cell; a refusal names its column."""
    try:
        return judge(text, **bounds)
    except CellRefused as refusal:
        raise LineRefused(column, str(refusal)) from refusal


def folded(name):
    """A name without case, dots and doubled spaces."""
    return " ".join(name.casefold().replace(".", "").split())
