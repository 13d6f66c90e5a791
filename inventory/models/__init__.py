"""Items, lots and the ledger."""

from inventory.models.item import Item, Lot
from inventory.models.ledger import Shortfall, StockLevel, StockMovement, StockUse, may_be_left_on

__all__ = ["Item", "Lot", "Shortfall", "StockLevel", "StockMovement", "StockUse", "may_be_left_on"]
