"""What a terminal offers to choose from."""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Jurisdiction
from agencies.querysets.terminals import presets_of
from agencies.wording import write_kits
from distributions.limits import TERMINAL_DAYS_BACK
from inventory.models import Item


class OfferLine(NamedTuple):
    """One item on the page, by its slug. The agency's only kind of kit is `usual`: people just say "kits"."""

    slug: str
    name: str
    usual: bool = False

    @property
    def legend(self):
        return _("Kits") if self.usual else self.name

    def words(self, number):
        """Return `number` of it as one reads it back: "2 kits", "3 x Fentanyl test strips" (with a real cross)."""
        if self.usual:
            return write_kits(number)
        return f"{number} \u00d7 {self.name}"


class Offer(NamedTuple):
    """Place buttons in place-name order, the agency's counties (its own first), a line for each item, and days.

    Lines of kits come first.
    """

    presets: list
    counties: list
    lines: list
    today: date

    @property
    def yesterday(self):
        return self.today - timedelta(days=1)

    @property
    def first_day(self):
        """The first day that can be chosen; earlier ones are the coordinator's to enter."""
        return self.today - timedelta(days=TERMINAL_DAYS_BACK)


def counties_of(agency):
    """Return the counties that `agency` serves, its own first."""
    also = Jurisdiction.objects.real_places().filter(also_served_by=agency).exclude(pk=agency.jurisdiction_id)
    return [agency.jurisdiction, *also.order_by("name")]


def offer_lines(items):
    """Return the lines of `items`. One that is alone of its kind has the kind's name, which is translated."""
    kinds = [item.kind for item in items]

    def line(item):
        alone = kinds.count(item.kind) == 1
        name = str(Item.Kind(item.kind).label) if alone and item.kind != Item.Kind.SUPPLY else item.words
        return OfferLine(item.slug, name, usual=alone and item.kind == Item.Kind.NALOXONE_KIT)

    return [line(item) for item in items]


def offer_of(agency, *, today):
    """Return what the terminals of `agency` offer on `today` (a date): an `Offer`."""
    return Offer(
        presets=[preset.zip_code for preset in presets_of(agency)],
        counties=counties_of(agency),
        lines=offer_lines(list(Item.objects.logged_by(agency))),
        today=today,
    )
