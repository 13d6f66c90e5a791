"""Two agencies with a shelf each, in a year without a sealed period."""

from datetime import date

from agencies.actions.terminals import open_terminal
from agencies.keys import hash_of
from agencies.models import TerminalKey
from inventory.actions import OpeningLine, opening_count
from inventory.models import Item
from tests import cast
from tests.fault.parties import ALBANY, KEYS, OPENED_ON, SHELVES, TODAY, TROY

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
