"""What changes stock. The log's own three, `take`, `give_back` and `repost`, are in `use`."""

from inventory.actions.arrivals import OpeningLine, Receipt, opening_count, receive
from inventory.actions.catalogue import load_catalogue
from inventory.actions.counts import COUNT_REASONS, CountedLot, count
from inventory.actions.departures import LOSSES, move, write_off
from inventory.actions.lots import hold_back, release
from inventory.actions.notices import MOST_LEFT, settle_low, tell_low
from inventory.actions.refusals import (
    AlreadyEntered,
    AlreadyOpened,
    DayRefused,
    LocationRefused,
    LotNotCounted,
    LotRefused,
    NotEnough,
    NotOpened,
    QuantityRefused,
    StockChanged,
    StockRefused,
)
from inventory.actions.use import Want, give_back, open_shortfall, repost, take
from inventory.querysets import Variance

__all__ = [
    "COUNT_REASONS",
    "LOSSES",
    "MOST_LEFT",
    "AlreadyEntered",
    "AlreadyOpened",
    "CountedLot",
    "DayRefused",
    "LocationRefused",
    "LotNotCounted",
    "LotRefused",
    "NotEnough",
    "NotOpened",
    "OpeningLine",
    "QuantityRefused",
    "Receipt",
    "StockChanged",
    "StockRefused",
    "Variance",
    "Want",
    "count",
    "give_back",
    "hold_back",
    "load_catalogue",
    "move",
    "open_shortfall",
    "opening_count",
    "receive",
    "release",
    "repost",
    "settle_low",
    "take",
    "tell_low",
    "write_off",
]
