"""Print a link that opens a terminal."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from agencies import clock
from agencies.actions.terminals import new_link, open_terminal, replace_link
from agencies.models import Agency
from agencies.refusals import stop_at_refusals


class Command(BaseCommand):
    help = "Print a link that opens the terminal of a location; the terminal is made if it has none in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument("--location", required=True, metavar="NAME")
        parser.add_argument(
            "--replace", action="store_true", help="end the terminal's links and browsers from before in 14 days"
        )

    def handle(self, *args, **options):
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if agency is None:
            raise CommandError(
                f"There is no agency {options['agency']}; use the slug in its addresses.", returncode=2
            )
        location = agency.locations.in_use().filter(name__iexact=options["location"]).first()
        if location is None:
            known = ", ".join(agency.locations.in_use().order_by("name").values_list("name", flat=True))
            raise CommandError(f"{agency} has no location {options['location']}; it has {known}.", returncode=2)
        with stop_at_refusals():
            self.stdout.write(self.link_to(location, replacing=options["replace"]))

    @transaction.atomic
    def link_to(self, location, *, replacing):
        """Return a new link of the location's first terminal in use, made if there is none."""
        terminal = location.terminals.active().select_related("agency").order_by("label", "id").first()
        terminal = terminal or open_terminal(agency=location.agency, location=location, by=None)
        if replacing:
            today = clock.today(location.agency.time_zone)
            return replace_link(terminal=terminal, by=None, today=today)
        return new_link(terminal=terminal, by=None)
