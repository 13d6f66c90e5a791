"""The log as a file, for the agency itself."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies import clock
from agencies.downloads import download
from agencies.sheets import csv_bytes

LINE_COLUMNS = (
    gettext_noop("Date or month"),
    gettext_noop("ZIP code"),
    gettext_noop("Town"),
    gettext_noop("County"),
    gettext_noop("Item"),
    gettext_noop("Times"),
    gettext_noop("How many"),
    gettext_noop("People trained"),
)
PLACE_COLUMNS = tuple(name for name in LINE_COLUMNS if name not in ("Date or month", "Item"))


def lines_file(agency, lines, *, name):
    """Days, places and items as a file."""
    return inside_only(agency, name, LINE_COLUMNS, map(cells, lines))


def places_file(agency, places, *, first, last):
    """Places as a file, which is named by the months from `first` to `last`."""
    rows = ([place.zip_code, place.town, place.county, *place.figures] for place in places)
    months = f"{first:%Y-%m}" if first == last else f"{first:%Y-%m}-to-{last:%Y-%m}"
    return inside_only(agency, f"places-{months}", PLACE_COLUMNS, rows)


def inside_only(agency, name, columns, rows):
    """A CSV file whose name says where it belongs."""
    header = [_(column) for column in columns]
    return download(f"{name_of_file(agency, name)}.csv", csv_bytes(header, rows))


def name_of_file(agency, name):
    """The name of a file that says where it belongs, and of which day it is."""
    return f"inside-agency-only-{name}-{agency.slug}-{clock.today(agency.time_zone)}"


def cells(line):
    day = line.key.handed_out_on
    written = f"{day:%Y-%m}" if line.is_whole_month else day
    return [written, line.key.zip_code, line.town, line.county, line.item, *line.figures]
