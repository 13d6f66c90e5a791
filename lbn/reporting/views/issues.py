"""What the pages of published reports have in common, whoever reads them."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from lbn.reporting.actions import record_download
from lbn.reporting.files import FORMATS, file_of, protection
from lbn.reporting.tables import notes_of, tables_of
from lbn.reporting.words import period_in_words

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
    files = [
        {"url": reverse(download, args=[*named, name]), "label": _("This report"), "kind": name.upper()}
        for name in FORMATS
    ]
    return {
        "issue": issue,
        "period": period_in_words(issue.starts_on, issue.ends_on),
        "as_of": date.fromisoformat(content["as_of"]),
        "reader": content["reader"],
        "tables": [table for table in tables_of(content) if table.rows],
        "notes": notes_of(content),
        "protection": protection(content["report"]["threshold"]),
        "downloads": files,
    }


def file_response(issue, *, format, today, by=None):
    """A published report as a file, after writing down who took it (nobody signs in for a public one); 404 for a
    format that is none."""
    if format not in FORMATS:
        raise Http404
    file = file_of(issue, format)
    if by:
        record_download(issue=issue, by=by, format=format, today=today)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.content, content_type=file.content_type, headers=headers)
