"""What the log says place by place, for the agency itself: exact, and with every correction."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from agencies.models import Agency, Jurisdiction
from agencies.periods import month_end
from distributions.counts import NOTHING, Counts
from distributions.models import DailyCount
from distributions.months import both, place_in_words, towns_by_zip
from inventory.models import Item


class PlaceLine(NamedTuple):
    """What was left in one ZIP code, or in a county where the ZIP code is not known ("")."""

    zip_code: str
    town: str
    county: str
    figures: Counts

    @property
    def place(self):
        """The place in words, such as "12047 Cohoes"."""
        return place_in_words(self.zip_code, self.town, self.county)


def places_of(agency: Agency, *, first: date, last: date, item: Item | None = None) -> list[PlaceLine]:
    """What was left of `item` (None: all naloxone kits) from month `first` to month `last`, county by county. Four
    queries at most."""
    said: defaultdict[tuple[int, str], Counts] = defaultdict(lambda: NOTHING)
    for county, zip_code, *figures in both(agency, lambda rows: _within(rows, first, last, item)):
        said[county, zip_code] = said[county, zip_code].plus(figures)
    counties = Jurisdiction.objects.in_bulk({county for county, _zip_code in said})
    towns = towns_by_zip({zip_code for _county, zip_code in said})
    lines = [
        PlaceLine(zip_code, towns.get(zip_code, ""), counties[county].label_in(agency.program.state), figures)
        for (county, zip_code), figures in said.items()
        if figures != NOTHING
    ]
    return sorted(lines, key=lambda line: (line.county, line.zip_code == "", line.zip_code))


def _within(rows, first, last, item):
    rows = rows.left_between(first, month_end(last))
    rows = rows.filter(item=item) if item else rows.of_naloxone()
    return rows.summed_by("jurisdiction_id", "zip_code")


def items_logged(agency: Agency):
    """The items of which the agency's log says anything, naloxone kits first."""
    return Item.objects.filter(Exists(DailyCount.objects.of(agency).filter(item=OuterRef("pk")))).kits_first()
