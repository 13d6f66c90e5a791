"""The pages about stock."""

from inventory.views.counts import count
from inventory.views.entries import move, opening, receive, write_off
from inventory.views.lots import hold_back, lot, release
from inventory.views.notices import settle
from inventory.views.stock import ledger, stock

__all__ = [
    "count",
    "hold_back",
    "ledger",
    "lot",
    "move",
    "opening",
    "receive",
    "release",
    "settle",
    "stock",
    "write_off",
]
