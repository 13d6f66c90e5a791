"""What agencies return, as tables on pages: periods, recipients, reports, and what their figures are made of."""

from collections.abc import Iterable, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.models import Supplier
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord, TotalLine
from agencies.wording import write_short_month
from distributions.by_place import PlaceLine
from lbn.reporting.models import AgencyReport
from lbn.reporting.returns.amendments import Difference
from lbn.reporting.returns.balance import BalanceLine
from lbn.reporting.returns.entries import Entries
from lbn.reporting.returns.evaluation import Evaluation
from lbn.reporting.returns.filings import NotExpected
from lbn.reporting.returns.forms.suppliers import PeriodForm
from lbn.reporting.returns.mailing import changes_of, completion_of
from lbn.reporting.returns.recipients import Recipient
from lbn.reporting.returns.renderings import StateForAgency, StateForSupplier
from lbn.reporting.returns.states import ReportState, ReportStatus

A_PAGE = 20
AGENCIES_PER_PAGE = 50
AGENCY_CELL = "reporting/_agency.html"


def list_periods(states: Sequence[ReportState], asked: QueryDict) -> ListTable:
    """Return every period of an agency, newest first: what was sent, what is due and when."""
    return ListTable(
        name="periods",
        caption=_("Periods, newest first"),
        columns=[
            ListColumn("period", _("Period"), value="state.period", link=lambda row: row.state.url),
            ListColumn("status", _("Report"), kind="status", value=lambda row: StatusWord(row.tone, row.word)),
            ListColumn("remark", _("Remark"), nothing=""),
            ListColumn("due_on", _("Due on"), kind="day", value=_due_day),
            ListColumn("sent_on", _("Sent on"), kind="day", value="state.report.submitted_on"),
            ListColumn("to", _("To"), value=_receiver),
        ],
        rows=[StateForAgency(state) for state in states],
        asked=asked,
        page_size=A_PAGE,
        tone=lambda row: "attention" if row.state.is_asked_for else "",
        file_name="periods",
    )


def _due_day(row: StateForAgency):
    return None if row.state.status == ReportStatus.NOT_EXPECTED else row.state.due_on


def _receiver(row: StateForAgency) -> str:
    supplier = row.state.scope.supplier
    if row.state.not_expected == NotExpected.NOBODY_ASKS and row.state.report is None:
        return _("nobody asks for it")
    if supplier.is_waiting and row.state.is_left_out:
        return _("nobody: your agency is left out")
    if supplier.is_waiting:
        return _("nobody: your agency waits to be confirmed")
    return _("nobody: no supplier yet") if supplier.is_none else str(supplier)


def list_recipients(recipients: Iterable[Recipient]) -> ListTable:
    """Return who gets an agency's figures, how often, and when next."""
    return ListTable(
        name="recipients",
        caption=_("Recipients of your figures"),
        columns=[
            ListColumn("name", _("Recipient")),
            ListColumn("title", _("What")),
            ListColumn("how_often", _("How often"), value=lambda one: f"{one.how_often}. {one.remark}".strip(". ")),
            ListColumn("when", _("Next due on"), is_unbroken=True),
            ListColumn("sealed_on", _("Closes on"), kind="day"),
            ListColumn("how", _("How")),
            ListColumn("email", _("E-mail"), nothing="", link=lambda one: f"mailto:{one.email}" if one.email else ""),
        ],
        rows=list(recipients),
    )


def list_reports_at_supplier(
    rows: Sequence[StateForSupplier],
    asked: QueryDict,
    *,
    supplier: Supplier,
    filters: PeriodForm,
    may_waive: bool,
    periods: int,
) -> ListTable:
    """Return the reports of a supplier's agencies for their last period, as the agencies stated them."""
    of_period = [ListColumn("period", _("Period"), value="state.period")] if periods > 1 else []
    columns = [
        ListColumn("agency", _("Agency"), value="state.agency.name", is_sortable=True, template=AGENCY_CELL),
        ListColumn("county", _("County"), value="state.agency.jurisdiction.label", is_sortable=True),
        *of_period,
        ListColumn("status", _("Report"), kind="status", value=lambda row: StatusWord(row.tone, row.word)),
        ListColumn("remark", _("Remark")),
        ListColumn("left", _("Kits left"), kind="number", value=_kits_left, is_sortable=True),
        ListColumn("closing", _("On hand at the end"), kind="number", value=_kits_at_the_end, is_sortable=True),
    ]
    if may_waive:
        columns.append(ListColumn("waive", _("Ask or waive"), kind="actions", template="reporting/_waive.html"))
    no_match = EmptyState(_("No matches"), _("No agency is among those asked for."))
    if not periods:
        no_match = EmptyState(_("No period ended then"), _("No agency of yours had a period that ended then."))
    return ListTable(
        name="agencies",
        caption=_("Reports as stated by the agencies"),
        columns=columns,
        rows=rows,
        asked=asked,
        filters=filters,
        no_match=no_match,
        page_size=AGENCIES_PER_PAGE,
        file_name=f"who-has-reported-{supplier.slug}",
    )


