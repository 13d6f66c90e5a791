"""The tables of stock: what is on hand, where one lot lies, and the ledger month by month."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.tables import ListColumn, ListTable, RowGroup, StatusWord, TotalLine
from agencies.wording import write_day, write_month, write_number
from inventory.models import Item, StockLevel, StockMovement
from inventory.querysets.holdings import Holding, LotHolding
from inventory.querysets.journal import JournalMonth

ATTENTION = ("attention", "bad")


@dataclass(frozen=True)
class LotLevel:
    """A lot at one location: the level by which it is moved, and how it stands there."""

    level: StockLevel
    held: LotHolding


@dataclass(frozen=True)
class LedgerLine:
    """A line of the ledger; `day` is the month of what has no day."""

    day: date | str
    quantity: int | str
    what: str
    location: str = ""
    lot: str = ""
    lot_id: object = None
    by: str = ""


def holding_table(agency: Agency, holding: Holding, *, number: int) -> ListTable:
    """One item by location and lot; `number` keeps the tables of a page apart."""
    return ListTable(
        name=f"holding-{number}",
        caption=_("%(item)s by location and lot, first to expire first") % {"item": holding.item},
        columns=lot_columns(agency),
        groups=[RowGroup(at, at.lots) for at in holding.locations],
        group_template="inventory/_location_head.html",
        tone=lambda held: held.tone if held.tone in ATTENTION else "",
        totals=lambda _rows: [TotalLine(_("Total"), {"quantity": holding.total})],
    )


def stock_file(request: HttpRequest, agency: Agency, found: Sequence[Holding], *, file_name: str) -> ListTable:
    """All lots of all items in one table, to take away."""
    return ListTable(
        name="stock",
        caption=_("Stock"),
        columns=[
            ListColumn("item", _("Item"), value="lot.item"),
            ListColumn("location", _("Location")),
            *lot_columns(agency),
        ],
        rows=found,
        fill=lots_of,
        asked=request.GET,
        file_name=file_name,
    )


def lots_of(found: Iterable[Holding]) -> Iterator[LotHolding]:
    for at in chain.from_iterable(holding.locations for holding in found):
        yield from at.lots


def lot_columns(agency: Agency) -> list[ListColumn]:
    return [
        ListColumn("lot", _("Lot"), link=lambda held: reverse("inventory:lot", args=[agency.slug, held.lot.pk])),
        ListColumn("quantity", _("On hand"), kind="number"),
        ListColumn("status", _("Status"), kind="status", value=status_of),
        ListColumn("expires_on", _("Expires on"), kind="day", value="lot.expires_on"),
        ListColumn("time_left", _("Time left"), is_unbroken=True),
    ]


def status_of(held: LotHolding) -> StatusWord:
    return StatusWord(held.tone, held.word)


def lot_table(rows: Iterable[LotLevel], *, file_name: str) -> ListTable:
    """Where one lot lies."""
    return ListTable(
        name="lot",
        caption=_("Where this lot lies"),
        columns=[
            ListColumn("location", _("Location"), value="level.location"),
            ListColumn("quantity", _("On hand"), kind="number", value="level.quantity"),
            ListColumn("status", _("Status"), kind="status", value=lambda row: status_of(row.held)),
            ListColumn("acts", _("Move or write off"), kind="actions", template="inventory/_lot_acts.html"),
        ],
        rows=rows,
        tone=lambda row: row.held.tone if row.held.tone in ATTENTION else "",
        totals=lambda found: [TotalLine(_("Total on hand"), {"quantity": sum(row.level.quantity for row in found)})],
        file_name=file_name,
    )


def month_table(agency: Agency, item: Item, month: JournalMonth) -> ListTable:
    """One month of the ledger: opening balance, movements, kits left, closing balance."""
    return ListTable(
        name=f"month-{month.month:%Y-%m}",
        caption=f"{item}, {write_month(month.month)}",
        is_caption_hidden=True,
        columns=ledger_columns(agency),
        rows=list(lines_of_month(month)),
        opening=[TotalLine(_("Opening balance"), {"quantity": write_number(month.opening)})],
        totals=lambda _rows: [TotalLine(_("Closing balance"), {"quantity": write_number(month.closing)})],
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


def ledger_columns(agency: Agency) -> list[ListColumn]:
    def link(line: LedgerLine) -> str:
        return reverse("inventory:lot", args=[agency.slug, line.lot_id]) if line.lot_id else ""

    return [
        ListColumn("day", _("Day"), kind="day"),
        ListColumn("quantity", _("Quantity"), kind="change"),
        ListColumn("what", _("What")),
        ListColumn("location", _("Location"), nothing=""),
        ListColumn("lot", _("Lot"), link=link, nothing="", is_unbroken=True),
        ListColumn("by", _("Entered by"), nothing=""),
    ]


def lines_with_balances(month: JournalMonth) -> Iterator[LedgerLine]:
    name = write_month(month.month)
    yield LedgerLine(name, month.opening, _("Opening balance"))
    yield from lines_of_month(month)
    yield LedgerLine(name, month.closing, _("Closing balance"))


def lines_of_month(month: JournalMonth) -> Iterator[LedgerLine]:
    for movement in month.movements:
        yield line_of_movement(movement)
    yield LedgerLine(write_month(month.month), month.left_change, _("Left with people, as logged this month"))


def line_of_movement(movement: StockMovement) -> LedgerLine:
    return LedgerLine(
        movement.on,
        movement.quantity,
        what_happened(movement),
        str(movement.location),
        str(movement.lot),
        movement.lot_id,
        str(movement.by or ""),
    )


def what_happened(movement: StockMovement) -> str:
    reason = movement.get_reason_display()
    if movement.stated_on == movement.on:
        return reason
    return _("%(reason)s (happened on %(day)s)") % {"reason": reason, "day": write_day(movement.stated_on)}
