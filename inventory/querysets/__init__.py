"""Questions about stock. None of them looks at the request or the clock."""

from inventory.querysets.balances import Flow, closing_by_item, flow, kits_closing
from inventory.querysets.drifts import Drift, drifts
from inventory.querysets.held_back import lots_held_back_at
from inventory.querysets.holdings import Holding, ItemAtLocation, LotHolding, holdings, lot_at
from inventory.querysets.journal import JournalMonth, journal, journal_of_lot
from inventory.querysets.leftovers import events_with_leftovers, leftovers_at
from inventory.querysets.locations import locations_with_kits
from inventory.querysets.missing import missing_by_month
from inventory.querysets.standing import stock_standing
from inventory.querysets.variance import Shelf, Variance, shelf_of, variance_of
from inventory.querysets.warnings import EXPIRING_DAYS, StockWarning, levels_to_write_off, stock_warnings

__all__ = [
    "EXPIRING_DAYS",
    "Drift",
    "Flow",
    "Holding",
    "ItemAtLocation",
    "JournalMonth",
    "LotHolding",
    "Shelf",
    "StockWarning",
    "Variance",
    "closing_by_item",
    "drifts",
    "events_with_leftovers",
    "flow",
    "holdings",
    "journal",
    "journal_of_lot",
    "kits_closing",
    "leftovers_at",
    "levels_to_write_off",
    "locations_with_kits",
    "lot_at",
    "lots_held_back_at",
    "missing_by_month",
    "shelf_of",
    "stock_standing",
    "stock_warnings",
    "variance_of",
]
