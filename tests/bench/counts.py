"""Years of counts, put into a database by one statement, for what is measured over many of them.

`fill(rows=1_000_000)` runs where Django is set up, in a database with programs and places (`LOADED`). It makes five
suppliers, North with a hundred agencies and the others with twenty-five each, and about as many counts of 2025 as are
asked for: of four items in fifty places of each agency, spread over all its days. Neighbours have places in common.
"""

from datetime import date

SUPPLIERS = {"North": 100, "South": 25, "West": 25, "East": 25, "Middle": 25}
PLACES = 50
DAYS = 365
BEGINS = date(2025, 1, 1)
KITS = (("kit-of-one", 1), ("kit-of-three", 3))
ITEMS = ("naloxone-kit", *(slug for slug, _doses in KITS), "fentanyl-strips")
# Of the numbers from 0 below a prime, evenly met by all agencies, places and days, the first ones are taken.
PRIME, BY_SLOT, BY_DAY = 10007, 7919, 6151
COLUMNS = (
    "id, agency_id, scope_id, handed_out_on, precision, posted_month, jurisdiction_id, zip_code, item_id, "
    "handouts, items, people_trained"
)
DAYS_OF = {
    "sqlite": "WITH RECURSIVE days(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM days WHERE n < {last}) "
    "SELECT n, date('{begins}', '+' || n || ' days') AS day, "
    "date('{begins}', '+' || n || ' days', 'start of month') AS month FROM days",
    "postgresql": "SELECT n, date '{begins}' + n AS day, date_trunc('month', date '{begins}' + n)::date AS month "
    "FROM generate_series(0, {last}) AS n",
}
# In order, as the application's are not: nothing that is measured goes by them, and they are written much faster.
NEW_ID = {
    "sqlite": "printf('%08x000040008000%012x', n, slot)",
    "postgresql": "(lpad(to_hex(n), 8, '0') || '-0000-4000-8000-' || lpad(to_hex(slot), 12, '0'))::uuid",
}
# Keys and checks hold by construction; looking at each row costs more than writing it.
BEFORE = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"),
    "postgresql": ("SET session_replication_role = replica",),
}
# Production never says ANALYZE to SQLite.
AFTER = {
    "sqlite": ("PRAGMA ignore_check_constraints = OFF", "PRAGMA foreign_keys = ON"),
    "postgresql": ("RESET session_replication_role", "VACUUM ANALYZE"),
}


def fill(*, rows, apart=4, begins=BEGINS):
    """Put suppliers, agencies and about `rows` counts from `begins` to the year's end into the database; return how
    many counts there are.

    `apart` ZIP codes on from where one agency's places begin are those of the next one: the fewer, the more is left
    in each place.
    """
    from django.db import connection, transaction

    slots, vendor = list(slots_of(sites(apart))), connection.vendor
    uuid = "char(32)" if vendor == "sqlite" else "uuid"
    with connection.cursor() as cursor:
        for word in BEFORE[vendor]:
            cursor.execute(word)
        with transaction.atomic():
            cursor.execute(
                f"CREATE TEMPORARY TABLE bench_slots (slot integer, agency_id {uuid}, scope_id bigint, "
                "jurisdiction_id bigint, zip_code text, item_id bigint)"
            )
            cursor.executemany("INSERT INTO bench_slots VALUES (%s, %s, %s, %s, %s, %s)", slots)
            days = DAYS - (begins - BEGINS).days
            cursor.execute(statement(vendor, kept=kept(rows, len(slots), days), begins=begins, days=days))
            made = cursor.rowcount
        for word in AFTER[vendor]:
            cursor.execute(word)
    return made


def kept(rows, slots, days=DAYS):
    """Return how many of `PRIME` numbers must be taken for `rows` counts of that many slots on each of these days.

    A slot is an item in one place of one agency. Raises ValueError where there are not that many.
    """
    share = rows / (slots * days)
    if share > 1:
        raise ValueError(f"{slots} slots on {days} days are {slots * days} counts at most, not {rows}.")
    return round(share * PRIME)


def statement(vendor, *, kept, begins=BEGINS, days=DAYS):
    """Return the statement that inserts the counts: of each slot and day that is among the first `kept` numbers."""
    each = DAYS_OF[vendor].format(begins=begins.isoformat(), last=days - 1)
    return (
        f"INSERT INTO distributions_dailycount ({COLUMNS}) "
        f"SELECT {NEW_ID[vendor]}, agency_id, scope_id, day, 'day', month, jurisdiction_id, zip_code, item_id, "
        "1 + (slot + n) % 3, 1 + (slot + n) % 3 + (slot + n) % 2, (slot + n) % 2 "
        f"FROM ({each}) AS days CROSS JOIN bench_slots "
        f"WHERE (slot * {BY_SLOT} + n * {BY_DAY}) % {PRIME} < {kept}"
    )


def sites(apart):
    """Make suppliers, their agencies and the items; return (agency id, scope id, item ids, places) of each agency.

    A place is a county's id and a ZIP code; of one place only the county is known.
    """
    from agencies.models import Program, ScopeMembership, ZipCode
    from inventory.actions import load_catalogue
    from inventory.models import Item
    from tests import cast

    program = Program.objects.get(slug="new_york")
    load_catalogue()
    for slug, doses in KITS:
        Item.objects.create(slug=slug, name=slug, kind=Item.Kind.NALOXONE_KIT, doses_per_item=doses)
    items = list(Item.objects.filter(slug__in=ITEMS).order_by("pk").values_list("pk", flat=True))
    zips = ZipCode.objects.filter(kind=ZipCode.Kind.STANDARD, jurisdiction__state=program.state)
    known = list(
        zips.order_by("jurisdiction__name", "zip").values_list("jurisdiction_id", "zip", "jurisdiction__name")
    )
    made = {name: cast.supplier(program, name=name) for name in SUPPLIERS}
    suppliers = [made[name] for name, agencies in SUPPLIERS.items() for _ in range(agencies)]
    for number, supplier in enumerate(suppliers):
        around = [known[(number * apart + step) % len(known)] for step in range(PLACES - 1)]
        county, _zip, name = around[0]
        agency = cast.agency(program, name=f"Station {number}", county=name, supplier=supplier, since=BEGINS)
        scope = ScopeMembership.objects.get(agency=agency).scope_id
        yield agency.pk, scope, items, [(county, ""), *(place[:2] for place in around)]


def slots_of(sites):
    """Yield (number, agency id, scope id, county id, ZIP code, item id) of what each agency leaves where."""
    from django.db import connection

    number = 0
    for agency, scope, items, places in sites:
        for item in items:
            for county, zip_code in places:
                yield number, agency.hex if connection.vendor == "sqlite" else agency, scope, county, zip_code, item
                number += 1
