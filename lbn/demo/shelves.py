"""Stock: what lay there at first, deliveries, what goes to the station, and counts each quarter."""

from datetime import date, timedelta

from django.db.models import Sum

from agencies.models import Location
from agencies.periods import add_months, month_end
from inventory.actions import CountedLot, OpeningLine, count_stock, move_stock, opening_count, receive, write_off
from inventory.models import Item, StockLevel
from lbn.demo.world import Site, World

CASE = 12
SHELF_LIFE = {Item.STANDARD_KIT: 30, "fentanyl-strips": 12}


def open_shelves(world: World, site: Site, day: date) -> None:
    """Count what the agency has when it joins; some of it without a label that anybody noted."""
    lines = [
        OpeningLine(world.kit, f"{site.part.key[:2]}-{day:%y%m}A", month_end(add_months(day, 9)), CASE),
        OpeningLine(world.kit, "", None, site.random.randint(2, 6)),
    ]
    entered = {"agency": site.agency, "on": day, "today": day, "by": site.coordinator}
    opening_count(location=site.storeroom, lines=lines, **entered)


def on_hand(site: Site, item: Item, day: date) -> dict:
    """How many of `item` may be left on `day` at each location that has some, by its id."""
    levels = StockLevel.objects.filter(agency=site.agency, lot__item=item).usable_on(day)
    return dict(levels.order_by().values_list("location").annotate(total=Sum("quantity")))


def describe_lot(item: Item, day: date) -> tuple[str, date]:
    """The lot that suppliers send in the month of `day`, and when it expires."""
    return f"{item.slug[0].upper()}{day:%y%m}", month_end(add_months(day, SHELF_LIFE[item.slug]))


def restock(world: World, site: Site, day: date) -> None:
    """Order for three months where too little is there, and carry kits to the station."""
    for item in (world.kit, world.strips) if site.part.strips else (world.kit,):
        need = round(site.part.pace * (3.4 if item == world.kit else 1.1))
        there = on_hand(site, item, day)
        total = sum(there.values())
        if total < need:
            deliver(site, item, day, cases=-(-(3 * need // 2 - total) // CASE))
        for station in site.posts[1:]:
            carry(site, item, station, day, wanted=need - there.get(station.pk, 0))


def deliver(site: Site, item: Item, day: date, *, cases: int) -> None:
    number, expires_on = describe_lot(item, day)
    receive(
        agency=site.agency,
        location=site.storeroom,
        item=item,
        number=number,
        expires_on=expires_on,
        quantity=cases * CASE,
        on=day,
        today=day,
        by=site.coordinator,
    )


def carry(site: Site, item: Item, station: Location, day: date, *, wanted: int) -> None:
    """Move up to `wanted` from the storeroom to the station, first to expire first."""
    levels = StockLevel.objects.filter(location=site.storeroom, lot__item=item).usable_on(day)
    for level in levels.select_related("lot__item").first_to_expire():
        quantity = min(wanted, level.quantity)
        if quantity > 0:
            move_stock(
                agency=site.agency,
                lot=level.lot,
                source=site.storeroom,
                target=station,
                quantity=quantity,
                on=day,
                today=day,
                by=site.coordinator,
            )
            wanted -= quantity


def count_shelf(world: World, site: Site, day: date, *, missing: int = 0, left: int | None = None) -> None:
    """Count the kits of the post where most are logged: `missing` of them are not there, or only `left` are."""
    post = site.posts[-1]
    held = list(StockLevel.objects.filter(location=post, lot__item=world.kit, quantity__gt=0).select_related("lot"))
    there = sum(level.quantity for level in held)
    gone = min(missing, there) if left is None else there - left
    found = []
    for level in held:
        part = min(gone, level.quantity)
        gone -= part
        found.append(CountedLot(level.lot.number, level.lot.expires_on, level.quantity - part))
    if found:
        entered = {"agency": site.agency, "on": day, "today": day, "by": site.coordinator}
        count_stock(location=post, item=world.kit, counted=found, **entered)


def write_off_expired(site: Site, day: date) -> None:
    """Take what has expired by `day` off the shelf."""
    levels = StockLevel.objects.filter(agency=site.agency).expired_on(day)
    for level in levels.select_related("lot__item", "location"):
        write_off(
            agency=site.agency,
            location=level.location,
            lot=level.lot,
            quantity=level.quantity,
            reason="expired",
            on=day,
            today=day,
            by=site.coordinator,
        )


def receive_lot(world: World, site: Site, *, number: str, expires_on: date, quantity: int, day: date, at=None):
    """Put one lot of kits into stock at `at` (the storeroom if left out) and return it."""
    receipt = receive(
        agency=site.agency,
        location=at or site.storeroom,
        item=world.kit,
        number=number,
        expires_on=expires_on,
        quantity=quantity,
        on=day,
        today=world.on,
        by=site.coordinator,
    )
    return receipt.lot


def days_before(world: World, days: int) -> date:
    return world.on - timedelta(days=days)
