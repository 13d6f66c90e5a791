"""A page asks the database as often where there are many rows of everything as where there are few.

Every address that answers GET with a page or a file is asked for: a new page is among them as soon as it has an
address, and no list of pages is kept by hand. `LBN_FULL=1` compares one row of everything with a hundred.
"""

import os

import pytest
from django.apps import apps
from django.db import connection, reset_queries
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path, reverse

from agencies.access import TERMINAL_COOKIE, Permission, agency_page
from agencies.actions.terminals import new_link
from agencies.models import Agency, Location, PlacePreset, Program, Terminal, User
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.published.actions import publish_roll_ups
from lbn.urls import urlpatterns as product
from tests.house import crowd, tenants
from tests.house.access_table import ANYONE, SIGNED_IN, TABLE, TERMINAL
from tests.house.test_access import ADDRESSES

FEW, MANY = range(1), range(1, 100 if os.environ.get("LBN_FULL") else 13)
NOBODY = ""
ASKED_AS = {ANYONE: [NOBODY], TERMINAL: [NOBODY], SIGNED_IN: ["alice", "dana", "olga", "sam"]}
ONLY_POST = 405
FILE = "&download=csv&q=a"  # pages whose table can be searched and taken away do both; the others are as always

# What pages are asked for that lead elsewhere without it.
ASKED_FOR = {
    "inventory:uncovered": "location={location}&item=naloxone-kit",
    "inventory:write_off_lots": "what=expired",
}
# Addresses that open nothing of a town, and why.
LEFT_OUT = {
    **dict.fromkeys(
        ("dev:mail", "dev:mail_html", "dev:mail_attachment"), "is of one mail, kept as a file; a town has none"
    ),
    "account:email_confirm": "is opened by the link of a mail, and is about one address",
    "account:hand_over": "is about one hat of whoever is signed in",
    "account:leave": "is about one hat of whoever is signed in",
    "admission:answer": "is opened by the link of a mail, and is about one agency",
    "operator:begin": "leads on to the registrations",
    "registration:confirm": "is opened by the link of a mail, and is about one registration",
    **dict.fromkeys(
        (
            "registration:application",
            "registration:application_change",
            "registration:application_upload",
            "registration:application_answer",
            "registration:application_confirm",
            "registration:application_begin",
            "registration:approval",
            "registration:approval_document",
            "registration:application_send",
            "registration:application_resend",
            "registration:application_take_back",
            "registration:application_withdraw",
            "registration:application_reopen",
            "registration:application_mail",
            "registration:application_package",
            "registration:application_unmail",
        ),
        "is opened by a signed link, and is about one application",
    ),
    **dict.fromkeys(
        ("registration:apply", "registration:apply_again", "programs:agencies"),
        "is of a program that reviews; a town's lists",
    ),
    **dict.fromkeys(
        ("agencies:approval_letter", "operator:approval_letter"),
        "leads back as long as nobody has approved",
    ),
    "registration:join": "is opened by the link of a mail, and is about one invitation",
    "registration:rescue": "is opened by the link of a mail, and is about one new coordinator",
    "reports:order_package": "leads back to the order as long as nobody has said how much",
    "registration:supplier": "is the second step of a registration that nobody has begun",
    "terminal:enrol": "leads on to the terminal",
    "terminal:script": "has the digest of a script in its address, and knows no rows",
    "terminal:style": "has the digest of a style sheet in its address, and knows no rows",
}
# Models of which there are never many, and why.
FEW_OF_EACH = {
    "agencies.PlacePreset": f"a terminal has room for {PlacePreset.MOST} of them",
    "reporting.PlaceMembers": "read by the nightly seal, by no page",
    "reporting.SealRun": "one for each state program",
    "reporting.SealedCount": "read by the nightly seal, by no page",
    "reporting.SealedItems": "read by the nightly seal, by no page",
}


@pytest.fixture
def own(new_york, monkeypatch):
    """What addresses of a full town name, by kind of tenant; its figures are public, its report can be amended."""
    monkeypatch.setattr("lbn.sessions.RENEWED_AFTER", 10**9)  # however long the walk takes
    named, _theirs = tenants.town()
    Program.objects.filter(pk=new_york.pk).update(shows_public_figures=True)
    AgencyReport.objects.update(status=AgencyReport.Status.ACCEPTED)
    list(publish_roll_ups(program=Program.objects.get(pk=new_york.pk), day=tenants.TODAY))
    crowd.come(named, FEW)
    name_newest_version(named)
    issue = Issue.objects.filter(is_public=True).latest("ends_on")
    anyone = {"program": new_york.slug, "issue_id": issue.pk, "format": "csv", "language": "en"}
    of_terminal = {"agency": Agency.objects.get(slug=named["agency"]["slug"]).pk}
    return named | {"anyone": anyone | {"link_key": named["supplier"]["link_key"]}, "terminal": of_terminal}


