"""Load the state programs from their packs: rules, courses, and the items that everyone may stock."""

from django.db import transaction

from agencies import clock
from agencies.actions.programs import load_program
from agencies.management.pack_command import PackCommand
from agencies.models import Program
from inventory.actions import load_catalogue
from training.actions import load_courses


class Command(PackCommand):
    help = "Load all program packs of a directory. Loading them again changes nothing."

    def handle(self, *args, **options):
        packs = self.packs(options)
        at = clock.now()
        with transaction.atomic():
            load_catalogue()
            outcomes = [(pack, load_program(pack=pack, at=at)) for pack in packs]
            for pack in packs:
                load_courses(program=Program.objects.get(slug=pack.slug))
        for pack, outcome in outcomes:
            self.stdout.write(f"{pack.slug}: {outcome}, version {pack.content['version']}.")
