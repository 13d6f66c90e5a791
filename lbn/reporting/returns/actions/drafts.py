"""What is typed for a report before it is sent."""

from lbn.reporting.models import ReportDraft


def save_draft(*, agency, scope, starts_on, typed, comment, no_kits, today):
    """Keep what a coordinator has typed for the report of a period until it is sent. Returns the `ReportDraft`.

    `typed` are the typed figures by name, None where nothing was typed.
    """
    kept = {"typed": typed, "comment": comment, "no_kits": no_kits, "saved_on": today}
    return ReportDraft.objects.update_or_create(agency=agency, scope=scope, starts_on=starts_on, defaults=kept)[0]


def draft_of(*, agency, scope, starts_on):
    """Return what was typed for the report of a period so far, or None."""
    return ReportDraft.objects.filter(agency=agency, scope=scope, starts_on=starts_on).first()
