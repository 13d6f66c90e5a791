"""Check program packs without loading them."""

from agencies.management.pack_command import PackCommand


class Command(PackCommand):
    help = "Check all program packs of a directory; changes nothing."

    def handle(self, *args, **options):
        for pack in self.packs(options):
            self.stdout.write(f"{pack.slug}: version {pack.content['version']} is in order.")
