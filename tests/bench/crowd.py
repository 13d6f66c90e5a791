"""Sixteen agencies with a shelf and a terminal each, for `tests.bench.writers`."""

from datetime import date

from agencies.actions.terminals import open_terminal
from agencies.keys import hash_of
from agencies.models import TerminalKey
from inventory.actions import OpeningLine, opening_count
from inventory.models import Item
from tests import cast
from tests.bench.writers import KEYS
from tests.fault.parties import OPENED_ON, TODAY

PLENTY = 100_000


def prepare():
    """Fill an empty database; the key of each agency's terminal is one of `KEYS`."""
    cast.places()
    program = cast.new_york()
    kit = Item.objects.get(slug=Item.STANDARD_KIT)
    for number, key in enumerate(KEYS):
        agency = cast.agency(program, name=f"Station {number}", since=OPENED_ON)
        opening_count(
            agency=agency,
            location=agency.main_location,
            lines=[OpeningLine(kit, "A1", date(2028, 1, 31), PLENTY)],
            on=OPENED_ON,
            today=TODAY,
            by=cast.user(f"Alice {number}".replace(" ", "-"), role="coordinator", agency=agency),
        )
        terminal = open_terminal(agency=agency, location=agency.main_location, by=None)
        TerminalKey.objects.create(agency=agency, terminal=terminal, key_hash=hash_of(key))
