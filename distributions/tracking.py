"""What the lines of a tracking sheet say: judged, then added up by key.

A key is (day, precision, county, ZIP code, item). Two identical lines are two kits left on two occasions; that is why
a sheet is compared by its totals and never line by line. Nothing of a line is kept but its part in a total, and while
a sheet is read nothing that is held grows with its lines but the row numbers of refused ones.
"""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from itertools import islice, repeat
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from agencies.places import locate
from agencies.sheets import (
    CellRefused,
    SheetRefused,
    judge_kits,
    judge_people_trained,
    read_day,
    within_a_year,
)
from distributions.counts import Counts, Key
from distributions.limits import MOST_KITS, MOST_KITS_AT_ONCE
from inventory.models import Item

LINES_AT_A_TIME = 2000
KEPT = 20_000


class Cells(NamedTuple):
    """The text of one line: first what it is counted under, then how many."""

    day: str
    zip_code: str
    county: str
    item: str
    kits: str
    people_trained: str


HOW_MANY = Cells._fields.index("kits")


class SheetRefusal(NamedTuple):
    """A line that is not counted: its row in the spreadsheet, the column to look at, and what to do."""

    row: int
    column: str
    message: str


class Refusals:
    """The lines that are not counted. However many they are, each takes no more room than its row number."""

    def __init__(self):
        self._rows = {}

    def add(self, column, message, rows):
        """Refuse the lines in `rows`."""
        self._rows.setdefault((column, message), array("l")).extend(rows)

    def add_all(self, others):
        for (column, message), rows in others._rows.items():
            self.add(column, message, rows)

    def __len__(self):
        return sum(map(len, self._rows.values()))

    def __iter__(self):
        """Yield each `SheetRefusal` in the order of rows."""
        alike = self._rows.items()
        return merge(
            *(map(SheetRefusal, sorted(rows), repeat(column), repeat(said)) for (column, said), rows in alike)
        )


@dataclass
class JudgedSheet:
    """What a sheet says as a whole.

    `too_old` holds, for each key more than a year back, the rows that make it: they count as "imported already" if
    the sheet contributed exactly that before, and are refused with the sentence `said_of_old` otherwise.
    """

    totals: dict[Key, Counts] = field(default_factory=dict)
    refused: Refusals = field(default_factory=Refusals)
    skipped: Counter = field(default_factory=Counter)
    too_old: dict[Key, array] = field(default_factory=dict)
    said_of_old: str = ""
    lines: int = 0


@dataclass(frozen=True)
class Reader:
    """How an agency's sheet is read on a day; `jurisdiction` and `item` say what a line leaves open."""

    agency: object
    today: date
    item: Item | None
    jurisdiction: Jurisdiction | None

    def judge(self, sheet, *, most_keys=None):
        """Go through the sheet once, judge each line, and return `JudgedSheet`.

        Raises `SheetRefused` for a sheet with more than `most_keys` days and places.
        """
        reading = SheetReading(self)
        lines = sheet.lines(*Cells._fields)
        while some := list(islice(lines, LINES_AT_A_TIME)):
            reading.take_in(some)
            if most_keys and len(reading.totals) > most_keys:
                raise SheetRefused(too_many())
        reading.judged.totals = {key: Counts(*total) for key, total in reading.totals.items()}
        return reading.judged

    def line(self, cells, books):
        """Return the key of a line, its kits and its people trained; raise `LineRefused`."""
        day, precision = in_column("day", read_day, cells.day)
        if day > self.today:
            in_column("day", within_a_year, day, today=self.today)
        most = MOST_KITS_AT_ONCE if precision == "month" else MOST_KITS
        kits = in_column("kits", judge_kits, cells.kits, most=most)
        trained = in_column("people_trained", judge_people_trained, cells.people_trained, kits=kits)
        jurisdiction_id, zip_code = self.place(cells, books)
        key = Key(day, precision, jurisdiction_id, zip_code, self.item_id(cells.item, books))
        return key, kits, trained

    def said_of_old(self, key):
        """Return what to say of a line more than a year back, else ""."""
        try:
            within_a_year(key.handed_out_on, today=self.today, precision=key.precision)
        except CellRefused as refusal:
            return str(refusal)
        return ""

    def place(self, cells, books):
        """Return (jurisdiction id, ZIP code or "") of a line."""
        if cells.zip_code:
            found = books.places[cells.zip_code]
            if isinstance(found, str):
                raise LineRefused("zip_code", found)
            return found
        if cells.county:
            named = books.counties.get(fold_name(cells.county))
            if named is None:
                raise LineRefused("county", _("No county of this state has this name. Check the spelling."))
            return named, ""
        if self.jurisdiction is None:
            raise LineRefused(
                "zip_code", _("Enter the five digits of the ZIP code, or choose a county for such lines.")
            )
        return self.jurisdiction.pk, ""

    def item_id(self, name, books):
        if not name:
            if self.item is None:
                raise LineRefused("item", _("Say which item this is: your agency stocks more than one."))
            return self.item.pk
        found = books.items.get(fold_name(name))
        if found is None:
            raise LineRefused("item", _("There is no such item. Leave the cell empty for naloxone kits."))
        return found


