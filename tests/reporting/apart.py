"""A small town in a database of its own, for what must not happen in a test's transaction."""

from datetime import date
from uuid import uuid4

from agencies.models import ZipCode
from distributions.actions import LogEntry, log_kits
from inventory.models import Item
from tests import cast
from tests.servers.gunicorn import manage

PREPARE = "from tests.reporting import apart; apart.prepare()"
DAY = date(2026, 11, 20)


def prepare():
    """Fill an empty database: two agencies of one supplier and one of none, with kits left in a quarter."""
    cast.places()
    program = cast.new_york()
    cast.department(program)
    supplier = cast.supplier(program)
    agencies = [
        cast.agency(program, supplier=supplier),
        cast.agency(program, name="Troy Police", county="Rensselaer"),
    ]
    for agency, place in zip(agencies, ("12207", "12180"), strict=True):
        leave(agency, place, 13, on=DAY, today=DAY)


def leave(agency, place, times, *, on, today):
    """Log as many kits, each by itself."""
    county, kit = ZipCode.objects.get(zip=place).jurisdiction_id, Item.objects.get(slug=Item.STANDARD_KIT)
    entries = [LogEntry(uuid4(), on, county, place, kit.pk, 1, 0) for _ in range(times)]
    log_kits(agency=agency, location=agency.main_location, entries=entries, today=today)


def shell(environment, code):
    return manage(environment, "shell", "--verbosity", "0", "--command", code).stdout.strip().splitlines()
