"""Loading state programs from their packs."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from agencies.actions.places import mark_places
from agencies.models import Program
from agencies.packs import Pack


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def hold_names(program: Program) -> None:
    """Until the transaction ends, nobody else looks up and adds a supplier or health department of the program."""
    Program.objects.select_for_update(no_key=True).only("pk").get(pk=program.pk)


@transaction.atomic
def load_program(*, pack: Pack, at: datetime) -> Outcome:
    """Make the program what its pack says, `at` an instant, or do nothing at all.

    A pack whose content (its SHA-256) is what was loaded before changes nothing, `loaded_at` included.
    """
    content = pack.content
    present = Program.objects.select_for_update().filter(slug=pack.slug).first()
    if present and present.sha256 == pack.sha256:
        return Outcome.UNCHANGED
    program = present or Program(slug=pack.slug)
    for column in ("name", "state", "time_zone", "entry", "version"):
        setattr(program, column, content[column])
    program.office_name = content["office"]["name"]
    program.office_email = content["office"]["email"]
    program.pack = content
    program.sha256 = pack.sha256
    program.loaded_at = at
    program.save()
    mark_places(state=program.state)
    return Outcome.CHANGED if present else Outcome.CREATED
