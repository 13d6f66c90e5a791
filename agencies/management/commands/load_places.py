"""Load the counties and ZIP codes of the United States."""

from django.core.management.base import BaseCommand, CommandParser

from agencies.actions.places import load_places
from agencies.refusals import stop_at_refusals

SHOWN = 20


def codes(text: str) -> list[str]:
    return [code.strip().upper() for code in text.split(",") if code.strip()]


class Command(BaseCommand):
    help = "Load all counties and ZIP codes. Loading them again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--states",
            type=codes,
            metavar="NY,MD,CA",
            help="town names and coordinates of these states only; all counties and ZIP codes come anyway",
        )

    def handle(self, *args, **options):
        with stop_at_refusals():
            self.tell(load_places(states=options["states"]))

    def tell(self, loaded):
        """Say what was loaded."""
        self.stdout.write(
            f"{loaded.jurisdictions} counties and other places added, "
            f"{loaded.added} ZIP codes added, {loaded.changed} changed."
        )
        if loaded.moved:
            some = ", ".join(loaded.moved[:SHOWN]) + (", …" if len(loaded.moved) > SHOWN else "")
            self.stdout.write(
                f"{len(loaded.moved)} ZIP codes are in another county in the new data and keep the county "
                f"they have: {some}."
            )
