"""Two agencies with a shelf each, in a year without a sealed period."""

from datetime import date, timedelta

from agencies.actions.terminals import open_terminal
from agencies.keys import hash_of
from agencies.models import TerminalKey
from inventory.actions import OpeningLine, opening_count
from inventory.models import Item
from tests import cast

TODAY = date(2026, 11, 21)
FIRST_DAY = TODAY - timedelta(days=364)
OPENED_ON = date(2025, 10, 1)
ALBANY, TROY = "albany-county-sheriffs-office", "troy-police-department"
KEYS = {ALBANY: "a" * 43, TROY: "t" * 43}
# Troy's shelf is soon empty, so that shortfalls are raised under fire too.
SHELVES = {ALBANY: (30_000, 5_000, 30_000), TROY: (300, 200, 100)}
PREPARED = (("shell", "--verbosity", "0", "--command", "from tests.fault import cast; cast.prepare()"),)


def prepare():
    """Fill an empty database."""
    cast.places()
    program = cast.new_york()
    kit = Item.objects.get(slug=Item.STANDARD_KIT)
    for slug, name, county in (
        (ALBANY, "Albany County Sheriff's Office", "Albany"),
        (TROY, "Troy Police Department", "Rensselaer"),
    ):
        agency = cast.agency(program, name=name, county=county, since=OPENED_ON)
        alice = cast.user(name.split()[0], role="coordinator", agency=agency)
        lines = [
            OpeningLine(kit, f"L{number}", date(2027 + number, 1, 31), quantity)
            for number, quantity in enumerate(SHELVES[slug])
        ]
        opening_count(agency=agency, location=agency.main_location, lines=lines, on=OPENED_ON, today=TODAY, by=alice)
        terminal = open_terminal(agency=agency, location=agency.main_location, by=None)
        TerminalKey.objects.create(agency=agency, terminal=terminal, key_hash=hash_of(KEYS[slug]))
