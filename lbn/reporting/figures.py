"""A report's figures as lines for people, be they live or frozen."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from inventory.models import StockMovement

MINUS = "\N{MINUS SIGN}"


class Line(NamedTuple):
    """One line of the balance: its letter with its sign, words, and kits as they are read; parts have no letter."""

    letter: str
    label: str
    kits: str


def balance_lines(content: dict[str, Any]) -> list[Line]:
    """Return A + B - C ± D = E line by line, with what C and D are made of. `content` is a report's content."""
    stock = content["stock"]
    return [
        Line("A", _("On hand at the beginning"), plain(stock["opening"])),
        Line("+ B", _("Received"), plain(stock["received"])),
        Line(f"{MINUS} C", _("Left with people"), plain(stock["left"])),
        *_parts_of_left(content),
        Line("± D", _("Other changes"), signed(stock["other_change"])),
        *_parts_of_other(stock),
        Line("= E", _("On hand at the end"), plain(stock["closing"])),
    ]


def _parts_of_left(content):
    net = content["net_corrections"]
    if net:
        yield Line("", _("counted in this period"), plain(content["stock"]["left"] - net))
        yield Line("", _("net corrections to earlier periods"), signed(net))


def _parts_of_other(stock):
    for reason, kits in stock["other"].items():
        yield Line("", StockMovement.Reason(reason).label, signed(kits))
    if stock["shortfall"]:
        yield Line("", _("change in kits left that no stock covered"), signed(stock["shortfall"]))
    if stock["not_from_stock"]:
        yield Line("", _("left where no stock was kept yet"), signed(stock["not_from_stock"]))


def fact_rows(content: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the other figures of a report as (term, value)."""
    return [
        (_("Times kits were left"), content["handouts"]),
        (_("Doses in the kits left"), content["doses"]),
        (_("Community members trained (when a kit was left)"), content["community_trained"]),
        (_("Personnel trained (who completed a course)"), content["personnel_trained"]),
        (_("Personnel current at the end"), content["personnel_current"]),
        (_("Training sessions held"), content["sessions"]),
    ]


def plain(kits: int) -> str:
    return f"{kits:,}".replace("-", MINUS)


def signed(kits: int) -> str:
    return f"{kits:+,}".replace("-", MINUS) if kits else "0"
