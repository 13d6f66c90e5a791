"""Whether anyone may read a state's figures."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import AuditCode, Program


@transaction.atomic
def show_public_figures(*, program, shows: bool, by):
    """Let anyone read the public figures of a state program from now on, or nobody. Returns the `Program`.

    They are published with the next run of `seal_reports`. What was published stays stored when they are taken off,
    and is shown again, unchanged, when they come back. Saying it again changes nothing.
    """
    held = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    if held.shows_public_figures == shows:
        return held
    held.shows_public_figures = shows
    held.save(update_fields=["shows_public_figures"])
    what = AuditCode.FIGURES_SHOWN if shows else AuditCode.FIGURES_TAKEN_OFF
    record(what=what, subject=held, by=by, program=held)
    return held
