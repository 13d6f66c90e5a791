"""What is read in a coalition, as tables."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.models import Coalition
from agencies.tables import EmptyState, ListColumn, ListTable
from agencies.wording import say
from lbn.reporting.returns.coalitions import QuarterTogether, ToldQuarter

QUARTERS_PER_PAGE = 50


def list_quarters_together(quarters: Sequence[QuarterTogether]) -> ListTable:
    """Return each closed quarter with what all agencies told together, and of how many that is the sum."""
    return ListTable(
        name="together",
        caption=_("All agencies together, by closed quarter"),
        columns=[
            ListColumn("period", _("Quarter")),
            ListColumn("agencies", _("Sum of"), value=say_how_many),
            *figure_columns(),
        ],
        rows=list(quarters),
        phone="cards",
    )


def list_quarters_by_agency(coalition: Coalition, rows: Sequence[ToldQuarter], asked: QueryDict) -> ListTable:
    """Return each closed quarter of each agency."""
    return ListTable(
        name="quarters",
        caption=_("Each agency, by closed quarter"),
        columns=[
            ListColumn("agency", _("Agency"), value="agency.name", is_sortable=True),
            ListColumn("period", _("Quarter"), is_sortable=True, sort_value=lambda row: row.starts_on),
            *figure_columns(),
        ],
        rows=list(rows),
        asked=asked,
        page_size=QUARTERS_PER_PAGE,
        empty=EmptyState(
            _("No closed quarter yet"),
            _("Once a quarter is closed that ended after two agencies had agreed, its totals are here."),
        ),
        file_name=f"coalition-{coalition.started_on.isoformat()}",
        phone="cards",
    )


def figure_columns() -> list[ListColumn]:
    """Return the columns of visits, kits and doses, each as sent and as closed."""
    return [
        ListColumn("visits_sent", _("Visits, as sent"), kind="number", value="sent.visits"),
        ListColumn("visits_closed", _("Visits, as closed"), kind="number", value="closed.visits"),
        ListColumn("kits_sent", _("Kits left, as sent"), kind="number", value="sent.kits"),
        ListColumn("kits_closed", _("Kits left, as closed"), kind="number", value="closed.kits"),
        ListColumn("doses_sent", _("Doses, as sent"), kind="number", value="sent.doses"),
        ListColumn("doses_closed", _("Doses, as closed"), kind="number", value="closed.doses"),
    ]


def say_how_many(quarter: QuarterTogether) -> str:
    """Say of how many agencies a sum is: of all, or of those of which there is a figure."""
    told, every = len(quarter.told), len(quarter.rows)
    return say(_("%(told)s of %(every)s agencies"), told=told, every=every)
