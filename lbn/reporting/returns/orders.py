"""What an order from a supplier takes that asks for figures and documents with it, as the program's pack says
(`order`, and the documents that are asked for with an order): which documents go along, and the mail.

A document that is valid for a time goes along with the first order and, while it is valid there, not with the next
ones. Others go along each time that the order asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.mail_texts import MailText, join_blocks, list_lines
from agencies.models import Agency, RequiredDocument
from agencies.packs.rules import Entry
from agencies.querysets.papers import Paper, later_by
from agencies.querysets.suppliers import agreement_of
from agencies.wording import say, write_number
from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import SentOrder, Statement
from lbn.reporting.returns.layouts import FilledForm, fill_in_form, form_csv
from lbn.reporting.returns.statements import days_in_words

Filed = RequiredDocument.Status


class OrderSize(NamedTuple):
    """How much an order asks for: units, and whether the shipments recur."""

    units: int
    is_recurring: bool


class PaperState(StrEnum):
    """How a document stands with an order."""

    GOES_ALONG = "goes_along"
    IS_THERE = "is_there"
    MISSING = "missing"
    EXPIRED = "expired"
    NOT_ASKED = "not_asked"


WORDS: dict[PaperState, Any] = {
    PaperState.GOES_ALONG: gettext_lazy("Send it"),
    PaperState.IS_THERE: gettext_lazy("The supplier has it"),
    PaperState.MISSING: gettext_lazy("Missing"),
    PaperState.EXPIRED: gettext_lazy("Expired"),
    PaperState.NOT_ASKED: gettext_lazy("Not needed with this order"),
}
TONES = {PaperState.GOES_ALONG: "ok", PaperState.IS_THERE: "ok", PaperState.NOT_ASKED: "quiet"}


class OrderPaper(NamedTuple):
    """A document of an order, how it stands, and until when the supplier has the one of an earlier order."""

    paper: Paper
    state: PaperState
    has_until: date | None = None

    @property
    def word(self) -> str:
        return str(WORDS[self.state])

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "attention")

    @property
    def file_name(self) -> str:
        newest = self.paper.row.versions.all()[0]
        return f"{self.paper.row.slug}.{newest.kind}"


def order_papers_of(agency: Agency) -> list[Paper]:
    """Return the documents that an order can ask of an agency, in the pack's order. Two queries."""
    asked = agency.program.rules.documents_of_order
    rows = agency.required_documents.filter(slug__in=[one["slug"] for one in asked]).prefetch_related("versions")
    known = {row.slug: row for row in rows}
    found = []
    for one in asked:
        row = known.get(one["slug"]) or RequiredDocument(agency=agency, slug=one["slug"])
        row.program = agency.program
        found.append(Paper(one, agency, row))
    return found


def is_asked_with(asked: Entry, size: OrderSize) -> bool:
    """Tell whether an order asks for a document: always, or above so many units, or for shipments that come again."""
    if not asked["above_units"] and not asked["if_recurring"]:
        return True
    is_large = bool(asked["above_units"]) and size.units > asked["above_units"]
    return is_large or (asked["if_recurring"] and size.is_recurring)


def stand_of(paper: Paper, size: OrderSize, sent: Sequence[SentOrder], today: date) -> OrderPaper:
    """Return how a document stands with an order for `size`; `sent` are the orders before, newest first."""
    if not is_asked_with(paper.asked, size):
        return OrderPaper(paper, PaperState.NOT_ASKED)
    row = paper.row
    if row.status == Filed.MISSING:
        return OrderPaper(paper, PaperState.MISSING)
    if row.status == Filed.EXPIRED or (row.valid_until_on and row.valid_until_on < today):
        return OrderPaper(paper, PaperState.EXPIRED)
    months = paper.asked["validity_months"]
    before = next((one for one in sent if one.papers.get(row.slug) == row.version), None)
    if months and before and today < (until := later_by(before.sent_on, months)):
        return OrderPaper(paper, PaperState.IS_THERE, min(until, row.valid_until_on or until))
    return OrderPaper(paper, PaperState.GOES_ALONG)


