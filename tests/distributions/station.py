"""Albany's front desk: a terminal with everything that one can show, opened by a key that tests know."""

from datetime import date

from agencies.actions.presets import add_preset
from agencies.actions.terminals import open_terminal
from agencies.keys import hash_of
from agencies.models import Location, TerminalKey
from inventory.models import Item, Lot, StockLevel, StockMovement
from tests import cast

KEY = "albany-front-desk-albany-front-desk-albany-"
TROY_KEY = "troy-squad-room-troy-squad-room-troy-squad-"
PRESETS = ("12207", "12206", "12202", "12208", "12210", "12047", "12189", "12110")
PREPARED = (("shell", "--verbosity", "0", "--command", "from tests.distributions import station; station.prepare()"),)


def desk_of(agency, *, key=KEY):
    """A terminal of the agency at its "Front desk", with `key` as its key."""
    station = Location.objects.create(agency=agency, name="Front desk", kind="station")
    terminal = open_terminal(agency=agency, location=station, by=None)
    TerminalKey.objects.create(agency=agency, terminal=terminal, key_hash=hash_of(key))
    return terminal


def stock(terminal, slug, quantity):
    """Put items of one lot on the shelf at the terminal's place."""
    item = Item.objects.get(slug=slug)
    lot = Lot.objects.create(agency=terminal.agency, item=item, number="A1", expires_on=date(2028, 1, 31))
    where = {"agency": terminal.agency, "location": terminal.location, "lot": lot}
    on = date(2026, 10, 1)
    StockMovement.objects.create(**where, quantity=quantity, reason="received", on=on, stated_on=on)
    StockLevel.objects.create(**where, quantity=quantity)


def prepare():
    """Fill an empty database: Albany with eight place buttons, two counties and strips; Troy with nothing."""
    counties = cast.places()
    program = cast.new_york()
    albany = cast.agency(program)
    albany.also_serves.add(counties["Schenectady"])
    for zip_code in PRESETS:
        add_preset(agency=albany, zip_code=zip_code, by=None)
    terminal = desk_of(albany)
    stock(terminal, Item.STANDARD_KIT, 40)
    stock(terminal, "fentanyl-strips", 100)
    desk_of(cast.agency(program, name="Troy Police Department", county="Rensselaer"), key=TROY_KEY)
