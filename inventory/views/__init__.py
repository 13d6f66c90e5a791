"""The pages about stock."""

from inventory.views.entries import move, opening, receive, write_off
from inventory.views.leftovers import leftovers
from inventory.views.lots import hold_back, lot, release
from inventory.views.notices import settle
from inventory.views.stock import ledger, stock
from inventory.views.stock_counts import stock_count

__all__ = [
    "hold_back",
    "ledger",
    "leftovers",
    "lot",
    "move",
    "opening",
    "receive",
    "release",
    "settle",
    "stock",
    "stock_count",
    "write_off",
]
