"""The figures that anyone may read, where a program office shows them: rows that stand on at least twenty times."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_safe

from agencies import clock
from agencies.access import public
from agencies.models import Program
from lbn.reporting.fold import PUBLIC_THRESHOLD
from lbn.reporting.models import Issue
from lbn.reporting.published.views.issues import file_response, issue_context, page_of_issues

SHOWN = "public figures, only where a program office shows them"


def _shown_or_404(slug):
    return get_object_or_404(Program.objects.filter(shows_public_figures=True), slug=slug)


@require_safe
@public(SHOWN)
def programs(request):
    """The state programs that show figures; straight on where it is one."""
    shown = list(Program.objects.filter(shows_public_figures=True))
    if len(shown) == 1:
        return redirect("figures:program", shown[0].slug)
    return render(request, "public/programs.html", {"programs": shown})


@require_safe
@public(SHOWN)
def figures(request, program):
    """The published figures of one state, newest first, and how the protection works."""
    found = _shown_or_404(program)
    context = page_of_issues(request, Issue.objects.public_of(found))
    return render(request, "public/figures.html", {"program": found, "threshold": PUBLIC_THRESHOLD, **context})


@require_safe
@public(SHOWN)
def issue(request, program, issue_id):
    """The figures of one period."""
    shown = _shown_or_404(program)
    found = get_object_or_404(Issue.objects.public_of(shown), pk=issue_id)
    context = issue_context(found, download="figures:download", slug=shown.slug)
    return render(request, "public/figures_issue.html", {"program": shown, **context})


@require_GET
@public(SHOWN)
def download(request, program, issue_id, format):
    """The figures of one period as a file."""
    shown = _shown_or_404(program)
    found = get_object_or_404(Issue.objects.public_of(shown), pk=issue_id)
    return file_response(found, format=format, today=clock.today(shown.time_zone))
