"""The trail of who did what."""

from agencies.models import AuditEvent


def record(*, what, subject, by, agency=None, supplier=None, **details):
    """Add one line to the trail and return it; the database says when.

    `what` is a short code such as "agency.registered", `subject` names the thing in words. Never called for kits
    left; never given anything about a recipient. Details are plain JSON values.
    """
    return AuditEvent.objects.create(
        by=by, what=what, subject=str(subject)[:200], agency=agency, supplier=supplier, details=details
    )
