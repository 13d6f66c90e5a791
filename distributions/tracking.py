"""What the lines of a tracking sheet say: judged, then added up by key.

A key is (day, precision, county, ZIP code, item). Two identical lines are two kits left on two occasions; that is why
a sheet is compared by its totals and never line by line. Nothing of a line is kept but its part in a total, and while
a sheet is read nothing that is held grows with its lines but the row numbers of refused ones.
"""

from array import array
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from agencies.sheets import (
    CellRefused,
    Reading,
    SheetRefused,
    Skip,
    judge_kits,
    judge_people_trained,
    judge_whole_number,
    read_date,
    says_no_kits,
    within_a_year,
)
from distributions.books import Books
from distributions.counts import Counts, Key
from distributions.limits import MOST_KITS, MOST_KITS_AT_ONCE, MOST_TRAINED, MOST_TRAINED_AT_ONCE
from distributions.lines import LineRefused, NoKits, Refusals, in_column
from distributions.models import Precision
from inventory.models import Item

LINES_AT_A_TIME = 2000
KEPT = 20_000
MOST_TIMES = 100_000


class Cells(NamedTuple):
    """The text of one line: first what it is counted under, then how many."""

    day: str
    zip_code: str
    county: str
    item: str
    kits: str
    people_trained: str
    times: str


HOW_MANY = Cells._fields.index("kits")


@dataclass
class JudgedSheet:
    """What a sheet says as a whole. The lines in `noted` count, though not all that they say.

    `too_old` holds, for each key more than a year back, the rows that make it: they count as "imported already" if
    the sheet contributed exactly that before, and are refused with the sentence `said_of_old` otherwise. `readings`
    tells how many cells were read in another way than they were written.
    """

    totals: dict[Key, Counts] = field(default_factory=dict)
    refused: Refusals = field(default_factory=Refusals)
    noted: Refusals = field(default_factory=Refusals)
    skipped: Counter = field(default_factory=Counter)
    readings: Counter = field(default_factory=Counter)
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
        reading = SheetReading(self, names_months=all(says_month(header.name_of("day")) for header in sheet.headers))
        reading.judged.readings.update(sheet.readings)
        lines = sheet.lines(*Cells._fields)
        while some := list(islice(lines, LINES_AT_A_TIME)):
            reading.take_in(some)
            if most_keys and len(reading.totals) > most_keys:
                raise SheetRefused(too_many())
        if sheet.header.stands_in("day"):
            reading.judged.readings[Reading.SENT_AS_DAY] = reading.judged.lines
        reading.judged.totals = {key: Counts(*total) for key, total in reading.totals.items()}
        return reading.judged

    def day(self, text, names_months):
        """Return what a cell of the day names (`DayOfCell`); raise `LineRefused`."""
        found = in_column("day", read_date, text, today=self.today, names_months=names_months)
        if found.day > self.today:
            in_column("day", within_a_year, found.day, today=self.today)
        return found

    def how_many(self, cells, precision, readings):
        """Return the `Numbers` of a line; how they were read is added to `readings`. Raise `LineRefused`, or `NoKits`
        where the line says that none were left."""
        is_month = precision == Precision.MONTH
        times = in_column("times", judge_whole_number, cells.times, low=1, high=MOST_TIMES, blank=1)
        at_once = is_month or cells.times
        most_kits = times * (MOST_KITS_AT_ONCE if at_once else MOST_KITS)
        most_trained = times * (MOST_TRAINED_AT_ONCE if at_once else MOST_TRAINED)
        trained, aside = self.people_trained(cells, most_trained, readings)
        if says_no_kits(cells.kits):
            if trained or aside:
                raise LineRefused("kits", _("Write how many kits: this line says that people were trained."))
            raise NoKits
        way = "" if at_once else _("Count more with “Enter an event” on the page of the log.")
        kits = in_column("kits", judge_kits, cells.kits, most=most_kits, way=way, readings=readings)
        if kits < times:
            raise LineRefused("times", _("Each time leaves one kit at least: this is more times than kits."))
        return Numbers(times, kits, trained, (), aside)

    def people_trained(self, cells, most, readings):
        """Return the people trained of a line, and why its cell says nothing, "" where it does.

        What a line says of training never costs its kits: they are counted, and the row is listed to be corrected.
        """
        try:
            return judge_people_trained(cells.people_trained, most=most, readings=readings), ""
        except CellRefused as refusal:
            return 0, _("%(what)s The kits of this line are counted.") % {"what": refusal.general}

    def key(self, cells, found, books, readings):
        """Return the key of a line whose day was `found`; add to `readings` how its place and item were read. Raise
        `LineRefused`."""
        jurisdiction_id, zip_code = books.place(cells.zip_code, cells.county, self.jurisdiction, readings)
        item_id = books.item_id(cells.item, self.item, readings)
        return Key(found.day, found.precision, jurisdiction_id, zip_code, item_id)

    def said_of_old(self, key):
        """Return what to say of a line more than a year back, else ""."""
        try:
            within_a_year(key.handed_out_on, today=self.today, precision=key.precision)
        except CellRefused as refusal:
            return str(refusal)
        return ""


