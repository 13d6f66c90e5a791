"""Small tables that explain something in a page's text, their figures written in the page."""

from django import template
from django.utils.translation import gettext as _

from agencies.tables import ListColumn, ListTable, TotalLine

register = template.Library()


@register.simple_tag
def times_by_place(name: str, caption: str, county: str, *places_and_times: str | int) -> ListTable:
    """Return a table of places and visits, given by turns, with what they add up to as the county's."""
    rows = list(zip(places_and_times[::2], places_and_times[1::2], strict=True))
    total = sum(int(times) for _place, times in rows)
    return ListTable(
        name=name,
        caption=caption,
        columns=[
            ListColumn("place", _("Place"), value=lambda row: row[0]),
            ListColumn("times", _("Visits"), kind="number", value=lambda row: row[1]),
        ],
        rows=rows,
        totals=lambda _rows: [TotalLine(county, {"times": total})],
    )
