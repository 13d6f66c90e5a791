"""What is on hand: by item, then location, then lot."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from agencies.models import Agency, Location
from agencies.wording import say, write_duration
from inventory.models import Item, Lot, Shortfall, StockLevel
from inventory.querysets.warnings import EXPIRING_DAYS


@dataclass(frozen=True)
class LotHolding:
    """One lot at one location, as of a day. `tone` and `word` say its condition, in colour and in words."""

    lot: Lot
    location: Location
    quantity: int
    days_left: int | None

    @property
    def condition(self) -> str:
        if self.lot.status == Lot.Status.RECALLED:
            return "recalled"
        if self.lot.status == Lot.Status.QUARANTINED:
            return "held_back"
        if self.days_left is None:
            return "unknown"
        if self.days_left < 0:
            return "expired"
        return "expiring" if self.days_left <= EXPIRING_DAYS else "good"

    @property
    def tone(self) -> str:
        tones = {"recalled": "bad", "expired": "bad", "held_back": "attention", "expiring": "attention"}
        return tones.get(self.condition, "ok" if self.condition == "good" else "quiet")

    @property
    def word(self) -> str:
        return {
            "recalled": _("Recalled"),
            "expired": _("Expired"),
            "held_back": _("Held back"),
            "expiring": _("Expires soon"),
            "unknown": _("Expiry not recorded"),
            "good": _("In date"),
        }[self.condition]

    @property
    def time_left(self) -> str:
        """How long it is until the lot expires, or since; nothing where the date is not known."""
        expires_on = self.lot.expires_on
        if self.days_left is None or expires_on is None:
            return ""
        today = expires_on - timedelta(days=self.days_left)
        if self.days_left < 0:
            return say(_("%(duration)s ago"), duration=write_duration(expires_on, today))
        return write_duration(today, expires_on)


@dataclass
class ItemAtLocation:
    """An item at one location: its lots, first to expire first, and what was left and no stock covered."""

    location: Location
    lots: list[LotHolding] = field(default_factory=list)
    shortfall: int = 0

    @property
    def total(self) -> int:
        return sum(lot.quantity for lot in self.lots)


@dataclass
class Holding:
    """One item of an agency at all its locations."""

    item: Item
    locations: list[ItemAtLocation] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(at.total for at in self.locations)


def lot_at(level: StockLevel, today: date) -> LotHolding:
    """Return a level as people see it on `today`."""
    expires_on = level.lot.expires_on
    days_left = (expires_on - today).days if expires_on else None
    return LotHolding(level.lot, level.location, level.quantity, days_left)


def holdings(agency: Agency, today: date) -> list[Holding]:
    """Return what the agency has, naloxone kits first, in three queries; items it ever had are there with 0."""
    levels = (
        StockLevel.objects.filter(agency=agency)
        .select_related("lot__item", "location")
        .order_by("location__name", F("lot__expires_on").asc(nulls_last=True), "lot__number")
    )
    short = _open_shortfalls(agency)
    by_item: dict[int, dict[Location, ItemAtLocation]] = {}
    for level in levels:
        locations = by_item.setdefault(level.lot.item_id, {})
        at = locations.setdefault(level.location, ItemAtLocation(level.location))
        at.shortfall = short.get((level.location_id, level.lot.item_id), 0)
        if level.quantity:
            at.lots.append(lot_at(level, today))
    items = sorted(
        Item.objects.filter(pk__in=by_item), key=lambda item: (Item.Kind.values.index(item.kind), item.name)
    )
    return [Holding(item, _not_empty(by_item[item.pk].values())) for item in items]


def _open_shortfalls(agency):
    rows = Shortfall.objects.filter(agency=agency).order_by().values_list("location_id", "item_id")
    return {tuple(key): total for *key, total in rows.annotate(total=Sum("quantity"))}


def _not_empty(locations):
    return [at for at in locations if at.lots or at.shortfall]
