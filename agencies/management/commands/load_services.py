"""Load a program's directory of local services."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies import clock
from agencies.actions.services import replace_services
from agencies.models import Program
from agencies.refusals import stop_at_refusals
from agencies.service_lines import COLUMNS, read_services

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Load the places and lines that help near people, CSV or .xlsx: all of it or nothing. The file is the whole "
        f"directory of its program. Columns: {', '.join(column.name for column in COLUMNS)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--program", required=True, metavar="SLUG")

    def handle(self, *args, file, **options):
        program = Program.objects.filter(slug=options["program"]).first()
        if program is None:
            raise CommandError(f'There is no program "{options["program"]}".', returncode=2)
        services, faults = self.read(file, program)
        if faults:
            for fault in faults[:SHOWN]:
                self.stdout.write(f"Row {fault.row}, {fault.column}: {fault.sentence}")
            more = f" {len(faults) - SHOWN} more are not shown." if len(faults) > SHOWN else ""
            raise CommandError(f"Nothing was loaded: correct these lines.{more}", returncode=2)
        before = replace_services(program=program, services=services)
        self.stdout.write(f"{program}: services in the directory: {len(services)}, before: {before}.")

    def read(self, file, program):
        try:
            with file.open("rb") as opened, stop_at_refusals():
                return read_services(opened, name=file.name, program=program, today=clock.today(program.time_zone))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from None
