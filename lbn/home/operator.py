"""Home of a program office: who registered, and where its agencies are. Nothing of any agency's log or stock."""

from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.models import (
    Agency,
    Application,
    AuditCode,
    AuditEvent,
    Jurisdiction,
    Program,
    Registration,
    RequiredDocument,
)
from agencies.querysets.applications import name_former
from agencies.querysets.registrations import counties_open_in
from agencies.tables import ListColumn, ListTable, TotalLine
from lbn.home.published import newest_published
from lbn.reporting.calendar.sealings import sealings_of
from lbn.reporting.models import Issue
from lbn.reporting.published.catching_up import say_why_sealing_waits


class CountyAgencies(NamedTuple):
    """A county and how many agencies it has."""

    county: Jurisdiction
    number: int


NEW_DAYS = 30
SHOWN = 5


def office_home(program, *, now):
    """Return what the home of the office of `program` shows at `now` (an instant). Twelve queries, and two more
    where the office reviews agencies and asks for documents."""
    today = now.astimezone(ZoneInfo(program.time_zone)).date()
    registrations = Registration.objects.in_program(program).select_related("jurisdiction", "agency")
    waiting = registrations.filter(status=Registration.Status.SUBMITTED)
    confirmed = registrations.filter(
        status=Registration.Status.CONFIRMED, confirmed_at__gte=now - timedelta(days=NEW_DAYS)
    )
    welcomed = AuditEvent.objects.filter(row=OuterRef("agency"), what=AuditCode.AGENCY_WELCOMED)
    to_welcome = confirmed.filter(~Exists(welcomed))
    counties = agencies_by_county(program)
    is_reviewed = program.entry == Program.Entry.REVIEWED
    applications = Application.objects.in_program(program).select_related("jurisdiction", "reviewer")
    return {
        "is_reviewed": is_reviewed,
        "to_review": list(applications.at_the_office()) if is_reviewed else [],
        "to_read": documents_to_read(program) if program.rules.asks_for_documents else [],
        "waiting": waiting[:SHOWN],
        "waiting_count": waiting.count(),
        "confirmed": to_welcome.order_by("-confirmed_at", "id")[:SHOWN],
        "confirmed_count": confirmed.count(),
        "counties": list_counties(counties),
        "without": counties_without(counties, program, today=today),
        "sealing_waits": say_why_sealing_waits(program, sealings_of(program, today), today),
        "agencies": Agency.objects.in_program(program).running().taking_part().count(),
        "asked_url": f"{reverse('operator:agencies')}?part=waiting",
        "asked": Agency.objects.in_program(program).waiting().count(),
        "newest": newest_published(Issue.objects.of_state(program), page="office:issue"),
    }


def documents_to_read(program):
    """Return the documents of agencies and suppliers that wait to be read, each with its name. One query."""
    rows = list(RequiredDocument.objects.to_read(program))
    for row in rows:
        row.program = program
    return [{"document": row, "name": name_former(row)["name"]} for row in rows]


def agencies_by_county(program):
    """Return the counties with agencies that are neither closed nor left out, each with their number, by name.

    Two queries.
    """
    running = Agency.objects.in_program(program).running().order_by()
    numbers = dict(running.values_list("jurisdiction").annotate(Count("pk")))
    counties = Jurisdiction.objects.filter(pk__in=numbers).order_by("name")
    return [CountyAgencies(county, numbers[county.pk]) for county in counties]


def counties_without(counties, program, *, today):
    """Return the counties in which agencies may register and none is, in words, by name. One query."""
    with_one = [row.county.pk for row in counties]
    return [county.label for county in counties_open_in(program, today).exclude(pk__in=with_one).order_by("name")]


def list_counties(counties):
    """Return how many agencies each county has as a table; each county leads to its agencies."""
    total = sum(row.number for row in counties)
    return ListTable(
        name="counties",
        caption=_("How many agencies each county has, those that wait to be confirmed included"),
        columns=[
            ListColumn("county", _("County"), value="county.label", link=lambda row: agencies_in(row.county)),
            ListColumn("number", _("Agencies"), kind="number"),
        ],
        rows=counties,
        totals=lambda rows: [TotalLine(_("Total"), {"number": total})],
    )


def agencies_in(county):
    return f"{reverse('operator:agencies')}?county={county.slug}"