class RunningTotal(NamedTuple):
    """Where a line is added up: the running total [times, kits, people trained] of its key; for a key more than a
    year back, its rows; and (kits, people trained) by cells that were read before."""

    total: list
    old_rows: array | None
    numbers: dict


class SheetReading:
    """A sheet that is being read. Long sheets repeat themselves: what a cell means is found out once."""

    def __init__(self, reader):
        self.reader = reader
        self.books = Books(reader.agency.program.state)
        self.judged = JudgedSheet()
        self.totals = {}
        self.spots = {}
        self.numbers = {}

    def take_in(self, lines):
        """Judge some lines, (number, cells or why the row is not read)."""
        self.books.look_up({cells[1] for _number, cells in lines if type(cells) is tuple})
        for number, cells in lines:
            if type(cells) is not tuple:
                self.judged.skipped[cells] += 1
                continue
            self.judged.lines += 1
            spot = self.spots.get(cells[:HOW_MANY])
            numbers = spot and spot.numbers.get(cells[HOW_MANY:])
            try:
                if spot is None or not numbers:
                    spot, numbers = self.learn(cells)
            except LineRefused as refusal:
                self.judged.refused.add(refusal.column, str(refusal), (number,))
                continue
            total = spot.total
            total[0] += 1
            total[1] += numbers[0]
            total[2] += numbers[1]
            if spot.old_rows is not None:
                spot.old_rows.append(number)

    def learn(self, cells):
        """Return the `RunningTotal` of a line, and its kits and people trained; raise `LineRefused`."""
        key, kits, trained = self.reader.line(Cells._make(cells), self.books)
        if len(self.spots) >= KEPT:
            self.spots.clear()
        numbers = self.numbers.setdefault(key.precision, {})
        if len(numbers) >= KEPT:
            numbers.clear()
        numbers[cells[HOW_MANY:]] = kits, trained
        spot = RunningTotal(self.totals.setdefault(key, [0, 0, 0]), self.rows_of_old(key), numbers)
        self.spots[cells[:HOW_MANY]] = spot
        return spot, numbers[cells[HOW_MANY:]]

    def rows_of_old(self, key):
        said = self.reader.said_of_old(key)
        if not said:
            return None
        self.judged.said_of_old = said
        return self.judged.too_old.setdefault(key, array("l"))


class Books:
    """What lines are looked up in: (jurisdiction id, ZIP code or "") or a refusal by typed ZIP code, county ids by
    folded name, item ids by folded name."""

    def __init__(self, state):
        self.state = state
        self.places: dict[str, tuple[int, str] | str | None] = {"": None}
        rows = Jurisdiction.objects.in_state(state)
        self.counties = {fold_name(name): row.pk for row in rows for name in (row.name, row.label, row.slug)}
        self.items = {fold_name(name): item.pk for item in Item.objects.all() for name in (item.slug, item.name)}

    def look_up(self, typed):
        """Learn the places of ZIP codes that were not looked up before."""
        new = typed - self.places.keys()
        if new:
            located = locate(new, state=self.state)
            found = located.places.items()
            self.places |= {text: (place.jurisdiction.pk, place.zip_code) for text, place in found}
            self.places |= located.refused


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
        raise LineRefused(column, str(refusal)) from None


def fold_name(name):
    """Return a name without case, dots and doubled spaces."""
    return " ".join(name.casefold().replace(".", "").split())


def too_many():
    return _("This sheet has too many days and places for one import. Import fewer lines at a time.")
