"""A report's figures as lines for people, be they live or frozen."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.models import StockMovement
from lbn.reporting.returns.amendments import AMENDED

BY_REASON = "by-"
MINUS = "\N{MINUS SIGN}"


class Line(NamedTuple):
    """One line of the balance: its letter with its sign, words, and kits as they are read; parts have no letter.

    `figure` names what it is made of (see `lbn.reporting.returns.entries`), `about` explains it in a sentence.
    """

    letter: str
    label: str
    kits: str
    figure: str = ""
    about: str = ""


def balance_lines(content: dict[str, Any]) -> list[Line]:
    """Return A + B - C ± D = E line by line, with what C and D are made of. `content` is a report's content."""
    stock = content["stock"]
    return [
        Line(
            "A",
            _("On hand at the beginning"),
            plain(stock["opening"]),
            "opening",
            _("What the last period ended with."),
        ),
        Line("+ B", _("Received"), plain(stock["received"]), "received", _("Deliveries put into stock.")),
        Line(
            f"{MINUS} C",
            _("Left with people"),
            plain(stock["left"]),
            "left",
            _("From the log, by the month in which it is reported."),
        ),
        *_parts_of_left(content),
        Line(
            "± D",
            _("Other changes"),
            signed(stock["other_change"]),
            "other",
            _("What changed stock beside deliveries and kits left, and what was left that is not in stock."),
        ),
        *_parts_of_other(stock),
        Line(
            "= E", _("On hand at the end"), plain(stock["closing"]), "closing", _("What the next period begins with.")
        ),
    ]


def _parts_of_left(content):
    net = content["net_corrections"]
    if net:
        yield Line("", _("counted in this period"), plain(content["stock"]["left"] - net), "logged")
        yield Line("", _("net corrections to earlier periods"), signed(net), "net_corrections")


def _parts_of_other(stock):
    for reason, kits in stock["other"].items():
        yield Line("", reason_in_words(reason), signed(kits), "" if reason == AMENDED else f"{BY_REASON}{reason}")
    if stock["shortfall"]:
        about = _("They wait until a delivery or a count covers them.")
        label = _("change in kits left that no stock covered")
        yield Line("", label, signed(stock["shortfall"]), "shortfall", about)
    if stock["not_from_stock"]:
        label = _("left where no stock was kept yet")
        yield Line("", label, signed(stock["not_from_stock"]), "not_from_stock")


def reason_in_words(reason: str) -> str:
    """Return what a part of D is called: why stock changed, or that an amendment says so."""
    return _("as amended") if reason == AMENDED else str(StockMovement.Reason(reason).label)


FACTS = {
    "handouts": gettext_lazy("Times kits were left"),
    "doses": gettext_lazy("Doses in the kits left"),
    "community_trained": gettext_lazy("Community members trained (when a kit was left)"),
    "personnel_trained": gettext_lazy("Personnel trained (who completed a course)"),
    "personnel_current": gettext_lazy("Personnel current at the end"),
    "sessions": gettext_lazy("Training sessions held"),
}


def fact_rows(content: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the other figures of a report as (term, value)."""
    return [(str(label), content[name]) for name, label in FACTS.items()]


def plain(kits: int) -> str:
    return f"{kits:,}".replace("-", MINUS)


def signed(kits: int) -> str:
    return f"{kits:+,}".replace("-", MINUS) if kits else "0"
