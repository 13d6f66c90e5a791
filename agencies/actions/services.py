"""The directory of local services of a program: a file is all of it."""

from collections.abc import Sequence

from django.db import transaction

from agencies.models import LocalService, Program


@transaction.atomic
def replace_services(*, program: Program, services: Sequence[LocalService]) -> int:
    """Make `services`, which are not stored yet, the whole directory of a program; return how many were there."""
    Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    before = program.services.count()
    program.services.all().delete()
    LocalService.objects.bulk_create(services)
    return before
