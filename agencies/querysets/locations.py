"""Where an agency keeps kits."""

from agencies.models import Location


def locations_of(agency):
    """The agency's locations by name, with the station of each vehicle and what each was merged into."""
    return Location.objects.filter(agency=agency).select_related("parent", "merged_into").order_by("name")
