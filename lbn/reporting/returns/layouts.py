"""Forms of others, filled in: which figures they ask for is said in a state program's pack (`forms`).

`fill_in_form(form, document)` gives the lines of one form, whatever the document is: a supplier's published report
(of one period or a sum), an agency's report, or figures made for a recipient. Here is only where each figure stands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Program
from agencies.packs import Rules
from agencies.packs.schema import TYPED
from agencies.sheets import csv_bytes
from agencies.tables import ListColumn, ListTable
from agencies.terms import describe_source
from lbn.reporting.documents import (
    AgencyRow,
    AskedForm,
    AskedLine,
    Document,
    PeriodReport,
    StatementFigures,
    SupplierReport,
)
from lbn.reporting.documents.stated import sum_of_stated


class FormLine(NamedTuple):
    """One field of a form: its words, its value (None: not stated), and what it is taken from."""

    label: str
    value: int | None
    note: str


@dataclass(frozen=True)
class FormFigures:
    """What forms can ask for, in whole numbers by `schema.SOURCES`; None where nobody stated it. Kits are those left,
    doses and people beside them: with the net corrections to earlier periods in each, or (`is_corrected` is False) in
    none."""

    stated: Mapping[str, int | None]
    is_corrected: bool = True


@dataclass(frozen=True)
class FilledForm:
    """A form filled in: its name, what people call it, its lines, and the address of these as a file, or ""."""

    name: str
    title: str
    lines: list[FormLine]
    url: str = ""

    @property
    def table(self) -> ListTable:
        """The lines, to be drawn on a page."""
        return ListTable(
            name=f"layout-{self.name}",
            caption=self.title,
            columns=[
                ListColumn("label", _("Field")),
                ListColumn("value", _("Value"), kind="number", nothing=_("not stated")),
                ListColumn("note", _("From")),
            ],
            rows=self.lines,
            is_caption_hidden=True,
            download_url=self.url,
        )


def form_figures(document: Document) -> FormFigures:
    """Return what forms can ask for of a supplier's report, an agency's report or a statement. Raises TypeError for
    another document."""
    match document:
        case SupplierReport():
            return _of_supplier_report(document)
        case PeriodReport():
            return _of_period_report(document)
        case StatementFigures():
            return _of_statement(document)
    raise TypeError(f"No form is filled in from {type(document).__name__}.")


def _of_supplier_report(document: SupplierReport) -> FormFigures:
    total, net, agencies = document.report.total, document.net_corrections, document.agencies
    if total is None:
        raise ValueError("A supplier's total is never hidden.")
    counted = {
        "kits_left": total.kits + net.kits,
        "doses_left": total.doses + net.doses,
        "times_left": total.handouts + net.handouts,
        "community_trained": document.people_trained + (net.people_trained or 0),
    }
    told = {
        "personnel_trained": _add_up(agencies, "personnel_trained"),
        "sessions": _add_up(agencies, "sessions"),
        "kits_received": _add_up(agencies, "received"),
        "kits_on_hand": _add_up(agencies, "on_hand"),
    }
    typed = {name: sum_of_stated(row.typed.get(name) for row in agencies) for name in TYPED}
    return FormFigures(counted | told | typed)


def _add_up(agencies: Iterable[AgencyRow], column: str) -> int | None:
    return sum_of_stated(getattr(row, column) for row in agencies)


def _of_period_report(document: PeriodReport) -> FormFigures:
    """In reports frozen under earlier rules kits alone had net corrections: there they are taken off again."""
    is_corrected = document.corrections is not None or document.net_corrections == 0
    figures = {
        "kits_left": document.stock.left if is_corrected else document.stock.left - document.net_corrections,
        "doses_left": document.doses,
        "times_left": document.handouts,
        "community_trained": document.community_trained,
        "personnel_trained": document.personnel_trained,
        "sessions": document.sessions,
        "kits_received": document.stock.received,
        "kits_on_hand": document.stock.closing,
    }
    return FormFigures(figures | _every(document.typed), is_corrected)


def _of_statement(document: StatementFigures) -> FormFigures:
    net = document.net_corrections
    figures = {
        "kits_left": document.kits + net.kits,
        "doses_left": document.doses + net.doses,
        "times_left": document.handouts + net.handouts,
        "community_trained": document.people_trained + (net.people_trained or 0),
        "personnel_trained": document.personnel_trained,
        "sessions": document.sessions,
        "kits_received": document.received,
        "kits_on_hand": document.on_hand,
    }
    return FormFigures(figures | _every(document.typed))


def _every(typed: Mapping[str, int | None]) -> dict[str, int | None]:
    return {name: typed.get(name) for name in TYPED}


def form_lines(form: AskedForm, figures: FormFigures) -> list[FormLine]:
    """Return the lines of a form with their values."""
    return [FormLine(line.label, figures.stated[line.source], _note_on(line, figures)) for line in form.lines]


def _note_on(line: AskedLine, figures: FormFigures) -> str:
    """What a field is taken from: the pack's own words, or the usual ones of its source."""
    if line.source == "kits_left" and not figures.is_corrected:
        return f"{line.note} {_('Kits left, without corrections to earlier periods.')}".strip()
    return line.note or describe_source(line.source)


def forms_of(program: Program, months: int) -> list[AskedForm]:
    """Return the forms that a program's recipients ask for over so many months: 1, 3 or 12. Those of recipients who
    ask at no fixed time go with every length."""
    return forms_among(program.rules.content["reporting_profiles"], program.rules, months)


def forms_among(profiles: Iterable[Mapping[str, Any]], rules: Rules, months: int) -> list[AskedForm]:
    """The same of some profiles of a pack."""
    lengths = {"monthly": 1, "quarterly": 3, "annual": 12}
    fitting = [one for one in profiles if lengths.get(one["cadence"], months) == months]
    names = dict.fromkeys(one.get("form", "") for one in fitting)
    return [form for form in (form_named(name, rules) for name in names) if form]


def form_named(name: str, rules: Rules) -> AskedForm | None:
    """Return a form of a pack as it can be frozen with figures; None where the pack has none of this name."""
    form = rules.form(name)
    if form is None:
        return None
    lines = tuple(AskedLine(**line) for line in form["lines"])
    return AskedForm(name=form["slug"], title=form["title"], file=form["file"], lines=lines)


def fill_in_form(form: AskedForm, document: Document, *, url: str = "") -> FilledForm:
    """Return a form filled in from a document; `url` is where its lines are as a file."""
    return FilledForm(form.name, form.title, form_lines(form, form_figures(document)), url)


def form_csv(form: AskedForm, document: Document, *, withdrawn: str = "") -> bytes:
    """Return a form's lines as CSV, laid out as its pack says: a line a field, or all fields in one row under their
    labels. `withdrawn` says that the report was withdrawn, and why."""
    lines = form_lines(form, form_figures(document))
    if withdrawn:
        lines.insert(0, FormLine(_("Withdrawn"), None, withdrawn))
    if form.file == "lines":
        return csv_bytes((_("Field"), _("Value"), _("Note")), lines)
    values: list[object] = [line.value for line in lines]
    return csv_bytes([line.label for line in lines], [[withdrawn, *values[1:]] if withdrawn else values])
