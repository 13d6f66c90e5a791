"""Everything between a fresh clone and the first page, in one process: tables, programs, places, demonstration."""

from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lbn.management.commands import load_demo
from lbn.management.progress import Progress

TABLES, PLACES = 25, 15


class Command(BaseCommand):
    help = (
        "Bring the tables up to date, load the state programs and places that are shipped, and the demonstration "
        "where the database is empty. Running it again changes nothing."
    )
    requires_system_checks: list[str] = []  # `make lint` has asked all of them.

    def handle(self, **options):
        progress = Progress(self.stdout, whole=TABLES + PLACES + load_demo.WEIGHT)
        progress.begin("Preparing the database", weight=TABLES)
        call_command("migrate", verbosity=0)
        progress.begin("Loading state programs and places", weight=PLACES)
        call_command("load_programs", stdout=StringIO())
        call_command("load_places", stdout=StringIO())
        call_command("load_demo", if_empty=True, progress=progress, stdout=self.stdout)
