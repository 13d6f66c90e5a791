"""A report's figures as lines for people, be they live or frozen."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.wording import write_change, write_number
from inventory.models import StockMovement
from lbn.reporting.documents import Balance, PeriodReport
from lbn.reporting.returns.chain import AMENDED, CARRIED

BY_REASON = "by-"
BESIDE_THE_LEDGER = {
    AMENDED: gettext_lazy("as amended"),
    CARRIED: gettext_lazy("difference from the report before"),
}
SHORTFALL = gettext_lazy("change in kits left that no stock covered")
NOT_FROM_STOCK = gettext_lazy("left where no stock was kept yet")
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
        figure = "" if reason in BESIDE_THE_LEDGER else f"{BY_REASON}{reason}"
        yield BalanceLine("", reason_in_words(reason), write_change(kits), figure)
    if stock.shortfall:
        about = _("They wait until a delivery or a count covers them.")
        yield BalanceLine("", str(SHORTFALL), write_change(stock.shortfall), "shortfall", about)
    if stock.not_from_stock:
        yield BalanceLine("", str(NOT_FROM_STOCK), write_change(stock.not_from_stock), "not_from_stock")


def parts_of_other(stock: Balance) -> dict[str, int]:
    """Return what D is made of, {words: kits}, in the order of a report."""
    parts = {reason_in_words(reason): kits for reason, kits in in_order(stock.other)}
    more = {SHORTFALL: stock.shortfall, NOT_FROM_STOCK: stock.not_from_stock}
    return parts | {str(words): kits for words, kits in more.items() if kits}


def in_order(other: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the parts of D as (reason, kits) in the order of the ledger's reasons, those beside it last."""
    order = [*StockMovement.Reason.values, *BESIDE_THE_LEDGER]
    return sorted(other.items(), key=lambda part: order.index(part[0]))


def reason_in_words(reason: str) -> str:
    """Return what a part of D is called: why stock changed, or that an amendment says so."""
    return str(BESIDE_THE_LEDGER.get(reason) or StockMovement.Reason(reason).label)


class FactRow(NamedTuple):
    """A figure beside the balance; `figure` names what it is made of (see `lbn.reporting.returns.entries`), and
    `corrected` is by how much corrections to earlier periods have changed it."""

    label: str
    value: int
    figure: str
    corrected: int = 0


FACTS = {
    "handouts": gettext_lazy("Times kits were left"),
    "doses": gettext_lazy("Doses in the kits left"),
    "community_trained": gettext_lazy("Community members trained (when a kit was left)"),
    "personnel_trained": gettext_lazy("Personnel trained (who completed a course)"),
    "personnel_current": gettext_lazy("Personnel current at the end"),
    "sessions": gettext_lazy("Training sessions held"),
}


# Which part of a report's corrections is in which of these figures.
CORRECTED = {"handouts": "handouts", "doses": "doses", "community_trained": "people_trained"}


def fact_rows(document: PeriodReport) -> list[FactRow]:
    """Return the other figures of a report."""
    return [
        FactRow(str(label), getattr(document, name), name, _correction_in(document, name))
        for name, label in FACTS.items()
    ]


def _correction_in(document: PeriodReport, figure: str) -> int:
    part = getattr(document.corrections, CORRECTED.get(figure, ""), None) if document.corrections else None
    return part or 0
