"""S5: pages at eight clients over the demonstration a hundred times over, beside a bare Django "hello"."""

import json
import time
from statistics import median
from threading import Barrier, Thread
from typing import NamedTuple

from tests.bench.figures import of_rounds
from tests.bench.hand_over import bare_on
from tests.bench.wire import Wire
from tests.servers.databases import LOADED
from tests.servers.kinds import KINDS

IDS = ("S5",)
CLIENTS = 8
HOME, LIST, TERMINAL = 12, 10, 3
KEY = "hundredfold".ljust(43, "-")
NOW = "2026-11-21T15:00:00+00:00"
DEMONSTRATION = (*LOADED, ("load_demo", "--on", "2026-11-21"))
PEOPLE = {
    "coordinator": "coordinator@quillhaven.example",
    "supplier": "supplier@lantern.example",
    "department": "state@health.example",
    "office": "office@ors.example",
}
# Who looks at which lists; each address takes the slug of what they are of, or nothing.
LISTS = {
    "coordinator": (
        "distributions:months",
        "distributions:places",
        "distributions:sheets",
        "inventory:stock",
        "inventory:ledger",
        "training:matrix",
        "training:sessions",
        "reports:list",
        "agencies:locations",
        "agencies:terminals",
        "agencies:team",
        "agencies:activity",
    ),
    "supplier": ("supplier:agencies", "supplier:reports", "supplier:activity"),
    "department": ("department:reports", "department:activity"),
    "office": (
        "operator:registrations",
        "operator:agencies",
        "operator:suppliers",
        "operator:places",
        "operator:activity",
        "office:reports",
    ),
}
# Opens a terminal with `KEY`, signs everybody in, and prints {who: [session, {list: address}]}.
SIGN_IN = f"""
import json
from django.conf import settings
from django.test import Client
from django.urls import reverse
from agencies.keys import hash_of
from agencies.models import Terminal, TerminalKey, User
terminal = Terminal.objects.filter(status="active", agency__slug="quillhaven-police-department").first()
TerminalKey.objects.create(agency=terminal.agency, terminal=terminal, key_hash=hash_of({KEY!r}))
found = {{}}
for who, email in {PEOPLE!r}.items():
    user, browser = User.objects.get(email=email), Client()
    browser.force_login(user)
    hat = user.memberships.get()
    owner = hat.agency or hat.supplier or hat.department
    def address(name):
        return reverse(name, args=[owner.slug] if owner else [])
    lists = {{name: address(name) for name in {LISTS!r}[who]}}
    found[who] = browser.cookies[settings.SESSION_COOKIE_NAME].value, lists
print(json.dumps([settings.SESSION_COOKIE_NAME, found]))
"""


class Asked(NamedTuple):
    """A page: what it is called, its address, the cookie of whoever asks, and how many floors it may take."""

    what: str
    address: str
    cookie: str
    reach: int


class Readers:
    """Eight clients at one served application, each with a connection of its own that is kept."""

    def __init__(self, application):
        self.port = application.port
        self.wires = [Wire(application.port, "") for _ in range(CLIENTS)]

    def read(self, page, number):
        """Let each client ask for the page `number` times, all at once; return the median milliseconds."""
        request = (
            f"GET {page.address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {page.cookie}\r\n\r\n"
        ).encode()
        ready, taken, faults = Barrier(CLIENTS), [], []
        clients = [Thread(target=ask, args=(wire, request, number, ready, taken, faults)) for wire in self.wires]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        if faults:
            raise AssertionError(f"{page.what}: {faults[0]}")
        return median(taken) * 1000


def ask(wire, request, number, ready, taken, faults):
    ready.wait()
    try:
        for _ in range(number):
            begun = time.perf_counter()
            wire.send(request)
            taken.append(time.perf_counter() - begun)
    except (AssertionError, OSError) as fault:
        faults.append(fault)


HELLO = Asked("hello", "/readyz", "", 1)


def pages_of(application):
    """Sign everybody in, and yield what they look at."""
    said = application.manage("shell", "--verbosity", "0", "--command", SIGN_IN).stdout
    name, found = json.loads(said.splitlines()[-1])
    yield Asked("terminal", "/terminal/", f"lbn_terminal={KEY}", TERMINAL)
    for who, (session, lists) in found.items():
        cookie = f"{name}={session}"
        yield Asked(f"home of a {who}", "/home/", cookie, HOME)
        for what, address in lists.items():
            yield Asked(what, address, cookie, LIST)


def prepared(times):
    """Return what prepares the demonstration so many times over."""
    command = f"from tests.bench import hundredfold; hundredfold.come({times})"
    return (*DEMONSTRATION, ("shell", "--verbosity", "0", "--command", command))


def rows(pace):
    for kind in KINDS:
        yield from rows_on(pace, pace.ground(kind))


def rows_on(pace, ground):
    served = [bare_on(ground), ground.serve(prepared=prepared(pace.of(10, 100)), LBN_NOW=NOW)]
    floor, ours = (Readers(application) for application in served)
    number = pace.of(3, 10)
    for page in pages_of(served[1]):
        for warm in ((floor, HELLO), (ours, page)):
            warm[0].read(warm[1], 2)
        rounds = [(floor.read(HELLO, number), ours.read(page, number)) for _ in range(pace.of(3, 9, 25))]
        yield of_rounds("S5", f"{page.what}, {ground.name}", rounds, reach=page.reach, unit="ms")
    for application in served:
        application.stop()
