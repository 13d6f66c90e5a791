from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies import clock
from agencies.models import Agency
from agencies.refusals import stop_at_refusals
from training.actions import import_roster


class Command(BaseCommand):
    help = (
        "Import an agency's roster, CSV or .xlsx. Exits 0 if every line is good, 1 if lines were refused and the "
        "others stored, 2 if the file was refused and nothing stored."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, help="the agency's short name, as in its addresses")
        parser.add_argument("--dry-run", action="store_true", help="judge every line and store nothing")

    def handle(self, *args, file, agency, dry_run, **options):
        result = self.judge(file, self.agency(agency), dry_run)
        for line in result.refused:
            where = f"Row {line.row}, {line.column}" if line.column else f"Row {line.row}"
            self.stdout.write(f"{where}: {line.sentence}")
        self.stdout.write(summary(result) + (" Dry run: nothing was stored." if dry_run else ""))
        if result.refused:
            raise CommandError("Correct the refused lines and import the file again.", returncode=1)

    def agency(self, slug):
        found = Agency.objects.select_related("program").filter(slug=slug).first()
        if found is None:
            raise CommandError(f'There is no agency "{slug}".', returncode=2)
        return found

    def judge(self, file, agency, dry_run):
        try:
            with file.open("rb") as opened, stop_at_refusals():
                return import_roster(
                    agency=agency,
                    file=opened,
                    name=file.name,
                    today=clock.today(agency.time_zone),
                    by=None,
                    dry_run=dry_run,
                )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from None


def summary(result):
    counts = {"lines": len(result.lines), **result.counts}
    return (
        "{lines} lines: {added} new, {changed} changed, {unchanged} unchanged, {refused} refused. "
        "{completions} completions are new."
    ).format(**counts)
