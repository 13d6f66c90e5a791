"""What a sheet contributed, line by line."""

from collections.abc import Iterable

from agencies.models import Agency
from distributions.counts import Counts, Key
from distributions.models import DailyCount, SheetTotal
from distributions.months import MonthLine, towns_by_zip


def lines_of_totals(agency: Agency, totals: Iterable[SheetTotal]) -> list[MonthLine]:
    """The lines of some totals, which come with county and item, in their order. Two queries, however many they are.

    `count_id` is the count by which the day, place and item is corrected.
    """
    totals = list(totals)
    state = agency.program.state
    keys = [Key(*(getattr(total, name) for name in Key._fields)) for total in totals]
    towns = towns_by_zip({key.zip_code for key in keys})
    newest = newest_counts(agency, keys)
    return [
        MonthLine(
            key,
            Counts(total.handouts, total.items, total.people_trained),
            total.jurisdiction.label_in(state),
            total.item.name,
            newest.get(key),
            towns.get(key.zip_code, ""),
        )
        for key, total in zip(keys, totals, strict=True)
    ]


def newest_counts(agency: Agency, keys: list[Key]) -> dict:
    """Return {key: the id of its count that was posted last} for these keys."""
    near = DailyCount.objects.of(agency).filter(
        handed_out_on__in={key.handed_out_on for key in keys}, zip_code__in={key.zip_code for key in keys}
    )
    rows = near.order_by("posted_month", "scope_id").values_list(*Key._fields, "id")
    return {Key(*key): count_id for *key, count_id in rows}
