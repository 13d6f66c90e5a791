"""The pages about stock."""

from inventory.views.entries import move, opening, receive, write_off, write_off_lots
from inventory.views.ledger_entries import correct_entry, entry, take_back
from inventory.views.leftovers import leftovers
from inventory.views.lots import correct_lot, hold_back, lot, release
from inventory.views.notices import settle
from inventory.views.stock import ledger, stock
from inventory.views.stock_counts import stock_count
from inventory.views.uncovered import find_uncovered

__all__ = [
    "correct_entry",
    "correct_lot",
    "entry",
    "find_uncovered",
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
    "take_back",
    "write_off",
    "write_off_lots",
]
