"""The trail of who did what."""

from uuid import UUID

from django.db.models import Model

from agencies.models import AuditCode, AuditEvent


def record(*, what, subject, by, agency=None, supplier=None, department=None, program=None, **details):
    """Add one line to the trail and return it; the database says when.

    `what` is an `AuditCode`; `subject` is what it happened to, a row or its words. The owners named are those at
    whose pages it may be read. Never called for kits left; never given anything about a recipient. Details are plain
    JSON values. Raises ValueError for a code that is none.
    """
    key = subject.pk if isinstance(subject, Model) and isinstance(subject.pk, UUID) else None
    return AuditEvent.objects.create(
        by=by,
        what=AuditCode(what),
        subject=str(subject)[:200],
        row=key,
        agency=agency,
        supplier=supplier,
        department=department,
        program=program,
        details=details,
    )
