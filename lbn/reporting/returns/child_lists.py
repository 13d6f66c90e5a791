"""What an agency reads of the agencies under it, as tables."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord, TotalLine
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.returns.children import ChildPeriod, PeriodOfChildren

CHILDREN_PER_PAGE = 50
CHILD_PERIODS = 12


def list_totals_of_children(periods: Sequence[PeriodOfChildren]) -> ListTable:
    """Return the latest closed periods, each with what its agencies told together."""
    return ListTable(
        name="totals",
        caption=_("All agencies together, by closed period"),
        columns=[
            ListColumn("period", _("Period")),
            ListColumn("reported", _("Reports that came"), kind="number"),
            ListColumn("expected", _("Reports expected"), kind="number"),
            ListColumn("sent", _("Kits left, as sent"), kind="number", value="kits_as_sent"),
            ListColumn("closed", _("Kits left, as closed"), kind="number", value="kits_as_closed"),
        ],
        rows=list(periods[:CHILD_PERIODS]),
        phone="cards",
    )


def list_children(parent: Agency, rows: Sequence[ChildPeriod], asked: QueryDict) -> ListTable:
    """Return each closed period of each agency under `parent`: how its report stands, and the kits that it told."""
    return ListTable(
        name="children",
        caption=_("Each agency, by closed period"),
        columns=[
            ListColumn("agency", _("Agency"), value="state.agency.name", is_sortable=True),
            ListColumn("period", _("Period"), value="state.period"),
            ListColumn("status", _("Report"), kind="status", value=_status),
            ListColumn("remark", _("Remark"), value="words.remark", nothing=""),
            ListColumn("sent", _("Kits left, as sent"), kind="number", value="kits_as_sent", is_sortable=True),
            ListColumn("closed", _("Kits left, as closed"), kind="number", value="kits_as_closed", is_sortable=True),
        ],
        rows=list(rows),
        asked=asked,
        page_size=CHILDREN_PER_PAGE,
        totals=_totals,
        empty=EmptyState(
            _("No closed period yet"),
            _("Once a period of an agency under yours is closed, its totals are here."),
        ),
        file_name=f"agencies-under-{parent.slug}",
    )


def _status(row: ChildPeriod) -> StatusWord:
    return StatusWord(row.words.tone, row.words.word)


def _totals(rows: Sequence[ChildPeriod]) -> list[TotalLine]:
    sent = sum_of_stated(row.kits_as_sent for row in rows)
    closed = sum_of_stated(row.kits_as_closed for row in rows)
    return [TotalLine(_("Total"), {"sent": sent, "closed": closed})]
