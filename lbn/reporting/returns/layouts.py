"""Forms of others, as far as they are known: which figures they ask for, and where these come from.

`form_lines(layout, form_figures(document))` gives the lines of one form, whatever the document is: a supplier's
published report (of one period or a sum), an agency's report, or figures made for a recipient. Which form belongs to
which reporting profile is said in a state program's pack (`layout`). The fields are from public pages of the
programs; each line that is our reading of them says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Program
from agencies.packs.schema import TYPED
from agencies.tables import ListColumn, ListTable
from lbn.reporting.documents import Document, PeriodReport, StatementFigures, SupplierReport, TypedFigures
from lbn.reporting.documents.stated import sum_of_stated


class FormLine(NamedTuple):
    """One field of a form: its words, its value (None: not stated), and what it is taken from."""

    label: str
    value: int | None
    note: str


@dataclass(frozen=True)
class FormFigures:
    """What forms ask for, in whole numbers; None where nobody stated it. Kits are those left, doses and people beside
    them: with the net corrections to earlier periods in each, or (`is_corrected` is False) in none."""

    kits: int
    doses: int
    community_trained: int
    personnel_trained: int | None
    on_hand: int | None
    typed: TypedFigures
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
    """Return what forms ask for of a supplier's report, an agency's report or a statement. Raises TypeError for
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
    trained = sum_of_stated(row.personnel_trained for row in agencies)
    on_hand = sum_of_stated(row.on_hand for row in agencies)
    return FormFigures(
        kits=total.kits + net.kits,
        doses=total.doses + net.doses,
        community_trained=document.people_trained + (net.people_trained or 0),
        personnel_trained=trained,
        on_hand=on_hand,
        typed={name: sum_of_stated(row.typed.get(name) for row in agencies) for name in TYPED},
    )


def _of_period_report(document: PeriodReport) -> FormFigures:
    """In reports frozen under earlier rules kits alone had net corrections: there they are taken off again."""
    is_corrected = document.corrections is not None or document.net_corrections == 0
    return FormFigures(
        kits=document.stock.left if is_corrected else document.stock.left - document.net_corrections,
        doses=document.doses,
        community_trained=document.community_trained,
        personnel_trained=document.personnel_trained,
        on_hand=document.stock.closing,
        typed=document.typed,
        is_corrected=is_corrected,
    )


def _of_statement(document: StatementFigures) -> FormFigures:
    net = document.net_corrections
    return FormFigures(
        kits=document.kits + net.kits,
        doses=document.doses + net.doses,
        community_trained=document.people_trained + (net.people_trained or 0),
        personnel_trained=document.personnel_trained,
        on_hand=document.on_hand,
        typed=document.typed,
    )


def form_lines(layout: str, figures: FormFigures) -> list[FormLine]:
    """Return the lines of a form by its name. Raises KeyError for a form that is not known."""
    return list(LAYOUTS[layout](figures))


def layouts_of(program: Program, months: int) -> list[str]:
    """Return the forms that a program's recipients ask for over so many months: 1, 3 or 12. Those of recipients who
    ask at no fixed time go with every length."""
    return layouts_in(program.rules.content["reporting_profiles"], months)


def layouts_in(profiles: Iterable[Mapping[str, Any]], months: int) -> list[str]:
    """The same of some profiles of a pack."""
    lengths = {"monthly": 1, "quarterly": 3, "annual": 12}
    fitting = [one for one in profiles if lengths.get(one["cadence"], months) == months]
    return list(dict.fromkeys(one["layout"] for one in fitting if one.get("layout")))


def fill_in_form(layout: str, document: Document, *, url: str = "") -> FilledForm:
    """Return a form filled in from a document; `url` is where its lines are as a file."""
    return FilledForm(layout, title_of(layout), form_lines(layout, form_figures(document)), url)


def title_of(layout: str) -> str:
    """Return what people call a form."""
    return {
        "nyoverdose": _("Quarterly OOPP report (nyoverdose.org)"),
        "nyc": _("Monthly report to New York City"),
        "mdh_training": _("Maryland training report form"),
        "ndp_order": _("Naloxone Distribution Project: figures for a new order"),
    }[layout]


def _nyoverdose(figures: FormFigures) -> Iterable[FormLine]:
    yield FormLine(_("Individuals trained"), figures.community_trained, _("Community members shown how to use it."))
    yield FormLine(_("Kits distributed"), figures.kits, _what_kits_are(figures))
    yield _personnel(figures)


def _nyc(figures: FormFigures) -> Iterable[FormLine]:
    yield from _nyoverdose(figures)
    yield FormLine(_("Doses distributed"), figures.doses, _("Assumed: the city says by mail which fields it wants."))


def _mdh_training(figures: FormFigures) -> Iterable[FormLine]:
    yield FormLine(_("People trained"), figures.community_trained, _("Community members shown how to use it."))
    yield FormLine(_("First doses given out"), figures.typed.get("initial_doses"), _as_stated())
    yield FormLine(_("Refill doses given out"), figures.typed.get("refills"), _as_stated())
    yield FormLine(_("Doses given out"), figures.doses, _("From the log: beside first doses and refills."))
    yield FormLine(_("People served"), figures.typed.get("people_served"), _as_stated())
    yield FormLine(_("Kits reported used"), figures.typed.get("reported_used"), _as_stated())
    yield _personnel(figures)


def _ndp_order(figures: FormFigures) -> Iterable[FormLine]:
    yield FormLine(_("Reversals reported"), figures.typed.get("reported_used"), _("Kits that people said were used."))
    yield FormLine(_("Units given out"), figures.kits, _what_kits_are(figures))
    yield FormLine(_("Doses given out"), figures.doses, _("Doses in the kits left."))
    yield FormLine(_("Units on hand"), figures.on_hand, _("As stated at the end of the period."))


def _what_kits_are(figures: FormFigures) -> str:
    if figures.is_corrected:
        return _("Kits left, with corrections to earlier periods.")
    return _("Kits left, without corrections to earlier periods.")


def _personnel(figures: FormFigures) -> FormLine:
    note = _("Beside it: who completed a course, as stated.")
    return FormLine(_("Personnel trained"), figures.personnel_trained, note)


def _as_stated() -> str:
    return _("As stated by the agency.")


LAYOUTS: dict[str, Callable[[FormFigures], Iterable[FormLine]]] = {
    "nyoverdose": _nyoverdose,
    "nyc": _nyc,
    "mdh_training": _mdh_training,
    "ndp_order": _ndp_order,
}
