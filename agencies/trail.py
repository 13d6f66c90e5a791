"""How the trail reads: its kinds for a filter, and what happened in words."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, AuditCode

# What a filter offers: a slug, its words, and how the codes of this kind begin.
TRAIL_KINDS = (
    ("agency", _("Agency"), ("agency", "admission", "registration")),
    ("supply", _("Supplier"), ("supplier", "supply")),
    ("departments", _("Health departments"), ("department",)),
    ("people", _("People"), ("team", "account")),
    ("places", _("Locations, terminals, places"), ("location", "terminal", "preset", "place")),
    ("stock", _("Stock"), ("stock",)),
    ("training", _("Training"), ("person", "roster", "session")),
    ("reports", _("Reports"), ("report", "figures", "period", "issue", "tally")),
)
REASONS = {AuditCode.AGENCY_LEFT_OUT: Agency.LeftOutBecause, AuditCode.AGENCY_ADMITTED: Agency.AdmittedBy}


def kind_of_code(code):
    """The slug of the kind that a code belongs to."""
    beginning = str(code).partition(".")[0]
    return next(slug for slug, _words, beginnings in TRAIL_KINDS if beginning in beginnings)


def codes_of_kind(slug):
    """The codes of one kind."""
    return [code for code in AuditCode if kind_of_code(code) == slug]


def kinds_at(desk):
    """The kinds of which something may be read at a desk: (slug, words) in their order."""
    may = {kind_of_code(code) for code in AuditCode if desk in code.desks}
    return [(slug, words) for slug, words, _beginnings in TRAIL_KINDS if slug in may]


def what_happened_in(event):
    """What one line of the trail says happened, with the reason where one was chosen."""
    reasons, reason = REASONS.get(event.what), event.details.get("reason")
    words = event.get_what_display()
    return f"{words}: {reasons(reason).label}" if reasons and reason in reasons else words
