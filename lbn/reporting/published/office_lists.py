"""What the program office reads of everybody: who was published what, and what is sealed next."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord
from lbn.reporting.calendar.sealings import Sealing
from lbn.reporting.models.issue import IssueQuerySet
from lbn.reporting.published.lists import A_PAGE, period_of_issue, status_of


def list_everybody(issues: IssueQuerySet, asked: QueryDict) -> ListTable:
    """Return the list of who was published what, with the way to withdraw it. No figure of it."""
    return ListTable(
        name="everybody",
        caption=_("Published reports, newest first"),
        columns=[
            ListColumn("period", _("Period"), value=period_of_issue, order_by=("starts_on", "ends_on")),
            ListColumn("reader", _("Reader"), value="reader_name"),
            ListColumn("cadence", _("Reports"), value="scope.get_cadence_display"),
            ListColumn("issued_on", _("Published on"), kind="day", order_by=("issued_on",)),
            ListColumn("status", _("Status"), kind="status", value=status_of, order_by=("status",)),
            ListColumn("because", _("Why"), value="withdrawn_because", nothing=""),
            ListColumn("withdraw", _("Withdraw"), kind="actions", template="reporting/_withdraw.html"),
        ],
        rows=issues,
        asked=asked,
        search_by=["scope__supplier__name", "department__name", "program__name"],
        page_size=A_PAGE,
        empty=EmptyState(
            _("Nothing is published yet"),
            _("Reports are published once a period is sealed (usually on day 20 of the next month)."),
        ),
        file_name="who-was-published-what",
    )


def list_sealings(sealings: list[Sealing]) -> ListTable:
    """Return what is sealed next, by supplier."""
    return ListTable(
        name="sealings",
        caption=_("What is sealed next, by supplier"),
        columns=[
            ListColumn("supplier", _("Supplier"), value="scope.supplier"),
            ListColumn("cadence", _("Reports"), value="scope.get_cadence_display"),
            ListColumn("last_period", _("Sealed last")),
            ListColumn("period", _("Sealed next")),
            ListColumn("due_on", _("Reports due on"), kind="day"),
            ListColumn("sealed_on", _("Seal day"), kind="day"),
            ListColumn("state", _("Status"), kind="status", value=sealing_status, nothing=""),
        ],
        rows=sealings,
        tone=lambda sealing: "attention" if sealing.late else "",
    )


def sealing_status(sealing: Sealing) -> StatusWord | None:
    return StatusWord("attention", _("Not sealed yet")) if sealing.late else None
