"""What people may enter about stock."""

from inventory.forms.entries import ReceiptForm, StockMoveForm, WriteOffForm, WriteOffLotsForm
from inventory.forms.ledger import LedgerForm
from inventory.forms.leftovers import LeftoversForm
from inventory.forms.lots import LotForm
from inventory.forms.opening import OpeningForm, with_more
from inventory.forms.stock_counts import BlindCountForm, MeanwhileForm, VarianceForm, WhereForm

__all__ = [
    "BlindCountForm",
    "LedgerForm",
    "LeftoversForm",
    "LotForm",
    "MeanwhileForm",
    "OpeningForm",
    "ReceiptForm",
    "StockMoveForm",
    "VarianceForm",
    "WhereForm",
    "WriteOffForm",
    "WriteOffLotsForm",
    "with_more",
]
