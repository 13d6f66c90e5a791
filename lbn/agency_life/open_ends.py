"""What is still open at an agency that wants to close."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency, Terminal
from agencies.wording import say, write_kits
from inventory.models import Item, StockLevel
from lbn.reporting.returns.states import due_reports


@dataclass(frozen=True)
class OpenEnd:
    """One thing to end, and the page where that is done."""

    sentence: str
    url: str
    action: str


@dataclass(frozen=True)
class OpenEnds:
    """All that is open; `holds_kits` where naloxone kits are on hand."""

    found: tuple[OpenEnd, ...]
    holds_kits: bool


def open_ends_of(agency: Agency, today: date) -> OpenEnds:
    """Return what is open at `agency` on `today`: stock by location, reports, terminals, parents, coalitions.
    Ten queries."""
    levels = stock_by_location(agency)
    found = [
        *(_about_stock(agency, level) for level in levels),
        *_about_reports(agency, today),
        *_about_terminals(agency),
        *_about_parents(agency),
        *_about_coalitions(agency),
    ]
    return OpenEnds(tuple(found), any(level["lot__item__kind"] == Item.Kind.NALOXONE_KIT for level in levels))


def stock_by_location(agency):
    """What is on hand, by location and item: rows with `location__name`, `lot__item__name`, `lot__item__kind` and
    `number`."""
    levels = StockLevel.objects.filter(agency=agency, quantity__gt=0)
    held = levels.order_by("location__name", "lot__item__name").values(
        "location__name", "lot__item__name", "lot__item__kind"
    )
    return list(held.annotate(number=Sum("quantity")))


def _about_stock(agency, level):
    facts = {"location": level["location__name"], "kits": write_kits(level["number"])}
    words = _("%(location)s still has %(kits)s. Return them or write them off.")
    if level["lot__item__kind"] != Item.Kind.NALOXONE_KIT:
        words = _("%(location)s still has %(number)s of %(item)s. Return them or write them off.")
        facts |= {"number": level["number"], "item": level["lot__item__name"]}
    url = reverse("inventory:write_off", kwargs={"slug": agency.slug})
    return OpenEnd(say(words, **facts), url, _("Write off"))


def _about_reports(agency, today):
    for state in due_reports(agency, today):
        words = _("The report for %(period)s is not sent.")
        yield OpenEnd(say(words, period=state.period), state.url, _("Look and send"))


def _about_terminals(agency):
    active = agency.terminals.filter(status=Terminal.Status.ACTIVE).count()
    if active:
        words = ngettext(
            "%(number)s terminal is in use. For 60 days it sends what officers still log; then it stops.",
            "%(number)s terminals are in use. For 60 days they send what officers still log; then they stop.",
            active,
        )
        url = reverse("agencies:terminals", kwargs={"slug": agency.slug})
        yield OpenEnd(say(words, number=active), url, _("See terminals"))


def _about_parents(agency):
    url = reverse("agencies:parent", kwargs={"slug": agency.slug})
    for asking in agency.child_requests.select_related("agency"):
        words = _("%(agency)s asks to be under your agency.")
        yield OpenEnd(words % {"agency": asking.agency}, url, _("Answer"))
    for child in agency.children.all():
        yield OpenEnd(_("%(agency)s is under your agency.") % {"agency": child}, url, _("End the link"))


def _about_coalitions(agency):
    for member in agency.coalition_members.in_force().select_related("coalition"):
        words = _("Your agency shows its totals in the coalition “%(coalition)s”. Once it closes, it leaves it.")
        url = reverse("agencies:coalition", args=[agency.slug, member.coalition_id])
        yield OpenEnd(words % {"coalition": member.coalition}, url, _("See the coalition"))
