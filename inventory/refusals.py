"""What an entry in the ledger may be refused for."""

from agencies.actions.refusals import Refused


class StockRefused(Refused):
    """An entry that is refused; `line` is the index of the line at fault where it has several."""

    def __init__(self, sentence, *, field=None, line=None):
        super().__init__(sentence, field=field)
        self.line = line


class DayRefused(StockRefused):
    """The day lies ahead, too long ago, or before the opening count that holds it already."""


class AlreadyEntered(StockRefused):
    """The same page was sent before: what it says is stored already."""


class AlreadyTakenBack(StockRefused):
    """The entry was taken back before, or it takes something back itself."""


class LotGone(StockRefused):
    """Some of what an entry brought was moved or written off since, so that it cannot be taken back alone."""


class QuantityRefused(StockRefused):
    """Less than one, or more than anybody enters by hand."""


class StockLocationRefused(StockRefused):
    """No ledger is kept there, or both locations are the same."""


class LotRefused(StockRefused):
    """The lot number or expiry date cannot be right, or the lot must not be used like this."""


class AlreadyOpened(StockRefused):
    """Stock of this item is kept at this location already."""


class NotOpened(StockRefused):
    """No stock of this item was ever recorded at this location."""


class NotEnough(StockRefused):
    """The location has fewer of this lot than are to leave it."""


class LotNotCounted(StockRefused):
    """A count leaves out a lot that should be there."""


class StockChanged(StockRefused):
    """Kits were logged or moved between the count and its confirmation."""
