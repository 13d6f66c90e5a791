"""The program office: which papers are there of agencies and suppliers, what is missing, and what runs out."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import operator_page
from agencies.application_words import document_status
from agencies.querysets.papers import papers_in
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table
from agencies.views.operator_tables import ROWS


def papers_table(request, program):
    return ListTable(
        name="papers",
        caption=_("Documents of agencies and suppliers, what is missing or runs out first"),
        columns=[
            ListColumn("holder", _("Whose"), value=lambda one: one.holder.name, is_sortable=True),
            ListColumn("name", _("Document"), value=name_of_paper, link=page_of_paper, is_sortable=True),
            ListColumn("status", _("Status"), kind="status", value=lambda one: document_status(one.row)),
            ListColumn("until", _("Valid until"), kind="day", value=lambda one: one.row.valid_until_on),
        ],
        rows=papers_in(program),
        asked=request.GET,
        page_size=ROWS,
        file_name="documents",
        empty=EmptyState(
            _("No documents here"),
            _("Documents that the program asks of agencies and suppliers appear here once there are some."),
        ),
    )


def name_of_paper(paper):
    return paper.asked["name"]


def page_of_paper(paper):
    """The page of a document that somebody has uploaded; none of one that is missing."""
    return reverse("operator:document", args=[paper.row.pk]) if paper.row.version else ""


@require_safe
@operator_page
def papers(request, program):
    """List every document that agencies and suppliers are asked for."""
    table = papers_table(request, program)
    return answer_with_table(request, "agencies/operators/papers.html", table, {"program": program})
