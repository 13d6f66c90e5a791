"""What the commands that load figures or outlines of counties have in common."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agencies.refusals import stop_at_refusals
from lbn.reporting.evidence.loading import SourceGiven

SHOWN = 10


class FiguresCommand(BaseCommand):
    load: Callable[..., Any]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="who published it, as pages say it")
        parser.add_argument("--dated", required=True, metavar="YYYY-MM-DD", help="the day that the figures are of")
        parser.add_argument("--states", default="", metavar="NY,MD,CA", help="default: the states with a program")
        parser.add_argument("--made-up", action="store_true", help="pages say that the figures are made up")

    def handle(self, *args, **options):
        source = SourceGiven(options["source"].strip(), read_source_day(options["dated"]), options["made_up"])
        if not 0 < len(source.name) <= 200:
            raise CommandError("--source must be 1 to 200 characters; nothing was loaded.", returncode=2)
        states = [code.strip().upper() for code in options["states"].split(",") if code.strip()]
        with stop_at_refusals():
            self.tell(type(self).load(options["file"], source, states))

    def tell(self, loaded: Any) -> None:
        """Say what was loaded."""
        years = f"{loaded.years[0]}" if len(loaded.years) == 1 else f"{loaded.years[0]} to {loaded.years[-1]}"
        withheld = f", {loaded.not_said} withheld by the source" if loaded.not_said else ""
        self.stdout.write(f"{', '.join(loaded.states)}, {years}: {loaded.figures} figures of counties{withheld}.")
        if loaded.unknown:
            some = ", ".join(loaded.unknown[:SHOWN]) + (", …" if len(loaded.unknown) > SHOWN else "")
            self.stdout.write(f"No county here has these codes, which were left out: {some}.")


def read_source_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError("--dated must be a day as YYYY-MM-DD; nothing was loaded.", returncode=2) from None
