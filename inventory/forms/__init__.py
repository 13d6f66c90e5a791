"""What people may enter about stock."""

from inventory.forms.counts import BlindCountForm, VarianceForm, WhereForm
from inventory.forms.entries import MoveForm, ReceiptForm, WriteOffForm
from inventory.forms.ledger import LedgerForm
from inventory.forms.opening import OpeningForm, OpeningLines, lines_of, with_more

__all__ = [
    "BlindCountForm",
    "LedgerForm",
    "MoveForm",
    "OpeningForm",
    "OpeningLines",
    "ReceiptForm",
    "VarianceForm",
    "WhereForm",
    "WriteOffForm",
    "lines_of",
    "with_more",
]
