"""The tables of a program office that need reports: its agencies, and how the reports of one stand."""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.life import RUNNING
from agencies.models import Agency
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord
from lbn.reporting.returns.forms.office import AgencyFilter
from lbn.reporting.returns.office import OfficeLine
from lbn.reporting.returns.renderings import StateForAgency
from lbn.reporting.returns.states import ReportState, ReportStatus

AGENCIES_OF_A_PAGE = 25


def list_agencies_of_office(lines: Sequence[OfficeLine], asked: QueryDict, *, filters: AgencyFilter) -> ListTable:
    """Return the agencies of a program with where each stands, and how its last closed period does."""
    return ListTable(
        name="agencies",
        caption=_("Agencies by name"),
        columns=[
            ListColumn("name", _("Agency"), value="agency.name", is_sortable=True, link=page_of_agency),
            ListColumn("kind", _("Kind"), value=kind_in_words, is_sortable=True),
            ListColumn("county", _("County"), value="agency.jurisdiction.label", is_sortable=True),
            ListColumn("supplier", _("Supplier"), value=supplier_in_words, is_sortable=True),
            ListColumn("part", _("Takes part"), kind="status", value=lambda line: part_in_words(line.agency)),
            ListColumn("report", _("Last report"), kind="status", value=report_in_words),
            ListColumn("period", _("Last closed period"), value=period_in_table),
        ],
        rows=lines,
        asked=asked,
        filters=filters,
        page_size=AGENCIES_OF_A_PAGE,
        is_wide=True,
        file_name="agencies",
        tone=lambda line: "attention" if line.agency.status == Agency.Status.WAITING else "",
        empty=EmptyState(_("No agency here"), _("Agencies appear here once they have confirmed their registration.")),
    )


def list_periods_of_agency(states: Sequence[ReportState], asked: QueryDict) -> ListTable:
    """Return how the reports of one agency stand, newest first, without any figure."""
    return ListTable(
        name="periods",
        caption=_("Its reports, newest first"),
        columns=[
            ListColumn("period", _("Period")),
            ListColumn("to", _("To"), value="scope.supplier"),
            ListColumn("status", _("Report"), kind="status", value=state_in_words),
            ListColumn("late", _("Remark"), value=lambda state: _("late") if state.came_late else "", nothing=""),
            ListColumn("due_on", _("Due on"), kind="day"),
            ListColumn("sent_on", _("Sent on"), kind="day", value="report.submitted_on"),
        ],
        rows=states,
        is_caption_hidden=True,
        empty=EmptyState(_("No period has ended yet"), _("Reports are listed here once their period has ended.")),
    )


def page_of_agency(line: OfficeLine) -> str:
    return reverse("operator:agency", args=[line.agency.pk])


def kind_in_words(line: OfficeLine) -> str:
    kind = line.agency.get_kind_display()
    oopp = _("OOPP")
    return f"{kind} · {oopp}" if line.agency.is_registered_oopp else kind


def supplier_in_words(line: OfficeLine) -> str:
    """The supplier of the agreement in force; "" where there is none."""
    return "".join(str(agreement.supplier) for agreement in vars(line.agency)["active_agreements"])


def part_in_words(agency: Agency) -> StatusWord:
    """Whether an agency takes part: amber where somebody has to say so."""
    tones = {Agency.Status.WAITING: "attention", **dict.fromkeys(RUNNING, "ok")}
    status = Agency.Status(agency.status)
    return StatusWord(tones.get(status, "quiet"), status.label)


def report_in_words(line: OfficeLine) -> StatusWord | None:
    return state_in_words(line.state) if line.state else None


def state_in_words(state: ReportState) -> StatusWord:
    words = StateForAgency(state)
    return StatusWord(words.tone, _("Returned") if state.status == ReportStatus.RETURNED else words.word)


def period_in_table(line: OfficeLine) -> str:
    """The last closed period, and whether the agency left any kit in it."""
    if line.state is None:
        return ""
    words = _("%(period)s: active") if line.was_active else _("%(period)s: silent")
    return words % {"period": line.state.period}
