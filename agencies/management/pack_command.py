"""What the commands that read program packs have in common."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.packs import Pack, PackError, read_packs

SHIPPED = Path(__file__).resolve().parent.parent / "programs"


class PackCommand(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "dir",
            nargs="?",
            type=Path,
            default=SHIPPED,
            help="a directory of program files, or one; default: those shipped here",
        )

    def packs(self, options: dict) -> list[Pack]:
        """Return the packs of the directory, or stop with a sentence for each thing that is wrong with them."""
        try:
            return read_packs(options["dir"])
        except PackError as error:
            raise CommandError(str(error), returncode=2) from None
