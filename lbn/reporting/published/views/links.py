"""Making and ending links to a published report, the same for every organization that reads one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from agencies.refusals import show_refusals, tell_refusals
from lbn.reporting.published.actions import end_link, share_report
from lbn.reporting.published.forms import ShareForm
from lbn.reporting.published.views.readers import Context, ReportReader, draw_report


def show_new_link(request: HttpRequest, reader: ReportReader, issue_id: UUID, template: str) -> HttpResponse:
    """Make a link as the form says and show it on the report's page: it is shown in no other answer."""
    issue = reader.issue_or_404(issue_id)
    assert reader.by
    form = ShareForm(request.POST)
    made: Context = {}
    if form.is_valid():
        with show_refusals(form):
            facts = form.cleaned_data
            made = {"link": share_report(issue=issue, by=reader.by, today=reader.today, **facts), "shared": facts}
    refused = {} if made else {"form": form, "share_form": form}
    return draw_report(request, reader, issue, template, context=made | refused)


def end_and_say_so(request: HttpRequest, reader: ReportReader, issue_id: UUID, link_id: UUID) -> HttpResponse:
    """End a link, and go back to the page of its report."""
    issue = reader.issue_or_404(issue_id)
    link = get_object_or_404(issue.links, pk=link_id)
    assert reader.by
    with tell_refusals(request):
        end_link(link=link, by=reader.by, today=reader.today)
        messages.success(request, _("The link for %(name)s no longer works.") % {"name": link.for_whom})
    return redirect(reader.link(issue))