def name_newest_version(own):
    """Let a supplier's addresses name the newest version of a report: an earlier one leads on to it."""
    named = AgencyReport.objects.get(pk=own["supplier"]["report_id"])
    versions = AgencyReport.objects.filter(agency=named.agency, period=named.period)
    own["supplier"]["report_id"] = versions.latest("version").pk


class Walk:
    """People of a town asking for its addresses."""

    def __init__(self, own):
        self.own = own
        self.signed_in = {}
        terminal = Terminal.objects.get(pk=own["agency"]["terminal"])
        self.key = new_link(terminal=terminal, by=None).partition("#")[2]

    def browser(self, who):
        """The browser of somebody in the cast; of nobody a new one, which knows only the terminal."""
        if who == NOBODY:
            browser = Client()
            browser.cookies[TERMINAL_COOKIE] = self.key
            return browser
        if who not in self.signed_in:
            self.signed_in[who] = Client()
            self.signed_in[who].force_login(User.objects.get(email=f"{who}@example.org"))
        return self.signed_in[who]

    def address(self, name):
        """The address `name` of our tenant, or None where it names what a town has not got."""
        named = self.own.get(ADDRESSES[name].view.door.of, {})
        named = named | ({"number": tenants.QUARTER.month} if name.startswith("reports:") else {})
        names = ADDRESSES[name].names
        if not names <= named.keys():
            return None
        query = ASKED_FOR.get(name, "").format(**named)
        return reverse(name, kwargs={key: named[key] for key in names}) + "?" + query

    def answers(self, query=""):
        """Return {(name, who asks): (status or None, statements)} for all addresses of the access table."""
        found = {}
        for name, who_may in TABLE.items():
            for who in ASKED_AS.get(who_may) or sorted(who_may)[:1]:
                address = self.address(name)
                found[name, who] = ask(self.browser(who), address + query) if address else (None, 0)
        return found


def ask(browser, address):
    """Return the status of what a browser is answered, read to its end, and how many statements that took."""
    reset_queries()  # the log of all pages of the walk holds no more than 9,000
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return answer.status_code, len(asked)


def dearer(few, many):
    """Those answers that took another number of statements: {(name, who): (with few rows, with many)}."""
    return {asked: (few[asked], many[asked]) for asked in few if few[asked] != many[asked]}


def rows():
    """How many rows there are of each model of the product."""
    models = [model for model in apps.get_models() if model.__module__.split(".")[0] in crowd.ROOMS]
    return {model._meta.label: model.objects.count() for model in models}


@pytest.mark.django_db
@pytest.mark.slow
def test_every_page_costs_with_many_rows_what_it_does_with_few(own):
    walk, before = Walk(own), rows()
    walk.answers()  # what is asked once in a process has been asked
    few, few_in_files = walk.answers(), walk.answers(FILE)

    crowd.come(own, MANY)
    name_newest_version(own)

    grown = {label for label, number in rows().items() if number >= before[label] + len(MANY)}
    assert before.keys() - grown == FEW_OF_EACH.keys()
    assert {
        name for (name, _who), (status, _cost) in few.items() if status not in (200, ONLY_POST)
    } == LEFT_OUT.keys()
    assert dearer(few, walk.answers()) == {}
    assert dearer(few_in_files, walk.answers(FILE)) == {}


@agency_page(Permission.SEE_AGENCY)
def planted(request, agency):
    return HttpResponse(sum(place.terminals.count() for place in agency.locations.all()))


urlpatterns = [path("planted/<slug:slug>/", planted, name="planted"), *product]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_planted_page_that_asks_row_by_row_is_found(at, alice, agency):
    browser, address = at(alice), reverse("planted", args=[agency.slug])
    few = {"planted": ask(browser, address)}

    Location.objects.bulk_create(Location(agency=agency, name=f"Station {n}", kind="station") for n in MANY)

    many = {"planted": ask(browser, address)}
    cost = few["planted"][1]
    assert dearer(few, many) == {"planted": ((200, cost), (200, cost + len(MANY)))}
