"""Counties that decide whether they take part, and what they decided."""

from django.utils.translation import gettext as _

from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord


def counties_table(request, rows, *, day, link=None):
    """The counties of a program as they stand on `day`; `link` gives the address at which one is decided."""
    return ListTable(
        name="counties",
        caption=_("Counties"),
        columns=[
            ListColumn("county", _("County"), value="label", link=link, order_by=("name",)),
            ListColumn(
                "stands", _("Agencies can register"), kind="status", value=lambda one: stand_in_words(one, day)
            ),
            ListColumn("opted_in_on", _("Takes part from"), kind="day", order_by=("opted_in_on",), nothing=""),
            ListColumn(
                "opted_out_on", _("Does not take part from"), kind="day", order_by=("opted_out_on",), nothing=""
            ),
        ],
        rows=rows,
        asked=request.GET,
        search_by=["name"],
        page_size=100,
        file_name="counties",
        empty=EmptyState(_("No county here"), _("Whoever runs the application loads them with load_places.")),
    )


def stand_in_words(county, day):
    """Whether agencies of a county can register on `day`."""
    takes_part = county.opted_in_on and county.opted_in_on <= day
    if takes_part and (county.opted_out_on is None or county.opted_out_on > day):
        return StatusWord("ok", _("yes"))
    if county.opted_in_on and county.opted_in_on > day:
        return StatusWord("attention", _("not yet"))
    return StatusWord("quiet", _("no longer") if takes_part else _("no"))
