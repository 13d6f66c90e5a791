"""What about stock needs somebody, for the coordinator's home and the top of the stock page."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from agencies.models import Agency, Location
from agencies.wording import say
from inventory.models import Item, Lot, Shortfall, StockLevel, may_be_left_on

EXPIRING_DAYS = 90
RECALLED = Q(lot__status=Lot.Status.RECALLED)
NOT_RECALLED = ~RECALLED  # beside a date: what is recalled is returned, whether it has expired or not


@dataclass(frozen=True)
class StockWarning:
    """`quantity` of `item` are "recalled", "expired", "held_back", "expiring", or a "shortfall" at `location`; it is
    "out" where none is left that may be used. `first_on` is the first expiry date, for "expired" and "expiring".
    """

    kind: str
    item: Item
    quantity: int
    first_on: date | None = None
    location: Location | None = None

    @property
    def tone(self) -> str:
        return "bad" if self.kind in ("recalled", "expired", "out") else "attention"

    @property
    def query(self) -> str:
        """The query of the page that settles it: which lots to write off, or what to count where; "" for none."""
        if self.kind in ("recalled", "expired"):
            return urlencode({"what": self.kind})
        if self.location is not None:
            return urlencode({"location": self.location.pk, "item": self.item.slug})
        return ""

    @property
    def word(self) -> str:
        return {
            "recalled": _("Recalled"),
            "expired": _("Expired"),
            "out": _("None left"),
            "held_back": _("Held back"),
            "expiring": _("Expires soon"),
            "shortfall": _("To count"),
        }[self.kind]

    @property
    def sentence(self) -> str:
        """What it is and what to do, in one sentence."""
        sentence = {
            "recalled": _("%(item)s: %(number)s on hand are recalled. Set them apart and return them."),
            "expired": _("%(item)s: %(number)s on hand have expired. Take them out and write them off."),
            "out": _("%(item)s: none left that may be used. Enter a delivery, or ask your supplier for more."),
            "held_back": _("%(item)s: %(number)s on hand are held back. Release them or write them off."),
            "expiring": _("%(item)s: %(number)s expire within 90 days, the first on %(day)s. Use these first."),
            "shortfall": _(
                "%(item)s at %(location)s: %(number)s logged that were not in stock. "
                "Enter the delivery or move that is missing, or count."
            ),
        }[self.kind]
        return say(sentence, number=self.quantity, item=self.item, day=self.first_on, location=self.location)


def stock_warnings(agency: Agency, today: date) -> list[StockWarning]:
    """Return what needs somebody on `today`, most urgent first, in three queries however much there is."""
    held = Q(lot__status=Lot.Status.QUARANTINED)
    active = Q(lot__status=Lot.Status.ACTIVE)
    expired = NOT_RECALLED & Q(lot__expires_on__lt=today)
    soon = Q(lot__expires_on__gte=today, lot__expires_on__lte=today + timedelta(days=EXPIRING_DAYS))
    sums = {
        "recalled": RECALLED,
        "expired": expired,
        "usable": may_be_left_on(today),
        "held_back": held & ~expired,
        "expiring": active & soon,
    }
    rows = (
        StockLevel.objects.filter(agency=agency)
        .order_by()
        .values("lot__item_id")
        .annotate(
            **{name: Sum("quantity", filter=which, default=0) for name, which in sums.items()},
            expired_on=Min("lot__expires_on", filter=expired & Q(quantity__gt=0)),
            expiring_on=Min("lot__expires_on", filter=active & soon & Q(quantity__gt=0)),
        )
    )
    found = [(row["lot__item_id"], *fact) for row in rows for fact in _facts(row)]
    items = Item.objects.in_bulk({item for item, *_fact in found})
    order = ["recalled", "out", "expired", "expiring", "held_back", "shortfall"]
    warnings = [StockWarning(kind, items[item], number, first_on) for item, kind, number, first_on in found]
    found_and_short = [*warnings, *_shortfalls(agency)]
    return sorted(found_and_short, key=lambda warning: (order.index(warning.kind), warning.item.name))


def levels_to_write_off(agency: Agency, what: str, today: date) -> QuerySet[StockLevel]:
    """Return the levels of what is "expired" on `today`, or "recalled"."""
    which = {"expired": NOT_RECALLED & Q(lot__expires_on__lt=today), "recalled": RECALLED}[what]
    return StockLevel.objects.filter(which, agency=agency, quantity__gt=0).by_location()


def _facts(row):
    if not row["usable"]:
        yield "out", 0, None
    for kind, first_on in [
        ("recalled", None),
        ("expired", row["expired_on"]),
        ("expiring", row["expiring_on"]),
        ("held_back", None),
    ]:
        if row[kind]:
            yield kind, row[kind], first_on


def _shortfalls(agency):
    """What was logged and no stock covered, location by location."""
    open_ones: dict[tuple[Location, Item], int] = {}
    for row in Shortfall.objects.filter(agency=agency).select_related("location", "item").order_by("location__name"):
        at = row.location, row.item
        open_ones[at] = open_ones.get(at, 0) + row.quantity
    return [
        StockWarning("shortfall", item, quantity, location=location)
        for (location, item), quantity in open_ones.items()
        if quantity > 0
    ]
