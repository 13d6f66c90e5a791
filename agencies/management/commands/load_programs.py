"""Load the state programs from their packs."""

from django.db import transaction

from agencies import clock
from agencies.actions.programs import load_program
from agencies.management.pack_command import PackCommand


class Command(PackCommand):
    help = "Load all program packs of a directory. Loading them again changes nothing."

    def handle(self, *args, **options):
        packs = self.packs(options)
        at = clock.now()
        with transaction.atomic():
            outcomes = [(pack, load_program(pack=pack, at=at)) for pack in packs]
        for pack, outcome in outcomes:
            self.stdout.write(f"{pack.slug}: {outcome}, version {pack.content['version']}.")
