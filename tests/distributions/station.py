"""Albany's front desk: a terminal with everything that one can show, opened by a key and a code that tests know."""

import json
import sqlite3
import urllib.request
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from uuid import uuid4

import environ
import psycopg

from agencies.actions.presets import add_preset
from agencies.actions.terminals import open_terminal
from agencies.keys import hash_of
from agencies.models import EnrolmentCode, Location, Membership, TerminalKey, User
from inventory.models import Item, Lot, StockLevel, StockMovement
from tests import cast
from tests.servers.gunicorn import DIRECT

KEY = "albany-front-desk-albany-front-desk-albany-"
CODE = "GHJKMNPQ"
TROY_KEY = "troy-squad-room-troy-squad-room-troy-squad-"
PRESETS = ("12207", "12206", "12202", "12208", "12210", "12047", "12189", "12110")
PREPARED = (("shell", "--verbosity", "0", "--command", "from tests.distributions import station; station.prepare()"),)
COUNTS = """
    SELECT agency.slug, count.zip_code, count.handed_out_on, item.slug, handouts, items, people_trained
    FROM distributions_dailycount AS count
    JOIN agencies_agency AS agency ON agency.id = count.agency_id
    JOIN inventory_item AS item ON item.id = count.item_id
    ORDER BY 1, 2, 3, 4
"""
ON_HAND = """
    SELECT item.slug, level.quantity
    FROM inventory_stocklevel AS level
    JOIN inventory_lot AS lot ON lot.id = level.lot_id
    JOIN inventory_item AS item ON item.id = lot.item_id
"""


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
    facts = {"quantity": quantity, "reason": "received", "on": on, "stated_on": on}
    StockMovement.objects.create(**where, **facts, entry=cast.entry_of(where["agency"], on))
    StockLevel.objects.create(**where, quantity=quantity)


def prepare():
    """Fill an empty database: Albany with Alice, eight place buttons, two counties and strips; Troy with nothing."""
    counties = cast.places()
    program = cast.new_york()
    albany = cast.agency(program)
    albany.also_serves.add(counties["Schenectady"])
    cast.user("Alice", role="coordinator", agency=albany)
    for zip_code in PRESETS:
        add_preset(agency=albany, zip_code=zip_code, by=None)
    terminal = desk_of(albany)
    until = datetime(2026, 11, 21, 23, 59, tzinfo=UTC)
    EnrolmentCode.objects.create(agency=albany, terminal=terminal, code_hash=hash_of(CODE), expires_at=until)
    stock(terminal, Item.STANDARD_KIT, 40)
    stock(terminal, "fentanyl-strips", 100)
    desk_of(cast.agency(program, name="Troy Police Department", county="Rensselaer"), key=TROY_KEY)


@contextmanager
def database_of(application):
    """The served application's database, asked directly, because a command takes seconds to start."""
    told = environ.Env.db_url_config(application.database_url)
    if told["ENGINE"].endswith("sqlite3"):
        with closing(sqlite3.connect(told["NAME"], timeout=30)) as connection, connection:
            yield connection
        return
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    login = {ours: told[theirs] for ours, theirs in names.items() if told.get(theirs)} | told.get("OPTIONS", {})
    with psycopg.connect(**login) as connection:
        yield connection


def counts(application):
    """What is counted: (agency, ZIP code, day, item, handouts, items, people trained), in that order."""
    with database_of(application) as database:
        return [(agency, place, str(day), *rest) for agency, place, day, *rest in database.execute(COUNTS)]


def on_hand(application):
    """What is on the shelf: item → quantity."""
    with database_of(application) as database:
        return dict(database.execute(ON_HAND).fetchall())


def begin_again(application):
    """Empty the log and open every terminal."""
    with database_of(application) as database:
        database.execute("DELETE FROM distributions_sheettotal")
        database.execute("DELETE FROM distributions_sheet")
        database.execute("DELETE FROM distributions_dailycount")
        database.execute("DELETE FROM distributions_submissionkey")
        database.execute("UPDATE agencies_terminal SET status = 'active'")


def close(application):
    """Revoke every terminal."""
    with database_of(application) as database:
        database.execute("UPDATE agencies_terminal SET status = 'revoked'")


def in_charge(agency):
    """Somebody who may close its terminals, and whose name nobody knows."""
    user = User.objects.get_or_create(email="in-charge@example.org")[0]
    Membership.objects.get_or_create(user=user, role="coordinator", agency=agency)
    return user


def leave_one(served, *, day):
    """Log one kit left on `day` ("2026-12-30") at Albany's terminal; return its uuid once an answer named it."""
    uuid = str(uuid4())
    entry = {
        "uuid": uuid,
        "handed_out_on": day,
        "zip_code": "12207",
        "item": "naloxone-kit",
        "items": 1,
        "people_trained": 0,
    }
    request = urllib.request.Request(
        f"{served.url}/terminal/entries/",
        data=json.dumps({"entries": [entry]}).encode(),
        headers={"Content-Type": "application/json", "Cookie": f"lbn_terminal={KEY}", "Origin": served.url},
    )
    with DIRECT.open(request, timeout=60) as answer:
        assert json.load(answer)["stored"] == [uuid]
    return uuid
