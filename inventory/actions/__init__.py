"""What changes stock. The log's own three, `take`, `give_back` and `repost`, are in `use`."""

from inventory.actions.arrivals import OpeningLine, Receipt, opening_count, receive
from inventory.actions.catalogue import load_catalogue
from inventory.actions.departures import LOSSES, move_stock, write_off, write_off_lots
from inventory.actions.leftovers import return_leftovers
from inventory.actions.locations import close_location
from inventory.actions.lots import hold_back, recall, release
from inventory.actions.merging import (
    LocationMerger,
    foresee_location_merger,
    judge_location_merger,
    merge_location,
)
from inventory.actions.notices import MOST_LEFT, LowBefore, LowUndo, settle_low, tell_low, withdraw_low
from inventory.actions.relabeling import correct_lot
from inventory.actions.stock_counts import STOCK_COUNT_REASONS, CountedLot, count_stock
from inventory.actions.taking_back import put_right, take_back_entry
from inventory.actions.use import Want, give_back, open_shortfall, repost, take
from inventory.querysets import Variance
from inventory.refusals import (
    AlreadyEntered,
    AlreadyOpened,
    AlreadyTakenBack,
    DayRefused,
    LotGone,
    LotNotCounted,
    LotRefused,
    NotEnough,
    NotOpened,
    QuantityRefused,
    StockChanged,
    StockLocationRefused,
    StockRefused,
)

__all__ = [
    "LOSSES",
    "MOST_LEFT",
    "STOCK_COUNT_REASONS",
    "AlreadyEntered",
    "AlreadyOpened",
    "AlreadyTakenBack",
    "CountedLot",
    "DayRefused",
    "LocationMerger",
    "LotGone",
    "LotNotCounted",
    "LotRefused",
    "LowBefore",
    "LowUndo",
    "NotEnough",
    "NotOpened",
    "OpeningLine",
    "QuantityRefused",
    "Receipt",
    "StockChanged",
    "StockLocationRefused",
    "StockRefused",
    "Variance",
    "Want",
    "close_location",
    "correct_lot",
    "count_stock",
    "foresee_location_merger",
    "give_back",
    "hold_back",
    "judge_location_merger",
    "load_catalogue",
    "merge_location",
    "move_stock",
    "open_shortfall",
    "opening_count",
    "put_right",
    "recall",
    "receive",
    "release",
    "repost",
    "return_leftovers",
    "settle_low",
    "take",
    "take_back_entry",
    "tell_low",
    "withdraw_low",
    "write_off",
    "write_off_lots",
]
