"""Items, lots and the ledger."""

from inventory.models.item import Item, Lot
from inventory.models.ledger import Shortfall, StockLevel, StockMovement, StockUse, may_be_left_on
from inventory.models.notice import LowStockNotice

__all__ = ["Item", "Lot", "LowStockNotice", "Shortfall", "StockLevel", "StockMovement", "StockUse", "may_be_left_on"]
