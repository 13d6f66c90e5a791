"""What people may enter about stock."""

from inventory.forms.entries import ReceiptForm, StockMoveForm, WriteOffForm
from inventory.forms.ledger import LedgerForm
from inventory.forms.leftovers import LeftoversForm
from inventory.forms.opening import OpeningForm, with_more
from inventory.forms.stock_counts import BlindCountForm, VarianceForm, WhereForm

__all__ = [
    "BlindCountForm",
    "LedgerForm",
    "LeftoversForm",
    "OpeningForm",
    "ReceiptForm",
    "StockMoveForm",
    "VarianceForm",
    "WhereForm",
    "WriteOffForm",
    "with_more",
]
