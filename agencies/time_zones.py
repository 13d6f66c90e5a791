"""The time zones of the United States, by the names that people use. Pure."""

from django.utils.translation import gettext_lazy as _

TIME_ZONES = {
    "America/New_York": _("Eastern Time (New York)"),
    "America/Chicago": _("Central Time (Chicago)"),
    "America/Denver": _("Mountain Time (Denver)"),
    "America/Phoenix": _("Mountain Time without daylight saving (Phoenix)"),
    "America/Los_Angeles": _("Pacific Time (Los Angeles)"),
    "America/Anchorage": _("Alaska Time (Anchorage)"),
    "Pacific/Honolulu": _("Hawaii Time (Honolulu)"),
    "America/Puerto_Rico": _("Atlantic Time (Puerto Rico)"),
    "Pacific/Guam": _("Chamorro Time (Guam)"),
    "Pacific/Pago_Pago": _("Samoa Time (Pago Pago)"),
}


def offer_time_zones(present: str) -> list[tuple[str, object]]:
    """Return (zone, its name) to choose from, and the one that holds at present among them."""
    known = present in TIME_ZONES or not present
    return [*TIME_ZONES.items(), *([] if known else [(present, present)])]
