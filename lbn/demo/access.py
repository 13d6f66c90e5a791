"""Who can sign in to the demonstration, and the one file that keeps how: outside the database, for its owner only."""

import os
import secrets
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from agencies.actions.terminals import link_of, new_link
from agencies.keys import hash_of
from agencies.models import Membership, Terminal, User
from lbn.demo import cast
from lbn.demo.parts import SUFFIX
from lbn.demo.tellings import TELLINGS

OFFICE = "office@ors.example"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# Who is told of in README; `make run` prints the first ones of each program, on one screen.
PRINTED = [
    f"coordinator@{cast.SHOWN}.example",
    f"staff@{cast.SHOWN}.example",
    "supplier@lantern.example",
    "state@health.example",
    OFFICE,
    "coordinator@patuxent.example",
    "supplier@tidewater.example",
    "state@maryland.example",
    "office@maryland.example",
    "coordinator@mesacove.example",
    "office@sandiego.example",
    "coordinator@arroyoverde.example",
    "county@losangeles.example",
    "office@losangeles.example",
]
INTRODUCED = [
    *PRINTED,
    "coordinator@ferngate.example",
    "coordinator@fivelamps.example",
    "rowan@fallowfield.example",
    "both@threevalleys.example",
    "supplier@citydepot.example",
    "city@health.example",
    "county@health.example",
    "staff@patuxent.example",
    "coordinator@severnreach.example",
    "coordinator@senecamill.example",
    "county@maryland.example",
    "staff@mesacove.example",
    "supplier@harbordepot.example",
    "county@sandiego.example",
    "staff@arroyoverde.example",
    "supplier@basindepot.example",
]
PLACES = {telling.cast.slug: telling.cast.place for telling in TELLINGS}


class Access(NamedTuple):
    """The password of everybody in the demonstration, and the key of its terminal."""

    password: str
    key: str


def new_password() -> str:
    """Sixteen letters and digits that are told apart by eye, in four groups."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


def first_password() -> str:
    return settings.LBN_DEMO_PASSWORD or new_password()


def file() -> Path:
    """Where access is kept: beside an SQLite database, else in `var`."""
    name = connection.settings_dict["NAME"]
    beside = connection.vendor == "sqlite" and Path(name).is_absolute() and Path(name).exists()
    return (Path(name).parent if beside else settings.BASE_DIR / "var") / "demo-password"


def keep(access: Access) -> None:
    """Write `access` to its file, which only its owner may read."""
    file().parent.mkdir(exist_ok=True)
    file().unlink(missing_ok=True)
    with open(os.open(file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
        kept.write(f"{access.password}\n{access.key}\n")


def read_access() -> Access:
    """Return what the file says; empty where there is none."""
    lines = file().read_text().split() if file().exists() else []
    return Access(*lines) if len(lines) == 2 else Access("", "")


def key_in(link: str) -> str:
    return link.partition("#")[2]


@transaction.atomic
def present_access() -> Access:
    """Return what opens the demonstration in this database; what the file no longer knows is made anew and kept."""
    known = read_access()
    password, key = settings.LBN_DEMO_PASSWORD or known.password or new_password(), known.key
    office = User.objects.get(email=OFFICE)
    if not check_password(password, office.password):
        User.objects.filter(email__endswith=".example").update(password=make_password(password))
    if not Terminal.objects.active().filter(keys__key_hash=hash_of(key)).exists():
        key = key_in(new_link(terminal=shown_terminal(), by=None))
    access = Access(password, key)
    if access != known:
        keep(access)
    return access


def shown_terminal() -> Terminal:
    """The terminal that everybody may try; the newest in use where it was closed."""
    active = Terminal.objects.active().filter(agency__slug__startswith=cast.SHOWN)
    return active.order_by("-last_seen_on", "label").first()


def introduction(access: Access, *, on: str) -> list[str]:
    """Say in a few lines what is loaded up to the day `on`, who can sign in and which link opens a terminal."""
    hats = Membership.objects.filter(user__email__in=PRINTED).select_related(
        "user", "program", "agency__program", "supplier__program", "department__program"
    )
    rows = [(place_of(hat), hat.user.email, str(hat.owner).removesuffix(SUFFIX)) for hat in hats]
    rows.sort(key=lambda row: PRINTED.index(row[1]))
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return [
        f"The demonstration runs up to {on}.{where_mails_are()}",
        f"Sign in at {settings.LBN_BASE_URL}/accounts/login/ with the password {access.password} as",
        *(f"  {place:<{widths[0]}}  {email:<{widths[1]}}  {owner}" for place, email, owner in rows),
        "  … and as coordinator@NAME.example of every other agency; README.md tells of more.",
        f"Try a terminal: {link_of(access.key)}",
    ]


def place_of(hat: Membership) -> str:
    """What people call the program in which somebody works."""
    return PLACES[(hat.program or hat.owner.program).slug]


def where_mails_are() -> str:
    """A sentence about the page that shows the mails, with a space before it; "" where there is none."""
    return f" Its mails: {settings.LBN_BASE_URL}/dev/mail/" if settings.MAILS_ARE_SHOWN else ""
