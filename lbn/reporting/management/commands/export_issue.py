"""Write a published report to a file or to standard output."""

import sys
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from lbn.reporting.models import ContentChanged, Issue
from lbn.reporting.published.files import FORMATS, file_of


class Command(BaseCommand):
    help = "Write a published report as CSV, workbook or JSON. seal_reports prints the id of each."

    def add_arguments(self, parser):
        parser.add_argument("id", help="the id of the published report")
        parser.add_argument("--format", required=True, choices=sorted(FORMATS))
        parser.add_argument("--output", metavar="F", help="the file to write; standard output if left out")

    def handle(self, *, id, format, output, **options):
        try:
            content = file_of(self.issue(id), format).content
        except ContentChanged as changed:
            raise CommandError(str(changed)) from changed
        if output is None:
            sys.stdout.buffer.write(content)
            return
        try:
            Path(output).write_bytes(content)
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.", returncode=2) from problem

    def issue(self, text):
        try:
            return Issue.objects.get(pk=UUID(text))
        except (ValueError, Issue.DoesNotExist):
            words = f"There is no published report {text}: seal_reports prints the id of each."
            raise CommandError(words, returncode=2) from None
