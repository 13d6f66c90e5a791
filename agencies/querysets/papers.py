"""Which papers the program asks of whom: of an agency, and of the supplier that holds the authorization under which
agencies leave kits; what is there of them, and what is wanted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch

from agencies.models import Agency, DocumentReview, Program, RequiredDocument, Supplier, SupplyAgreement
from agencies.querysets.applications import name_former

Status = RequiredDocument.Status
WANTED = (Status.MISSING, Status.REFUSED, Status.EXPIRING, Status.EXPIRED)


class Paper(NamedTuple):
    """A document: the pack's entry, whose it is, and its row, which nobody has stored before the first upload."""

    asked: dict[str, Any]
    holder: Agency | Supplier
    row: RequiredDocument

    @property
    def is_of_order(self) -> bool:
        """Whether it goes to the supplier with an order, and nobody here reads it."""
        return self.asked.get("asked_for") == "order"

    @property
    def last_review(self) -> DocumentReview | None:
        """The newest review of it that the agency recorded; None without one, and where none is asked for."""
        if not self.asked.get("review_months") or not self.row.version:
            return None
        return next(iter(self.row.reviews.all()), None)

    @property
    def review_due_on(self) -> date | None:
        """The day on which the agency should have gone over it again: so long after it last did, or uploaded it."""
        months = self.asked.get("review_months")
        if not months or not self.row.version:
            return None
        newest = [one.uploaded_on for one in self.row.versions.all()] + [one.on for one in self.row.reviews.all()]
        return later_by(max(newest), months) if newest else None

    @property
    def is_wanted(self) -> bool:
        """Whether its holder has something to do: it is missing, was refused, or runs out."""
        return self.row.status in WANTED and (self.asked["required"] or self.row.version > 0)


def asked_papers_of(holder: Agency | Supplier) -> list[dict[str, Any]]:
    """Return the pack's entries of what is asked of an agency or a supplier that takes part, in the pack's order."""
    rules = holder.program.rules
    if isinstance(holder, Supplier):
        return rules.documents_of_supplier
    return rules.documents_of_application(holds_authorization=holder.holds_authorization)


def papers_of(holder: Agency | Supplier) -> list[Paper]:
    """Return the papers of an agency or a supplier with their versions: those asked, in the pack's order, then what
    it uploaded and is asked no more. Four queries."""
    rows = holder.required_documents.select_related("program").prefetch_related("versions__vote", "reviews")
    return _papers(holder, rows)


def papers_at_home(holder: Agency | Supplier) -> list[Paper]:
    """The same for home. Three queries, and none where the program asks for no paper."""
    if not holder.program.rules.asks_for_documents:
        return []
    return _papers(holder, holder.required_documents.prefetch_related("versions", "reviews"))


def later_by(day: date, months: int) -> date:
    """Return the day so many months later, the last one of a month that is shorter."""
    years, zero_based = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, zero_based + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _papers(holder: Agency | Supplier, rows: Iterable[RequiredDocument]) -> list[Paper]:
    known = {row.slug: row for row in rows}
    column = "supplier" if isinstance(holder, Supplier) else "agency"
    papers = []
    for asked in asked_papers_of(holder):
        slug = asked["slug"]
        row = known.pop(slug) if slug in known else _not_yet(holder, column, slug)
        papers.append(Paper(asked, holder, row))
    for row in known.values():
        row.program = holder.program
    orders = {asked["slug"] for asked in holder.program.rules.documents_of_order}
    former = [row for row in known.values() if row.version and row.slug not in orders]
    return [
        *papers,
        *(Paper(name_former(row) | {"required": False, "review_months": None}, holder, row) for row in former),
    ]


def _not_yet(holder: Agency | Supplier, column: str, slug: str) -> RequiredDocument:
    return RequiredDocument(program=holder.program, slug=slug, **{column: holder})


def holders_in(program: Program) -> list[Agency | Supplier]:
    """Return who is asked for papers in a program: its agencies, but for those that are closed or left out, and the
    suppliers under whose authorization one of them leaves kits; by name. Four queries."""
    papers = Prefetch("required_documents", RequiredDocument.objects.all(), to_attr="papers")
    running = Agency.objects.in_program(program).running()
    under = SupplyAgreement.objects.filter(status=SupplyAgreement.Status.ACTIVE, agency__in=running)
    under = under.filter(agency__holds_authorization=False)
    suppliers = Supplier.objects.furnishing().filter(program=program, agreements__in=under).distinct()
    asked = suppliers if program.rules.documents_of_supplier else suppliers.none()
    found: list[Agency | Supplier] = [*running.prefetch_related(papers), *asked.prefetch_related(papers)]
    return sorted(found, key=lambda one: one.name.lower())


def papers_in(program: Program) -> list[Paper]:
    """Return the papers of everybody who is asked for some in a program, those first with which there is something to
    do, then those that wait to be read."""
    found = []
    for holder in holders_in(program):
        holder.program = program
        rows: list[RequiredDocument] = getattr(holder, "papers", [])
        found += _papers(holder, rows)
    urgency = [Status.EXPIRED, Status.MISSING, Status.REFUSED, Status.EXPIRING, Status.UPLOADED, Status.ACCEPTED]
    return sorted(found, key=lambda one: urgency.index(Status(one.row.status)))
