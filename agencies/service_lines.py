"""A file of local services, read line by line: which county, what they do, and how to reach them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from agencies.county_names import fold_county
from agencies.models import Jurisdiction, LocalService, Program
from agencies.querysets.registrations import counties_within
from agencies.sheets import CellRefused, Column, Readable, SheetRow, fold_words, read_date, read_sheet

COLUMNS = (
    Column("county", ("County", "Jurisdiction"), required=True),
    Column("kind", ("Kind", "Kind of service", "Type", "Service"), required=True),
    Column("name", ("Name", "Organization", "Program"), required=True),
    Column("address", ("Address", "Street address", "Street")),
    Column("town", ("Town", "City")),
    Column("phone", ("Phone", "Telephone", "Phone number")),
    Column("website", ("Website", "Web", "URL")),
    Column("opening", ("Hours", "Opening hours")),
    Column("about", ("Note", "Notes")),
    Column("checked_on", ("Checked on", "Last checked"), dates=True),
)
KINDS = {fold_words(word): kind.value for kind in LocalService.Kind for word in (kind.value, str(kind.label))}
KINDS |= {"naloxonerefill": "refill", "naloxone": "refill", "crisis": "crisis_line", "hotline": "crisis_line"}
WHOLE_STATE = {"", "all", "allcounties", "statewide", "wholestate", "state"}
TEXTS = ("name", "address", "town", "phone", "opening", "about")


class ServiceFault(NamedTuple):
    """What is wrong with a line: its row, the column, and what to do."""

    row: int
    column: str
    sentence: str


def read_services(
    file: Readable, *, name: str, program: Program, today: date
) -> tuple[list[LocalService], list[ServiceFault]]:
    """Return the services of a file, not stored, and all of its faults.

    `file` is open for reading bytes, `name` is what its sender calls it. Raises `SheetRefused` for the file as a
    whole.
    """
    sheet = read_sheet(file, name=name, columns=COLUMNS)
    reader = _ServiceReader(program, today)
    for row in sheet.rows:
        if not row.skipped:
            reader.read(row)
    return reader.services, reader.faults


class _ServiceReader:
    def __init__(self, program: Program, today: date) -> None:
        self.program, self.today = program, today
        self.counties = {
            fold_county(word, program.state): county
            for county in counties_within(program)
            for word in (county.name, county.label)
        }
        self.services: list[LocalService] = []
        self.faults: list[ServiceFault] = []
        self.known: dict[tuple[object, ...], int] = {}

    def read(self, row: SheetRow) -> None:
        """Add the service of a row, or what is wrong with it."""
        before = len(self.faults)
        facts = dict(self.facts(row))
        if len(self.faults) > before:
            return
        if not (facts["address"] or facts["phone"] or facts["website"]):
            self.faults.append(ServiceFault(row.number, "Phone", _("Give an address, a phone or a website.")))
            return
        key = tuple(facts[name] for name in ("jurisdiction", "kind", "name", "address", "town"))
        if key in self.known:
            sentence = _("This service is in row %(row)s too. Keep one of the two.")
            self.faults.append(ServiceFault(row.number, "Name", sentence % {"row": self.known[key]}))
            return
        self.known[key] = row.number
        self.services.append(LocalService(program=self.program, **facts))

    def facts(self, row: SheetRow) -> Iterator[tuple[str, object]]:
        readers: dict[str, Callable[[str], object]] = {
            "jurisdiction": self.county,
            "kind": read_kind,
            "website": read_website,
            "checked_on": self.checked_on,
        }
        columns = {"jurisdiction": "county"}
        for name in (*readers, *TEXTS):
            key = columns.get(name, name)
            try:
                yield name, readers[name](row.cells[key]) if name in readers else read_text(name, row.cells[key])
            except CellRefused as refused:
                title = next(column.name for column in COLUMNS if column.key == key)
                self.faults.append(ServiceFault(row.number, title, str(refused)))

    def county(self, text: str) -> Jurisdiction | None:
        """The county of a cell; None for the whole state."""
        if fold_words(text) in WHOLE_STATE:
            return None
        found = self.counties.get(fold_county(text, self.program.state))
        if found is None:
            raise CellRefused(_("No county of this program has this name. Check the spelling, or write Statewide."))
        return found

    def checked_on(self, text: str) -> date | None:
        if not text:
            return None
        day, precision, _readings = read_date(text)
        if precision == "month" or day > self.today:
            raise CellRefused(_("Write a day that is not in the future, as in 01/31/2026."))
        return day


def read_kind(text: str) -> str:
    kind = KINDS.get(fold_words(text))
    if kind is None:
        known = ", ".join(str(kind.label) for kind in LocalService.Kind)
        raise CellRefused(_("Write one of: %(known)s.") % {"known": known})
    return kind


def read_website(text: str) -> str:
    """Return a website's address; one without https:// gets it."""
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise CellRefused(_("Write a website as in https://www.example.org.")) from None
    return address


def read_text(name: str, text: str) -> str:
    longest = getattr(LocalService._meta.get_field(name), "max_length", None)
    if name == "name" and not text:
        raise CellRefused(_("Write the name."))
    if longest and len(text) > longest:
        raise CellRefused(_("Shorten this to %(most)s characters or fewer.") % {"most": longest})
    return text