def _kits_left(row: StateForSupplier) -> int | None:
    return row.state.document.stock.left if row.state.document else None


def _kits_at_the_end(row: StateForSupplier) -> int | None:
    return row.state.document.stock.closing if row.state.document else None


def list_entries(entries: Entries, asked: QueryDict) -> ListTable:
    """Return what one figure of a report is made of, with its total."""
    columns = [ListColumn(f"word{number}", head, value=_word(number)) for number, head in enumerate(entries.heads)]
    number = ListColumn("number", entries.unit, kind="number", value=lambda row: row[1], is_sortable=True)
    return ListTable(
        name="entries",
        caption=entries.title,
        columns=[*columns, number],
        rows=list(entries.rows),
        asked=asked,
        totals=lambda rows: [TotalLine(_("Total"), {"number": sum(number for _words, number in rows)})],
        empty=EmptyState(_("Nothing was entered"), _("There is no entry behind this figure: it is 0.")),
        file_name="inside-agency-only-entries",
    )


def _word(number: int):
    return lambda row: row[0][number]


def list_balance(lines: Sequence[BalanceLine]) -> ListTable:
    """Return A + B - C ± D = E of one report, with what C and D are made of."""
    return ListTable(
        name="balance",
        caption=_("Kits of this period: A + B \N{MINUS SIGN} C ± D = E"),
        columns=[
            ListColumn("letter", _("Letter"), is_unbroken=True, nothing=""),
            ListColumn("label", _("Naloxone kits"), template="reporting/_balance_label.html"),
            ListColumn("kits", _("Kits"), kind="number", template="reporting/_balance_kits.html"),
        ],
        key="label",
        rows=lines,
        phone="rows",
    )


def tables_of_changes(report: AgencyReport | None) -> dict[str, ListTable | None]:
    """Return {"changes": what an amendment changed, "completion": what was completed when the period closed}, None
    where there is nothing of it."""
    if report is None:
        return {"changes": None, "completion": None}
    changes, completion = changes_of(report), completion_of(report)
    amended = _("Amended: what changed since the version before")
    completed = _("Completed when the period closed: what the report said, and what it says now")
    return {
        "changes": list_changes("changes", amended, changes) if changes else None,
        "completion": list_changes("completion", completed, completion) if completion else None,
    }


def list_changes(name: str, caption: str, changes: Sequence[Difference]) -> ListTable:
    """Return the figures in which two versions differ."""
    return ListTable(
        name=name,
        caption=caption,
        columns=[
            ListColumn("label", _("Figure")),
            ListColumn("was", _("Before"), kind="number"),
            ListColumn("now", _("Now"), kind="number"),
        ],
        rows=changes,
        phone="rows",
    )


def list_statement(rows: Sequence[tuple[str, int | None]], *, caption: str) -> ListTable:
    """Return the figures of a statement that its recipient asks for."""
    return ListTable(
        name="figures",
        caption=caption,
        columns=[
            ListColumn("label", _("Figure"), value=lambda row: row[0]),
            ListColumn("value", _("Number"), kind="number", value=lambda row: row[1], nothing=_("not stated")),
        ],
        rows=rows,
    )


def list_looked_back(found: Evaluation, *, title: str) -> ListTable:
    """Return the figures of a span beside those of the span before."""
    before = f"{write_short_month(found.before_first)} \N{EN DASH} {write_short_month(found.before_last)}"
    return ListTable(
        name="figures",
        caption=title,
        columns=[
            ListColumn("label", _("Figure")),
            ListColumn("now", _("Now"), kind="number", value=lambda row: row.cells[0]),
            ListColumn("before", before, kind="number", value=lambda row: row.cells[1]),
            ListColumn("change", _("Difference"), kind="change"),
        ],
        rows=found.figures,
    )


def list_places(found: Evaluation, asked: QueryDict, *, caption: str, unit: str) -> ListTable:
    """Return what was left in each place, with its total; inside the agency only."""
    total = found.total
    sums = {"items": total.items, "handouts": total.handouts, "people_trained": total.people_trained}
    return ListTable(
        name="places",
        caption=caption,
        columns=[
            ListColumn("place", _("Place"), value=_place, is_sortable=True),
            ListColumn("county", _("County"), is_sortable=True),
            ListColumn("items", unit, kind="number", value="figures.items", is_sortable=True),
            ListColumn("handouts", _("Times"), kind="number", value="figures.handouts", is_sortable=True),
            ListColumn("people_trained", _("People trained"), kind="number", value="figures.people_trained"),
        ],
        rows=found.places,
        asked=asked,
        prefix="places-",
        totals=lambda rows: [TotalLine(_("Total"), sums)] if len(rows) == len(found.places) else [],
    )


def _place(line: PlaceLine) -> str:
    return line.place if line.zip_code else _("County only (ZIP not known)")
