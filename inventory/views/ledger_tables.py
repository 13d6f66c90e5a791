"""The ledger month by month: one line for each thing that was entered, with the balance after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.tables import ListColumn, ListTable, TotalLine
from agencies.wording import say, write_day, write_month, write_number
from inventory.models import Item, LedgerEntry, Lot, StockMovement
from inventory.querysets.journal import JournalMonth

Kind = LedgerEntry.Kind


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger, and the balance after it; `day` is the month of what has no day."""

    day: date | str
    quantity: int
    what: str
    location: str = ""
    lot: str = ""
    lot_id: object = None
    by: str = ""
    entry_id: object = None
    balance: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it says of a month that nothing was left in it."""
        return self.entry_id is None and self.quantity == 0


def entry_table(agency: Agency, entry: LedgerEntry) -> ListTable:
    """What one entry did to the stock, lot by lot."""
    movements = entry.movements.select_related("lot__item", "location").order_by("location__name", "lot__number")
    return ListTable(
        name="entry",
        caption=_("What it did to the stock"),
        columns=[
            ListColumn("location", _("Location")),
            ListColumn("item", _("Item"), value="lot.item"),
            ListColumn("lot", _("Lot"), link=lambda row: reverse("inventory:lot", args=[agency.slug, row.lot_id])),
            ListColumn("quantity", _("Quantity"), kind="change"),
            ListColumn("why", _("Why"), value=why_moved),
        ],
        rows=list(movements),
    )


def why_moved(movement: StockMovement) -> str:
    if movement.settles_id:
        return _("Difference of a later count")
    return str(Kind.RELABELED.label) if movement.entry.kind == Kind.RELABELED else movement.get_reason_display()


def month_table(agency: Agency, item: Item, month: JournalMonth) -> ListTable:
    """One month of the ledger: opening balance, movements, kits left, closing balance."""
    return ListTable(
        name=f"month-{month.month:%Y-%m}",
        caption=f"{item}, {write_month(month.month)}",
        is_caption_hidden=True,
        columns=ledger_columns(agency),
        rows=list(lines_of_month(month)),
        opening=[TotalLine(_("Opening balance"), {"balance": write_number(month.opening)})],
        totals=lambda _rows: [TotalLine(_("Closing balance"), {"balance": write_number(month.closing)})],
    )


def ledger_file(request: HttpRequest, agency: Agency, months: Sequence[JournalMonth], *, file_name: str) -> ListTable:
    """All months of the ledger in one table, to take away; they are read only then."""
    return ListTable(
        name="ledger",
        caption=_("Stock ledger"),
        columns=ledger_columns(agency),
        rows=months,
        fill=lambda found: chain.from_iterable(map(lines_with_balances, found[:])),
        asked=request.GET,
        file_name=file_name,
    )


def lot_history(request: HttpRequest, lot: Lot, months: Sequence[JournalMonth], *, file_name: str) -> ListTable:
    """Everything that came to one lot and left it, oldest first, with what the agency had of it after each."""
    lines = [line for month in reversed(months) for line in lines_of_month(month) if not line.is_empty]
    return ListTable(
        name="history",
        caption=_("History of this lot"),
        is_caption_hidden=True,
        columns=[column for column in ledger_columns(lot.agency) if column.name != "lot"],
        rows=lines,
        asked=request.GET,
        totals=lambda _rows: [TotalLine(_("On hand now"), {"balance": months[0].closing if months else 0})],
        file_name=file_name,
        is_beside=True,
    )


def ledger_columns(agency: Agency) -> list[ListColumn]:
    def lot_page(line: LedgerLine) -> str:
        return reverse("inventory:lot", args=[agency.slug, line.lot_id]) if line.lot_id else ""

    def entry_page(line: LedgerLine) -> str:
        return reverse("inventory:entry", args=[agency.slug, line.entry_id]) if line.entry_id else ""

    return [
        ListColumn("day", _("Day"), kind="day"),
        ListColumn("what", _("What"), link=entry_page),
        ListColumn("quantity", _("Quantity"), kind="change"),
        ListColumn("balance", _("Balance"), kind="number"),
        ListColumn("location", _("Location"), nothing=""),
        ListColumn("lot", _("Lot"), link=lot_page, nothing="", is_unbroken=True),
        ListColumn("by", _("Entered by"), nothing=""),
    ]


def lines_with_balances(month: JournalMonth) -> Iterator[LedgerLine]:
    name = write_month(month.month)
    yield LedgerLine(name, 0, _("Opening balance"), balance=month.opening)
    yield from lines_of_month(month)
    yield LedgerLine(name, 0, _("Closing balance"), balance=month.closing)


def lines_of_month(month: JournalMonth) -> Iterator[LedgerLine]:
    """The lines of a month, each with the balance after it."""
    balance = month.opening
    for line in chain(lines_of_entries(month.movements), lines_of_log(month)):
        balance += line.quantity
        yield replace(line, balance=balance)


def lines_of_log(month: JournalMonth) -> Iterator[LedgerLine]:
    name = write_month(month.month)
    yield LedgerLine(name, month.left_change, _("Left with people, as logged this month"))
    if month.late:
        yield LedgerLine(name, month.late, _("Of these, already missing at an earlier count"))
    if month.late_corrected:
        yield LedgerLine(name, month.late_corrected, str(StockMovement.Reason.CORRECTED.label))


def lines_of_entries(movements: Iterable[StockMovement]) -> Iterator[LedgerLine]:
    """One line for each lot of an entry; one for a move, and one for what was taken back in the same month."""
    for _key, some in groupby(movements, lambda movement: (movement.entry_id, movement.settles_id)):
        parts = list(some)
        entry = parts[0].entry
        if parts[0].settles and parts[0].is_void and taken_back_in_its_month(parts[0].settles):
            continue
        elif parts[0].settles:
            yield from (line_of_difference(part, parts[0].settles) for part in parts)
        elif entry.reverses and entry.reverses.month == entry.month:
            continue
        elif taken_back_in_its_month(entry):
            yield replace(line_of_movement(parts[0]), quantity=0, what=say_taken_back(parts))
        elif entry.kind == Kind.MOVED and len(parts) > 1:
            yield line_of_move(*parts)
        elif entry.kind == Kind.RELABELED and len({part.lot_id for part in parts}) > 1:
            yield from lines_of_label(parts)
        else:
            yield from map(line_of_movement, parts)


def taken_back_in_its_month(entry: LedgerEntry) -> bool:
    reversal = getattr(entry, "reversed_by", None)
    return reversal is not None and reversal.month == entry.month


def line_of_movement(movement: StockMovement) -> LedgerLine:
    return LedgerLine(
        movement.on,
        movement.quantity,
        what_happened(movement),
        str(movement.location),
        str(movement.lot),
        movement.lot_id,
        str(movement.by or ""),
        movement.entry_id,
    )


def line_of_move(source: StockMovement, target: StockMovement) -> LedgerLine:
    """Both halves of a move as one: nothing comes or goes in all."""
    sentence = _("Moved %(quantity)s to %(target)s")
    if source.location_id == target.location_id:
        sentence = _("Moved %(quantity)s between two locations that were merged since")
    what = say(sentence, target=target.location, quantity=target.quantity)
    return replace(line_of_movement(source), quantity=0, what=what)


def lines_of_label(parts: Sequence[StockMovement]) -> Iterator[LedgerLine]:
    """What turned out to be another lot, location by location: nothing comes or goes."""
    known = {part.location_id: part for part in parts if part.quantity > 0}
    for part in parts:
        if part.quantity < 0:
            right = known[part.location_id]
            label = {"quantity": right.quantity, "lot": part.lot, "known": right.lot}
            what = say(_("Label corrected: lot %(lot)s is lot %(known)s (%(quantity)s)"), **label)
            yield replace(line_of_movement(right), quantity=0, what=what)


def line_of_difference(movement: StockMovement, count: LedgerEntry) -> LedgerLine:
    """What a correction changes in the difference that a later `count` found."""
    sentence = _("Difference of the count on %(day)s, changed by a correction")
    return replace(line_of_movement(movement), what=sentence % {"day": write_day(count.on)})


def say_taken_back(parts: Sequence[StockMovement]) -> str:
    """What an entry was that is out of the ledger again."""
    entry = parts[0].entry
    quantity = sum(movement.quantity for movement in parts) or abs(parts[0].quantity)
    sentence = _("%(what)s of %(quantity)s, entered by mistake and taken back")
    return say(sentence, what=entry.get_kind_display(), quantity=abs(quantity))


def what_happened(movement: StockMovement) -> str:
    reason = movement.get_reason_display()
    if movement.entry.reverses:
        reason = _("%(what)s of %(day)s taken back") % {
            "what": movement.entry.reverses.get_kind_display(),
            "day": write_day(movement.entry.reverses.on),
        }
    elif movement.entry.kind == LedgerEntry.Kind.RELABELED:
        reason = movement.entry.get_kind_display()
    if movement.stated_on == movement.on:
        return reason
    return _("%(reason)s (happened on %(day)s)") % {"reason": reason, "day": write_day(movement.stated_on)}