@dataclass(frozen=True)
class OrderPackage:
    """An order of an agency as it could be sent today. `size` is None until somebody has said how much."""

    agency: Agency
    today: date
    statement: Statement | None
    sent: list[SentOrder]
    size: OrderSize | None = None

    @property
    def order(self) -> Entry:
        order: Entry = self.agency.program.rules.order or {}
        return order

    @cached_property
    def papers(self) -> list[OrderPaper]:
        if self.size is None:
            return []
        return [stand_of(one, self.size, self.sent, self.today) for one in order_papers_of(self.agency)]

    @property
    def attached(self) -> list[OrderPaper]:
        return [one for one in self.papers if one.state == PaperState.GOES_ALONG]

    @property
    def wanted(self) -> list[OrderPaper]:
        """What the order asks for and is missing or has expired."""
        return [one for one in self.papers if one.state in (PaperState.MISSING, PaperState.EXPIRED)]

    @property
    def written_parts(self) -> dict[str, bytes]:
        """What is written here, by the names of its files: the filled-in form and the mail."""
        document = self.statement.read() if self.statement else None
        if document is None or document.form is None or self.mail is None:
            return {}
        return {f"{document.form.name}.csv": form_csv(document.form, document), "mail.txt": self.mail.as_file}

    @property
    def was_stated(self) -> SentOrder | None:
        """The order with which the newest figures went along already, or None."""
        return next((one for one in self.sent if one.statement_id == getattr(self.statement, "pk", None)), None)

    @cached_property
    def form(self) -> FilledForm | None:
        """The supplier's form with the newest figures; None where none were made."""
        if self.statement is None:
            return None
        document = self.statement.read()
        return fill_in_form(document.form, document) if document.form else None

    @property
    def period(self) -> str:
        """From when to when the newest figures are."""
        return days_in_words(Span(self.statement.starts_on, self.statement.ends_on)) if self.statement else ""

    @cached_property
    def mail(self) -> MailText | None:
        """The mail that goes to the supplier; None until it is said how much, and there are figures."""
        if self.size is None or self.form is None:
            return None
        agreement = agreement_of(self.agency)
        figures = [f"{line.label}: {write_figure(line.value)}" for line in self.form.lines]
        return write_order_mail(
            self.order,
            agency=self.agency.name,
            to=agreement.supplier.email if agreement else "",
            size=self.size,
            figures=list_lines(_("Figures, %(period)s:") % {"period": self.period}, figures),
            attached=[self.form.title, *(one.paper.asked["name"] for one in self.attached)],
        )


def write_order_mail(
    order: Entry, *, agency: str, to: str, size: OrderSize, figures: str, attached: Sequence[str]
) -> MailText:
    """Return the mail with an order in the pack's words; `to` is the supplier, unless the pack has an address."""
    facts = [
        f"{_('Agency')}: {agency}",
        say(_("Units asked for: %(units)s"), units=size.units),
        _("Shipments: recurring") if size.is_recurring else _("Shipments: once"),
    ]
    blocks = [order["opening"], "\n".join(facts), figures, list_lines(_("Attached:"), attached), order["closing"]]
    return MailText(order["to"] or to, f"{order['subject']}: {agency}", join_blocks(*blocks))


def write_figure(value: int | None) -> str:
    return _("not stated") if value is None else write_number(value)


def prepare_order(agency: Agency, today: date, size: OrderSize | None = None) -> OrderPackage:
    """Return the order of an agency as it stands today. Two queries, and more for what is read of it."""
    profile = agency.program.rules.order_profile
    statement = Statement.objects.of(agency, profile).first() if profile else None
    return OrderPackage(agency, today, statement, list(SentOrder.objects.of(agency)), size)
