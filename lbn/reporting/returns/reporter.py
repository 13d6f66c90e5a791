"""One agency as its supplier reads it: whom to call, and what it stated in each of its reports. Nothing is live."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.charts import LineChart, line_chart
from agencies.models import Agency, Supplier
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord
from agencies.wording import write_number
from lbn.reporting.calendar.kinds import kind_of, period_for_charts
from lbn.reporting.calendar.spans import Span
from lbn.reporting.returns.actions.asking import is_waited_for
from lbn.reporting.returns.renderings import StateForSupplier
from lbn.reporting.returns.states import ReportStatus, states_of

FEWEST = 2


class ReportRow(StateForSupplier):
    """A period of one agency: how its report stands, and what it states."""

    @property
    def period(self) -> str:
        return self.state.period

    @property
    def whose(self) -> str:
        """Of which agency and period it is."""
        return f"{self.state.agency}, {self.period}"

    @property
    def sent_on(self) -> date | None:
        return self.state.versions[0].submitted_on if self.state.versions else None

    @property
    def received(self) -> int | None:
        return self.state.document.stock.received if self.state.document else None

    @property
    def left(self) -> int | None:
        return self.state.document.stock.left if self.state.document else None

    @property
    def on_hand(self) -> int | None:
        return self.state.document.stock.closing if self.state.document else None

    @property
    def on_hand_in_words(self) -> str | int | None:
        """What was on hand at the end; of nothing, what that means."""
        if self.on_hand is None or self.on_hand > 0:
            return self.on_hand
        return _("%(number)s, out of kits") % {"number": write_number(self.on_hand)}

    @property
    def may_be_asked_for(self) -> bool:
        return is_waited_for(self.state)


def reports_to(supplier: Supplier, agency: Agency, today: date) -> list[ReportRow]:
    """Return the periods of `agency` that ended before `today` while it reported to `supplier`, newest first. Not
    those in which it reported to somebody else."""
    states = [one for one in states_of(agency, today) if one.scope.supplier.successor == supplier]
    return [ReportRow(one) for one in states if one.status != ReportStatus.RUNNING]


def list_of_reporter(rows: Sequence[ReportRow], supplier: Supplier, *, may_ask: bool) -> ListTable:
    """Return the reports of one agency as a table; `may_ask` adds the press that asks for one."""
    columns = [
        ListColumn("period", _("Period"), link=lambda row: page_of_report(supplier, row)),
        ListColumn("status", _("Report"), kind="status", value=lambda row: StatusWord(row.tone, row.word)),
        ListColumn("remark", _("Remark"), nothing=""),
        ListColumn("sent_on", _("Sent on"), kind="day"),
        ListColumn("received", _("Kits furnished"), kind="number"),
        ListColumn("left", _("Kits left"), kind="number"),
        ListColumn("on_hand", _("On hand at the end"), kind="number", value="on_hand_in_words"),
    ]
    if may_ask:
        columns.append(ListColumn("ask", _("Ask"), kind="actions", template="reporting/_ask.html"))
    return ListTable(
        name="reports",
        caption=_("Its reports to you, as the agency stated them"),
        columns=columns,
        rows=rows,
        file_name=f"reports-of-{rows[0].state.agency.slug}" if rows else "",
        empty=EmptyState(_("No report yet"), _("The first period of this agency with you has not ended.")),
        is_wide=True,
    )


def page_of_report(supplier: Supplier, row: ReportRow) -> str:
    """Return the address of a report that was sent; "" of one that was not."""
    report = row.state.report
    return reverse("supplier:agency_report", args=[supplier.slug, report.pk]) if report else ""


def draw_reporter(rows: Sequence[ReportRow]) -> LineChart | None:
    """Return the line of kits left by period, of the newest kind of period; with a gap where no report came. None of
    fewer than two reports, and where corrections of earlier periods made one less than nothing."""
    spans = [(Span(row.state.starts_on, row.state.ends_on), row.left) for row in reversed(rows)]
    of_newest = [(span, left) for span, left in spans if kind_of(span) == kind_of(spans[-1][0])]
    shown = [left for _span, left in of_newest if left is not None]
    if len(shown) < FEWEST or min(shown) < 0:
        return None
    return line_chart([(period_for_charts(span), left) for span, left in of_newest])
