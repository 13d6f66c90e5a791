"""The figures that anyone may read, where a program office shows them: rows that stand on at least twenty times."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from agencies import clock
from agencies.access import public
from agencies.models import Program
from lbn.reporting.fold import PUBLIC_THRESHOLD
from lbn.reporting.models import Issue
from lbn.reporting.published.earlier import earlier_of
from lbn.reporting.published.views.readers import (
    ReportReader,
    answer_with_all,
    answer_with_file,
    show_list,
    show_report,
)

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
    shown = _shown_or_404(program)
    empty = _("Figures appear here after a quarter has ended and was closed. They never change afterwards.")
    reader = reader_of(shown)
    earlier = earlier_of(shown, reader.issues.without_content())
    context = {"program": shown, "threshold": PUBLIC_THRESHOLD, "earlier": earlier}
    return show_list(request, reader, "public/figures.html", empty=empty, context=context)


@require_safe
@public(SHOWN)
def issue(request, program, issue_id):
    """The figures of one period."""
    shown = _shown_or_404(program)
    return show_report(request, reader_of(shown), issue_id, "public/figures_issue.html", context={"program": shown})


@require_GET
@public(SHOWN)
def download(request, program, issue_id, format):
    """The figures of one period as a file."""
    return answer_with_file(reader_of(_shown_or_404(program)), issue_id, format)


@require_GET
@public(SHOWN)
def everything(request, program, format):
    """The figures of all periods as one file."""
    return answer_with_all(reader_of(_shown_or_404(program)), format)


def reader_of(program):
    today = clock.today(program.time_zone)
    return ReportReader(
        program.name, Issue.objects.public_of(program), "figures", (program.slug,), today, list_page="program"
    )