class RunningTotal(NamedTuple):
    """Where a line is added up: the running total [times, kits, people trained] of its key; for a key more than a
    year back, its rows; how its day and place were read; and `Numbers` by cells that were read before."""

    total: list
    old_rows: array | None
    readings: tuple[Reading, ...]
    numbers: dict


class Numbers(NamedTuple):
    """What the last cells of a line say, how they were read, and what is to be corrected though the line counts."""

    times: int
    kits: int
    people_trained: int
    readings: tuple[Reading, ...]
    aside: str = ""


class SheetReading:
    """A sheet that is being read. Long sheets repeat themselves: what a cell means is found out once."""

    def __init__(self, reader, *, names_months=False):
        self.reader = reader
        self.names_months = names_months
        self.books = Books(reader.agency.program.state)
        self.judged = JudgedSheet()
        self.totals = {}
        self.spots = {}
        self.numbers = {}

    def take_in(self, lines):
        """Judge some lines, (number, cells or why the row is not read)."""
        said = [cells for _number, cells in lines if type(cells) is tuple]
        self.books.look_up({cells[1] for cells in said} | {cells[2] for cells in said})
        for number, cells in lines:
            if type(cells) is not tuple:
                self.judged.skipped[cells] += 1
                continue
            spot = self.spots.get(cells[:HOW_MANY])
            numbers = spot and spot.numbers.get(cells[HOW_MANY:])
            try:
                if spot is None or not numbers:
                    spot, numbers = self.learn(cells)
            except NoKits:
                self.judged.skipped[Skip.NO_KITS] += 1
                continue
            except LineRefused as refusal:
                self.judged.lines += 1
                self.judged.refused.add(refusal.column, str(refusal), (number,), general=refusal.general)
                continue
            self.add_up(number, spot, numbers)

    def add_up(self, number, spot, numbers):
        """Add the line with this row number to its total."""
        self.judged.lines += 1
        total = spot.total
        total[0] += numbers.times
        total[1] += numbers.kits
        total[2] += numbers.people_trained
        if spot.old_rows is not None:
            spot.old_rows.append(number)
        elif numbers.aside:
            self.judged.noted.add("people_trained", numbers.aside, (number,))
        if spot.readings or numbers.readings:
            self.judged.readings.update(spot.readings + numbers.readings)

    def learn(self, cells):
        """Return the `RunningTotal` of a line and its `Numbers`; raise `LineRefused` or `NoKits`."""
        said = Cells._make(cells)
        found = self.reader.day(said.day, self.names_months)
        readings = []
        figures = self.reader.how_many(said, found.precision, readings)
        places: list[Reading] = []
        key = self.reader.key(said, found, self.books, places)
        if len(self.spots) >= KEPT:
            self.spots.clear()
        numbers = self.numbers.setdefault(key.precision, {})
        if len(numbers) >= KEPT:
            numbers.clear()
        figures = figures._replace(readings=tuple(readings))
        if not figures.aside:
            numbers[cells[HOW_MANY:]] = figures
        total = self.totals.setdefault(key, [0, 0, 0])
        spot = RunningTotal(total, self.rows_of_old(key), (*found.readings, *places), numbers)
        self.spots[cells[:HOW_MANY]] = spot
        return spot, figures

    def rows_of_old(self, key):
        said = self.reader.said_of_old(key)
        if not said:
            return None
        self.judged.said_of_old = said
        return self.judged.too_old.setdefault(key, array("l"))


def says_month(header):
    """Whether the header word of the days says that they are months: "Month", "Month/year", not "Date or month"."""
    words = header.casefold()
    return "month" in words and "date" not in words and "day" not in words


def too_many():
    return _("This sheet has too many days and places for one import. Import fewer lines at a time.")
