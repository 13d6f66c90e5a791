"""What the log says by month and by day, exactly: counts, and the differences that a seal sent to a net line.

Everything here is for the agency itself. A month is the month in which kits were left, whenever they are reported.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.models import Agency, Jurisdiction, ZipCode
from agencies.periods import add_months, month_end
from distributions.counts import NOTHING, Counts, Key
from distributions.models import Correction, DailyCount, Precision
from inventory.models import Item


class Month(NamedTuple):
    """A month (its first day): naloxone kits, and the number of other items such as test strips."""

    starts_on: date
    kits: Counts
    other_items: int


class MonthLine(NamedTuple):
    """One day (or whole month), place and item; `count_id` is the count by which it is corrected. `town` is "" where
    only the county is known."""

    key: Key
    figures: Counts
    county: str
    item: str
    count_id: UUID | None
    town: str = ""

    @property
    def is_whole_month(self):
        return self.key.precision == Precision.MONTH

    @property
    def is_counted_as_one(self):
        """Whether all of a month is one occasion: a total of which nobody knows how often it was."""
        return self.is_whole_month and self.figures.handouts == 1

    @property
    def place(self):
        """The place in words, such as "12047 Cohoes"."""
        return place_in_words(self.key.zip_code, self.town, self.county)


def months_of(agency: Agency) -> list[Month]:
    """Every month in which the agency's log says anything, newest first. Two queries."""
    kits: defaultdict[date, Counts] = defaultdict(lambda: NOTHING)
    others: defaultdict[date, int] = defaultdict(int)
    for month, kind, *figures in both(agency, lambda rows: rows.summed_by_month()):
        if kind == Item.Kind.NALOXONE_KIT:
            kits[month] = kits[month].plus(figures)
        else:
            others[month] += figures[1]
    said = {month for month in kits if kits[month] != NOTHING} | {month for month in others if others[month]}
    return [Month(month, kits[month], others[month]) for month in sorted(said, reverse=True)]


def kits_by_month(agency: Agency, *, last: date, months: int = 12) -> list[tuple[date, Counts]]:
    """Naloxone kits left in each of the `months` months up to the month `last`, oldest first, 0 where none was."""
    starts_on = [add_months(last, -back) for back in reversed(range(months))]
    kits = dict.fromkeys(starts_on, NOTHING)
    within = {"first": starts_on[0], "last": month_end(starts_on[-1])}
    for month, _kind, *figures in both(
        agency, lambda rows: rows.left_between(**within).of_naloxone().summed_by_month()
    ):
        kits[month] = kits[month].plus(figures)
    return list(kits.items())


def log_lines(agency: Agency, *, first: date, last: date) -> list[MonthLine]:
    """What was left on the days from `first` to `last`, line by line in the order of days. Six queries at most."""
    within = {"first": first, "last": last}
    said: defaultdict[Key, Counts] = defaultdict(lambda: NOTHING)
    for *key, handouts, items, trained in both(
        agency, lambda rows: rows.left_between(**within).summed_by(*Key._fields)
    ):
        key = Key(*key)
        said[key] = said[key].plus((handouts, items, trained))
    counties = Jurisdiction.objects.in_bulk({key.jurisdiction_id for key in said})
    items = Item.objects.in_bulk({key.item_id for key in said})
    towns = towns_by_zip({key.zip_code for key in said})
    newest = _newest_counts(agency, within)
    lines = [
        MonthLine(
            key,
            figures,
            counties[key.jurisdiction_id].label_in(agency.program.state),
            items[key.item_id].name,
            newest.get(key),
            towns.get(key.zip_code, ""),
        )
        for key, figures in said.items()
        if figures != NOTHING
    ]
    return sorted(
        lines,
        key=lambda line: (line.key.handed_out_on, not line.is_whole_month, line.county, line.key.zip_code, line.item),
    )


def kits_left_between(agency: Agency, first: date, last: date) -> int:
    """Naloxone kits left on the days from `first` to `last`. Lines of which only the month is known are not in it."""
    rows = both(agency, lambda rows: rows.left_between(first, last).of_single_days().of_naloxone().summed_by("item"))
    return sum(kits for _item, _times, kits, _trained in rows)


def towns_by_zip(zip_codes) -> dict[str, str]:
    """Return {ZIP code: its town} for those of `zip_codes` that the tables know. One query."""
    return {code: place.name for code, place in ZipCode.objects.in_bulk(zip_codes).items()}


def place_in_words(zip_code: str, town: str, county: str) -> str:
    """Return a place in words: "12047 Cohoes", or "Albany County (ZIP not known)"."""
    return f"{zip_code} {town}".strip() if zip_code else _("%(county)s (ZIP not known)") % {"county": county}


def totals_by_item(lines: list[MonthLine]) -> list[tuple[str, Counts]]:
    """What was left of each item, in the order of their names."""
    totals: defaultdict[str, Counts] = defaultdict(lambda: NOTHING)
    for line in lines:
        totals[line.item] = totals[line.item].plus(line.figures)
    return sorted(totals.items())


def line_of(count: DailyCount) -> Counts:
    """What the log says of the day, place and item of `count`."""
    counted = DailyCount.objects.alike(count).totals()
    sent = Correction.objects.alike(count).net_lines().totals()
    return Counts(**counted).plus(Counts(**sent))


def kits_posted(agency: Agency, *, first: date, last: date) -> Counts:
    """Naloxone kits posted to the months from `first` to `last` (both firsts of months), whatever the scope,
    including the net corrections posted there: what "left" means in a report and in the stock ledger."""
    counted = DailyCount.objects.of(agency).of_naloxone().posted_between(first, last).totals()
    return Counts(**counted).plus(net_corrections(agency, first=first, last=last))


def net_corrections(agency: Agency, *, first: date, last: date) -> Counts:
    """The agency's net corrections to earlier periods, of naloxone kits, posted to the months `first` to `last`."""
    posted_here = Correction.objects.of(agency).net_lines().of_naloxone().posted_between(first, last)
    return Counts(**posted_here.totals())


def both(agency, question):
    """Ask the counts and the corrections in net lines the same question; yield the rows of both."""
    yield from question(DailyCount.objects.of(agency))
    yield from question(Correction.objects.of(agency).net_lines())


def _newest_counts(agency, within):
    rows = DailyCount.objects.of(agency).left_between(**within).order_by("posted_month", "scope_id")
    return {Key(*key): count_id for *key, count_id in rows.values_list(*Key._fields, "id")}
