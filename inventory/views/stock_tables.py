"""The tables of stock: what is on hand, and where one lot lies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import Agency, Location
from agencies.tables import ListColumn, ListTable, RowGroup, StatusWord, TotalLine
from inventory.models import StockLevel
from inventory.querysets.holdings import Holding, LotHolding

ATTENTION = ("attention", "bad")


@dataclass(frozen=True)
class LotLevel:
    """A lot at one location: the level by which it is moved, and how it stands there."""

    level: StockLevel
    held: LotHolding


@dataclass(frozen=True)
class LevelToMove:
    """A lot at another location, and how many of it may be what came to `target`."""

    level: StockLevel
    quantity: int
    target: Location


def moves_table(rows: Iterable[LevelToMove]) -> ListTable:
    """What lies at other locations, each with the move that is filled in."""
    return ListTable(
        name="moves",
        caption=_("On hand at other locations"),
        columns=[
            ListColumn("location", _("Location"), value="level.location"),
            ListColumn("lot", _("Lot"), value="level.lot"),
            ListColumn("expires_on", _("Expires on"), kind="day", value="level.lot.expires_on"),
            ListColumn("on_hand", _("On hand"), kind="number", value="level.quantity"),
            ListColumn("move", _("Move"), kind="actions", template="inventory/_move_here.html"),
        ],
        rows=rows,
    )


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
