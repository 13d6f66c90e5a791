"""The pages of published reports, the same for every reader.

Each door (supplier, health department, program office, anyone) says in a `ReportReader` whose reports these are and
where its pages are; what is shown and how is said here once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.downloads import download
from agencies.models import User
from agencies.periods import months_between
from agencies.tables import EmptyState, answer_with_table
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import AskedForm
from lbn.reporting.models import Issue
from lbn.reporting.models.issue import IssueQuerySet
from lbn.reporting.published.actions import record_download, record_download_of_all
from lbn.reporting.published.files import FORMATS, FORMATS_OF_ALL, File, file_of, file_of_all, layout_file
from lbn.reporting.published.forms import ShareForm
from lbn.reporting.published.headlines import headlines_of, newest_of, trend_of
from lbn.reporting.published.lists import draw_table, list_reports, lists_by_kind
from lbn.reporting.published.methods import citation_of, definitions_of, methods_of
from lbn.reporting.published.pictures import pictures_of
from lbn.reporting.published.series import Series, series_with
from lbn.reporting.published.sharing import links_of_issue, list_links, say_what_others_learn
from lbn.reporting.published.tables import (
    PublishedTable,
    completeness_in_words,
    notes_of,
    protection,
    tables_of,
)
from lbn.reporting.returns.layouts import fill_in_form, forms_of

Context = dict[str, Any]


@dataclass(frozen=True)
class ReportReader:
    """Who reads: its name, its reports, the namespace of its addresses and what stands in them before a report's id.

    `by` is who takes files, None where nobody signs in; `list_page` names the page with all of them. Where suppliers
    were merged into this one, `names_suppliers` says of each report to whom it was published.
    """

    name: str
    issues: IssueQuerySet
    namespace: str
    before: tuple[str, ...]
    today: date
    by: User | None = None
    list_page: str = "reports"
    names_suppliers: bool = False

    def url(self, page: str, *rest: Any) -> str:
        return reverse(f"{self.namespace}:{page}", args=[*self.before, *rest])

    def link(self, issue: Issue) -> str:
        """The page of one of its reports."""
        return self.url("issue", issue.pk)

    def issue_or_404(self, issue_id: UUID) -> Issue:
        return get_object_or_404(self.issues, pk=issue_id)


def show_list(
    request: HttpRequest, reader: ReportReader, template: str, *, empty: str, context: Context | None = None
) -> HttpResponse:
    """Show every published report of a reader, newest first; `empty` says what to wait for where there is none."""
    issues = list(reader.issues.without_content())
    options: Context = {"link": reader.link, "names_suppliers": reader.names_suppliers}
    whole = list_reports(issues, request.GET, empty=EmptyState(_("Nothing is published yet"), empty), **options)
    found = {
        "reader": reader,
        "lists": lists_by_kind(issues, request.GET, **options),
        "newest": newest_of(issues, reader.link),
        "all_periods": link_all_periods(reader, issues),
    }
    return answer_with_table(request, template, whole, found | (context or {}))


def show_report(
    request: HttpRequest,
    reader: ReportReader,
    issue_id: UUID,
    template: str,
    *,
    context: Context | None = None,
) -> HttpResponse:
    """Show one published report: totals, who has reported, pictures, places, months, files."""
    return draw_report(request, reader, reader.issue_or_404(issue_id), template, context=context)


def draw_report(
    request: HttpRequest, reader: ReportReader, issue: Issue, template: str, *, context: Context | None = None
) -> HttpResponse:
    """Show a report that is one of `reader`'s."""
    every = list(reader.issues.without_content())
    series = series_with(every, issue)
    around = {
        "reader": reader,
        "trend": trend_of(series, reader.link),
        "list_url": reader.url(reader.list_page),
        "all_periods": link_all_periods(reader, every),
    }
    found = describe_report(issue, series, file_url=_file_urls(reader, issue), asked=request.GET)
    return render(request, template, found | around | describe_sharing(reader, issue) | (context or {}))


