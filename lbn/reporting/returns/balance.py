"""A report's figures as lines for people, be they live or frozen."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.wording import write_change, write_number
from inventory.models import StockMovement
from lbn.reporting.documents import Balance, PeriodReport
from lbn.reporting.returns.amendments import AMENDED

BY_REASON = "by-"
MINUS = "\N{MINUS SIGN}"


class BalanceLine(NamedTuple):
    """One line of the balance: its letter with its sign, words, and kits as they are read; parts have no letter.

    `figure` names what it is made of (see `lbn.reporting.returns.entries`), `about` explains it in a sentence.
    """

    letter: str
    label: str
    kits: str
    figure: str = ""
    about: str = ""


def balance_lines(document: PeriodReport) -> list[BalanceLine]:
    """Return A + B - C ± D = E line by line, with what C and D are made of."""
    stock = document.stock
    return [
        BalanceLine(
            "A",
            _("On hand at the beginning"),
            write_number(stock.opening),
            "opening",
            _("What the last period ended with."),
        ),
        BalanceLine("+ B", _("Received"), write_number(stock.received), "received", _("Deliveries put into stock.")),
        BalanceLine(
            f"{MINUS} C",
            _("Left with people"),
            write_number(stock.left),
            "left",
            _("From the log, by the month in which it is reported."),
        ),
        *_parts_of_left(document),
        BalanceLine(
            "± D",
            _("Other changes"),
            write_change(stock.other_change),
            "other",
            _("What changed stock beside deliveries and kits left, and what was left that is not in stock."),
        ),
        *_parts_of_other(stock),
        BalanceLine(
            "= E",
            _("On hand at the end"),
            write_number(stock.closing),
            "closing",
            _("What the next period begins with."),
        ),
    ]


def _parts_of_left(document: PeriodReport) -> Iterator[BalanceLine]:
    net = document.net_corrections
    if net:
        yield BalanceLine("", _("counted in this period"), write_number(document.stock.left - net), "logged")
        yield BalanceLine("", _("net corrections to earlier periods"), write_change(net), "net_corrections")


def _parts_of_other(stock: Balance) -> Iterator[BalanceLine]:
    for reason, kits in in_order(stock.other):
        figure = "" if reason == AMENDED else f"{BY_REASON}{reason}"
        yield BalanceLine("", reason_in_words(reason), write_change(kits), figure)
    if stock.shortfall:
        about = _("They wait until a delivery or a count covers them.")
        label = _("change in kits left that no stock covered")
        yield BalanceLine("", label, write_change(stock.shortfall), "shortfall", about)
    if stock.not_from_stock:
        label = _("left where no stock was kept yet")
        yield BalanceLine("", label, write_change(stock.not_from_stock), "not_from_stock")


def in_order(other: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the parts of D as (reason, kits) in the order of the ledger's reasons, an amendment's last."""
    order = [*StockMovement.Reason.values, AMENDED]
    return sorted(other.items(), key=lambda part: order.index(part[0]))


def reason_in_words(reason: str) -> str:
    """Return what a part of D is called: why stock changed, or that an amendment says so."""
    return _("as amended") if reason == AMENDED else str(StockMovement.Reason(reason).label)


class FactRow(NamedTuple):
    """A figure beside the balance; `figure` names what it is made of (see `lbn.reporting.returns.entries`)."""

    label: str
    value: int
    figure: str


FACTS = {
    "handouts": gettext_lazy("Times kits were left"),
    "doses": gettext_lazy("Doses in the kits left"),
    "community_trained": gettext_lazy("Community members trained (when a kit was left)"),
    "personnel_trained": gettext_lazy("Personnel trained (who completed a course)"),
    "personnel_current": gettext_lazy("Personnel current at the end"),
    "sessions": gettext_lazy("Training sessions held"),
}


def fact_rows(document: PeriodReport) -> list[FactRow]:
    """Return the other figures of a report: term, value, and what names its entries."""
    return [FactRow(str(label), getattr(document, name), name) for name, label in FACTS.items()]
