"""What is read in a coalition, as tables."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.models import Coalition
from agencies.tables import EmptyState, ListColumn, ListTable
from agencies.wording import say
from lbn.reporting.returns.coalitions import QuarterTogether, ToldQuarter

QUARTERS_PER_PAGE = 50


def list_quarters_together(quarters: Sequence[QuarterTogether], agreeing: int) -> ListTable:
    """Return each closed quarter with the sum of what agencies reported, and of how many of the `agreeing` ones."""
    return ListTable(
        name="together",
        caption=_("Sum by closed quarter"),
        columns=[
            ListColumn("period", _("Quarter")),
            ListColumn("agencies", _("Sum of"), value=lambda row: _say_how_many(row, agreeing)),
            *_figure_columns(),
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
            *_figure_columns(),
        ],
        rows=list(rows),
        asked=asked,
        page_size=QUARTERS_PER_PAGE,
        empty=EmptyState(
            _("No closed quarter yet"),
            _("A quarter of an agency is here once it is closed, from the quarter on in which the agency agreed."),
        ),
        file_name=f"coalition-{coalition.started_on.isoformat()}",
        phone="cards",
    )


def _figure_columns() -> list[ListColumn]:
    """Return the columns of visits, kits and doses, each as sent and as closed."""
    return [
        ListColumn("visits_sent", _("Visits, as sent"), kind="number", value="sent.visits"),
        ListColumn("visits_closed", _("Visits, as closed"), kind="number", value="closed.visits"),
        ListColumn("kits_sent", _("Kits left, as sent"), kind="number", value="sent.kits"),
        ListColumn("kits_closed", _("Kits left, as closed"), kind="number", value="closed.kits"),
        ListColumn("doses_sent", _("Doses, as sent"), kind="number", value="sent.doses"),
        ListColumn("doses_closed", _("Doses, as closed"), kind="number", value="closed.doses"),
    ]


def _say_how_many(quarter: QuarterTogether, agreeing: int) -> str:
    """Say of how many of the agencies that agree a sum is."""
    return say(_("%(told)s of %(every)s agencies that agree"), told=len(quarter.told), every=agreeing)
