"""Items, lots and the ledger."""

from inventory.models.entry import LedgerEntry
from inventory.models.item import Item, Lot
from inventory.models.ledger import (
    IS_CORRECTION,
    LateUse,
    Shortfall,
    StockLevel,
    StockMovement,
    StockUse,
    may_be_left_on,
)
from inventory.models.notice import LowStockNotice

__all__ = [
    "IS_CORRECTION",
    "Item",
    "LateUse",
    "LedgerEntry",
    "Lot",
    "LowStockNotice",
    "Shortfall",
    "StockLevel",
    "StockMovement",
    "StockUse",
    "may_be_left_on",
]
