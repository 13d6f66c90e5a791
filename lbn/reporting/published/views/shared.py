"""A published report for whoever holds a link to it: the report that its readers have, and nothing around it.

It speaks English, like the page of whoever shared it, so that both have the same words and files.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import public
from agencies.downloads import download
from agencies.languages import speak_as_signed_in
from agencies.models import name_of_owner
from agencies.tries import has_tried_too_often, note_wrong_try
from lbn.reporting.models import ReportLink
from lbn.reporting.published.actions import note_opening
from lbn.reporting.published.series import series_with
from lbn.reporting.published.sharing import WhyClosed, find_link, judge_link, members_who_read
from lbn.reporting.published.views.readers import describe_report, file_or_404

KEYS = "report-links"
NOT_FOUND, GONE, TOO_OFTEN = 404, 410, 429
WITHOUT_FRAME: dict[str, Any] = {"navigation": [], "organization": "", "program_office": "", "program_rules": ""}
Answer = Callable[..., HttpResponse]


def let_in_by_link(view: Answer) -> Answer:
    """Let in whoever has the key of a link that works; the view gets the link."""

    @wraps(view)
    def enter(request: HttpRequest, link_key: str, **kwargs: Any) -> HttpResponse:
        speak_as_signed_in()
        return _let_in(request, link_key, lambda link: view(request, link, link_key=link_key, **kwargs))

    return enter


def _let_in(request: HttpRequest, key: str, show: Callable[[ReportLink], HttpResponse]) -> HttpResponse:
    link = find_link(key)
    if link is None:
        return _answer_wrong_key(request)
    today = clock.today(link.issue.reader.time_zone)
    known = judge_link(link, today=today, members=members_who_read(link.issue))
    if known.why_closed:
        return _say_closed(request, GONE, link=link, why=known.why_closed)
    answer = show(link)
    if request.method == "GET":
        note_opening(link=link, today=today)
    return answer


def _answer_wrong_key(request: HttpRequest) -> HttpResponse:
    """Count a wrong try. Only these are ever too many: whoever shares their address with others keeps their link."""
    if has_tried_too_often(request, what=KEYS):
        return _say_closed(request, TOO_OFTEN)
    note_wrong_try(request, what=KEYS)
    return _say_closed(request, NOT_FOUND)


def _say_closed(
    request: HttpRequest, status: int, *, link: ReportLink | None = None, why: WhyClosed | None = None
) -> HttpResponse:
    """Say why nothing is shown, and whom to ask."""
    facts = {"owner": name_of_owner(link.issue.reader), "issue": link.issue} if link else {}
    context = {"status": status, "why": why, **facts} | WITHOUT_FRAME
    return render(request, "reporting/shared_closed.html", context, status=status)


@require_safe
@public("one published report, for whoever holds a link to it")
@let_in_by_link
def report(request: HttpRequest, link: ReportLink, *, link_key: str) -> HttpResponse:
    """The report: its figures, pictures, tables and files."""
    issue = link.issue

    def file_url(name: str) -> str:
        return reverse("shared:file", args=[link_key, name])

    found = describe_report(issue, series_with([issue], issue), file_url=file_url, asked=request.GET)
    owner = name_of_owner(issue.reader)
    context = {"link_to_report": link, "owner": owner, "reader": {"name": owner}} | WITHOUT_FRAME
    return render(request, "reporting/shared_report.html", found | context)


@require_safe
@public("one published report as a file, for whoever holds a link to it")
@let_in_by_link
def file(request: HttpRequest, link: ReportLink, *, link_key: str, format: str) -> HttpResponse:
    """The report as a file."""
    made = file_or_404(link.issue, format)
    return download(made.name, made.content, kind=made.content_type)
