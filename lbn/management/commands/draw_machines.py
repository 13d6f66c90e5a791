"""Draw every state machine for `docs/machines.md`."""

from django.core.management.base import BaseCommand

from lbn.machines import draw_all


class Command(BaseCommand):
    help = "Print docs/machines.md: every state machine as a Mermaid diagram and as a table."

    def handle(self, **options):
        self.stdout.write(draw_all(), ending="")
