"""The option `--on` of commands that act for a day."""

from datetime import date

from django.core.management.base import CommandError, CommandParser


def add_day_option(parser: CommandParser, *, meaning: str) -> None:
    """Let the command take `--on`; `meaning` says in a few words what the day is."""
    parser.add_argument("--on", metavar="DATE", help=f"{meaning}, as 2026-11-21; today if left out")


def read_day_option(on: str, *, latest: date = date.max, because: str = "") -> date:
    """Return the day that `--on` names.

    Stops the command with exit status 2 and one sentence for what is no day, and for one after `latest`: `because`
    says why that cannot be.
    """
    try:
        day = date.fromisoformat(on)
    except ValueError:
        raise CommandError(f"{on} is not a day: write it as 2026-11-21.", returncode=2) from None
    if day > latest:
        raise CommandError(f"{on} is still to come: {because}.", returncode=2)
    return day