def describe_report(issue: Issue, series: Series, *, file_url: Callable[[str], str], asked: QueryDict) -> Context:
    """Return what `reporting/_issue.html` shows of one report by itself; `series` is what its figures are compared
    with, `file_url` gives the address of a file of it."""
    document = issue.read()
    tables = tables_of(document)
    files = [{"url": file_url(name), "label": label, "kind": kind} for name, label, kind in file_labels()]
    return {
        "issue": issue,
        "document": document,
        "period": period_in_words(issue.starts_on, issue.ends_on),
        "headlines": headlines_of(series, issue.span, document),
        "pictures": pictures_of(document, tables, within=counties_read(issue)),
        "parts": [draw_table(table, asked) for table in in_reading_order(tables)],
        "notes": notes_of(document),
        "methods": methods_of(document),
        "definitions": definitions_of(tables),
        "citation": citation_of(issue),
        "completeness": completeness_in_words(document),
        "protection": protection(document.report),
        "downloads": files,
        "frozen_url": file_url("frozen"),
        "layouts": [fill_in_form(form, document, url=file_url(form.name)) for form in forms_of_issue(issue)],
    }


def describe_sharing(reader: ReportReader, issue: Issue) -> Context:
    """Return the form by which whoever is signed in shares a report, and the links that there are; nothing where
    nobody is signed in."""
    if reader.by is None:
        return {}
    links = links_of_issue(issue, today=reader.today)
    return {
        "share_form": ShareForm(),
        "share_url": f"{reader.url('share', issue.pk)}#share",
        "share_caution": say_what_others_learn(issue),
        "links": list_links(links, end_url=lambda link: reader.url("end_link", issue.pk, link.pk)),
    }


def in_reading_order(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """Return the tables with rows as a page has them: counties first, under their pictures."""
    return sorted((table for table in tables if table.rows), key=lambda table: table.name != "counties")


def counties_read(issue: Issue) -> set[str]:
    """The keys of the counties that the reader of a report reads, where these are some of a state."""
    department = issue.department
    if department is None or department.level == department.Level.STATE:
        return set()
    return set(department.jurisdictions.values_list("slug", flat=True))


def _file_urls(reader: ReportReader, issue: Issue) -> Callable[[str], str]:
    return lambda name: reader.url("download", issue.pk, name)


def file_labels() -> list[tuple[str, str, str]]:
    """What each file is called and what kind it is, in the order of the buttons."""
    return [
        ("xlsx", _("Excel workbook"), "XLSX"),
        ("csv", _("Facts, one number a row"), "CSV"),
        ("json", _("The same for programs"), "JSON"),
        ("zip", _("Everything"), "ZIP"),
    ]


def link_all_periods(reader: ReportReader, issues: Iterable[Issue]) -> list[Context]:
    """The files with all reports of a reader, as `reporting/_downloads.html` takes them; none where all of its
    `issues` were withdrawn."""
    if all(issue.is_withdrawn for issue in issues):
        return []
    labels = {"csv": _("Facts of all periods"), "zip": _("Everything, all periods")}
    return [
        {"url": reader.url("everything", name), "label": label, "kind": name.upper()}
        for name, label in labels.items()
    ]


def forms_of_issue(issue: Issue) -> list[AskedForm]:
    """The forms of others that a supplier's report can fill in."""
    if issue.scope is None:
        return []
    months = len(list(months_between(issue.starts_on, issue.ends_on)))
    return forms_of(issue.scope.supplier.program, months)


def answer_with_file(reader: ReportReader, issue_id: UUID, format: str) -> HttpResponse:
    """A published report as a file, after writing down who took it; 404 for a format that is none. A name of
    `forms_of_issue` is the lines of that form."""
    issue = reader.issue_or_404(issue_id)
    file = file_or_404(issue, format)
    if reader.by:
        record_download(issue=issue, by=reader.by, format=format, today=reader.today)
    return download(file.name, file.content, kind=file.content_type)


def file_or_404(issue: Issue, format: str) -> File:
    """Return one file of a published report."""
    if format in FORMATS:
        return file_of(issue, format)
    for form in forms_of_issue(issue):
        if form.name == format:
            return layout_file(issue, form)
    raise Http404


def answer_with_all(reader: ReportReader, format: str) -> HttpResponse:
    """All published reports of a reader as one file, after writing down who took them; 404 where there is none."""
    owners = ("scope__supplier__program", "department__program", "program")
    issues = list(reader.issues.not_withdrawn().select_related(*owners).order_by("starts_on", "ends_on", "id"))
    if format not in FORMATS_OF_ALL or not issues:
        raise Http404
    file = file_of_all(issues, format, name=reader.name)
    if reader.by:
        record_download_of_all(issues=issues, by=reader.by, format=format, today=reader.today)
    return download(file.name, file.content, kind=file.content_type)


def wait_for_quarter() -> str:
    """What a reader of sums over all suppliers waits for."""
    return _(
        "A quarter is published here as soon as the periods of all suppliers are sealed (usually on day 20 of the "
        "next month)."
    )
