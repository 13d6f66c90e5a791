"""What the pages of published reports have in common, whoever reads them."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.periods import months_between
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.published.actions import record_download
from lbn.reporting.published.files import FORMATS, file_of, layout_file, protection
from lbn.reporting.published.pictures import pictures_of
from lbn.reporting.published.tables import completeness_in_words, notes_of, tables_of
from lbn.reporting.returns.layouts import form_of, layouts_of

A_PAGE = 20


def page_of_issues(request, issues):
    """A page of published reports, newest first, each with its period in words."""
    page = Paginator(issues.select_related("scope").defer("content"), A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "periods": [(period_in_words(one.starts_on, one.ends_on), one) for one in page]}


def issue_context(issue, *, download, slug=None):
    """What `reporting/_issue.html` shows; `download` is the URL name of its files, `slug` their owner's if they have
    one."""
    content = issue.read()
    named = [slug, issue.pk] if slug else [issue.pk]

    def url(name):
        return reverse(download, args=[*named, name])

    files = [{"url": url(name), "label": label, "kind": name.upper()} for name, label in file_labels()]
    return {
        "issue": issue,
        "period": period_in_words(issue.starts_on, issue.ends_on),
        "as_of": date.fromisoformat(content["as_of"]),
        "reader": content["reader"],
        "pictures": pictures_of(content),
        "tables": [table for table in tables_of(content) if table.rows],
        "notes": notes_of(content),
        "completeness": completeness_in_words(content),
        "protection": protection(content["report"]["threshold"]),
        "downloads": files,
        "layouts": [form_of(name, content) | {"url": url(name)} for name in layouts_of_issue(issue)],
    }


def file_labels():
    """What each file is called, in the order of the buttons."""
    return [
        ("xlsx", _("Workbook")),
        ("csv", _("All tables in one")),
        ("zip", _("A file for each table")),
        ("json", _("As published")),
    ]


def layouts_of_issue(issue):
    """The forms of others that a supplier's report can fill in."""
    if issue.scope is None:
        return []
    months = len(list(months_between(issue.starts_on, issue.ends_on)))
    return layouts_of(issue.scope.supplier.program, months)


def file_response(issue, *, format, today, by=None):
    """A published report as a file, after writing down who took it (nobody signs in for a public one); 404 for a
    format that is none. A name of `layouts_of_issue` is the lines of that form."""
    if format in FORMATS:
        file = file_of(issue, format)
    elif format in layouts_of_issue(issue):
        file = layout_file(issue, format)
    else:
        raise Http404
    if by:
        record_download(issue=issue, by=by, format=format, today=today)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=file.content_type, headers=headers)
