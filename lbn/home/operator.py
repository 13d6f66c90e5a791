"""Home of a program office: who registered, and where its agencies are. Nothing of any agency's log or stock."""

from datetime import timedelta

from django.db.models import Count

from agencies.models import Agency, Jurisdiction, Registration

NEW_DAYS = 30
SHOWN = 5


def home_of(program, *, now):
    """Return what the home of the office of `program` shows at `now` (an instant). Six queries, however many rows."""
    registrations = Registration.objects.in_program(program).select_related("jurisdiction", "agency")
    waiting = registrations.filter(status=Registration.Status.SUBMITTED)
    confirmed = registrations.filter(
        status=Registration.Status.CONFIRMED, confirmed_at__gte=now - timedelta(days=NEW_DAYS)
    )
    counties = agencies_by_county(program)
    return {
        "waiting": waiting[:SHOWN],
        "waiting_count": waiting.count(),
        "confirmed": confirmed.order_by("-confirmed_at", "id")[:SHOWN],
        "confirmed_count": confirmed.count(),
        "counties": counties,
        "agencies": sum(county.number for county in counties),
    }


def agencies_by_county(program):
    """Return the counties with agencies that are not closed, each with their `number`, by name. Two queries."""
    running = Agency.objects.in_program(program).running().order_by()
    numbers = dict(running.values_list("jurisdiction").annotate(Count("pk")))
    counties = list(Jurisdiction.objects.filter(pk__in=numbers).order_by("name"))
    for county in counties:
        county.number = numbers[county.pk]
    return counties
