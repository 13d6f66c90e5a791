"""Who reads a state's report beside its health departments: anyone, or all suppliers."""

from django.db import transaction

from agencies.actions.audit import record
from agencies.models import AuditCode, Program


def show_public_figures(*, program: Program, shows: bool, by) -> Program:
    """Let anyone read the public figures of a state program from now on, or nobody. Returns the `Program`.

    They are published with the next run of `seal_reports`. What was published stays stored when they are taken off,
    and is shown again, unchanged, when they come back. Saying it again changes nothing.
    """
    codes = (AuditCode.FIGURES_SHOWN, AuditCode.FIGURES_TAKEN_OFF)
    return _choose(program, "shows_public_figures", shows, by, codes)


def hand_report_to_suppliers(*, program: Program, shares: bool, by) -> Program:
    """Say that the program office hands the state's report to all its suppliers from now on, or to none. Returns the
    `Program`.

    From the next quarter on suppliers count among its readers, so that fewer places are named: see
    `compile.insiders`. Nothing is sent by this. Saying it again changes nothing.
    """
    codes = (AuditCode.REPORT_HANDED, AuditCode.REPORT_KEPT)
    return _choose(program, "suppliers_read_area_report", shares, by, codes)


@transaction.atomic
def _choose(program, field, is_on, by, codes):
    held = Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    if getattr(held, field) == is_on:
        return held
    setattr(held, field, is_on)
    held.save(update_fields=[field])
    record(what=codes[0] if is_on else codes[1], subject=held, by=by, program=held)
    return held
