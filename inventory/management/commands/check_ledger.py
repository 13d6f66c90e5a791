from django.core.management.base import BaseCommand

from inventory.models import StockLevel
from inventory.querysets import drifts


class Command(BaseCommand):
    help = "Prove that movements minus use is the level, for every agency, location and lot."

    def handle(self, **options):
        found = drifts()
        for drift in found:
            self.stdout.write(str(drift))
        if found:
            self.stderr.write(f"{len(found)} drifts: restore a backup, or count the lots named above.")
            raise SystemExit(1)
        self.stdout.write(f"ledger closes: {StockLevel.objects.count()} levels")
