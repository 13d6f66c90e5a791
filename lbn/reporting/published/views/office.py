"""The program office: its state's published reports, when the next are sealed, who was published what."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from lbn.reporting.calendar.sealings import sealings_of
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import Issue
from lbn.reporting.published import actions
from lbn.reporting.published.catching_up import say_why_sealing_waits
from lbn.reporting.published.earlier import earlier_of
from lbn.reporting.published.forms import WithdrawForm
from lbn.reporting.published.office_lists import list_everybody, list_sealings
from lbn.reporting.published.views.links import end_and_say_so, show_new_link
from lbn.reporting.published.views.readers import (
    ReportReader,
    answer_with_all,
    answer_with_file,
    show_list,
    show_report,
    wait_for_quarter,
)

READERS = ("scope__supplier", "department", "program")


@require_safe
@operator_page
def reports(request, program):
    """The state's published reports, when each scope is sealed next, and whether anyone may read figures."""
    today = clock.today(program.time_zone)
    sealings = sealings_of(program, today)
    reader = reader_of(request, program)
    context = {
        "program": program,
        "earlier": earlier_of(program, reader.issues.without_content()),
        "waits": say_why_sealing_waits(program, sealings, today),
        "sealings": list_sealings(sealings) if sealings else None,
    }
    return show_list(request, reader, "reporting/office_issues.html", empty=wait_for_quarter(), context=context)


@require_safe
@operator_page
def issue(request, program, issue_id):
    """One published report of the state: totals, who has reported, places, months."""
    return show_report(request, reader_of(request, program), issue_id, "reporting/own_report.html")


@require_GET
@operator_page
def download(request, program, issue_id, format):
    """One published report of the state as a file."""
    return answer_with_file(reader_of(request, program), issue_id, format)


@require_POST
@operator_page
def share(request, program, issue_id):
    """Make a link to one published report and show it, this once."""
    return show_new_link(request, reader_of(request, program), issue_id, "reporting/own_report.html")


@require_POST
@operator_page
def end_link(request, program, issue_id, link_id):
    """Let a link to a published report open nothing any more."""
    return end_and_say_so(request, reader_of(request, program), issue_id, link_id)


@require_GET
@operator_page
def everything(request, program, format):
    """All published reports as one file."""
    return answer_with_all(reader_of(request, program), format)


def reader_of(request, program):
    today = clock.today(program.time_zone)
    return ReportReader(program.name, Issue.objects.of_state(program), "office", (), today, by=request.user)


@require_safe
@operator_page
def everybody(request, program):
    """Who was published what, and when: no figure of it."""
    issues = Issue.objects.in_program(program).without_content().select_related(*READERS)
    table = list_everybody(issues.order_by("-issued_on", "-ends_on", "id"), request.GET)
    return answer_with_table(request, "reporting/office_everybody.html", table, {"program": program})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def withdraw(request, program, issue_id):
    """Withdraw a published report with a sentence for its readers."""
    issues = Issue.objects.in_program(program).select_related(*READERS)
    found = get_object_or_404(issues, pk=issue_id)
    period = period_in_words(found.starts_on, found.ends_on)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            actions.withdraw(issue=found, by=request.user, **form.cleaned_data)
            words = _("The report for %(period)s is withdrawn. Its readers see your sentence above it.")
            messages.success(request, words % {"period": period})
            return redirect("office:everybody")
    return render(request, "reporting/office_withdraw.html", {"issue": found, "period": period, "form": form})


@require_POST
@operator_page
def public(request, program):
    """Let anyone read the state's public figures, or nobody."""
    shows = request.POST.get("shows") == "yes"
    actions.show_public_figures(program=program, shows=shows, by=request.user)
    if shows:
        messages.success(request, _("Public figures are on. They are published with the next nightly run."))
    else:
        messages.success(request, _("Public figures are off: nobody outside can read them."))
    return redirect("office:reports")


@require_POST
@operator_page
def hand_to_suppliers(request, program):
    """Hand the state's report to all suppliers, who then count as its readers, or to none."""
    shares = request.POST.get("shares") == "yes"
    actions.hand_report_to_suppliers(program=program, shares=shares, by=request.user)
    if shares:
        messages.success(request, _("Suppliers count as readers of the state's report from the next one on."))
    else:
        messages.success(request, _("Suppliers do not count as readers of the state's report from the next one on."))
    return redirect("office:reports")
