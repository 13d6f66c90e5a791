"""Where an agency keeps kits."""

from agencies.models import Location


def locations_of(agency):
    """The agency's locations with the station of each vehicle, by name."""
    return Location.objects.filter(agency=agency).select_related("parent").order_by("name")
