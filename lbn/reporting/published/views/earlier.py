"""The program office: totals from before this application was used, beside its own figures."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.models import AuditCode, AuditEvent
from agencies.refusals import show_refusals, tell_refusals
from agencies.trail import list_events
from lbn.reporting.models import EarlierFigure
from lbn.reporting.published import actions
from lbn.reporting.published.earlier import list_earlier
from lbn.reporting.published.forms import EarlierForm, initial_of

CHANGES = (AuditCode.EARLIER_ENTERED, AuditCode.EARLIER_CORRECTED, AuditCode.EARLIER_TAKEN_BACK)


@require_safe
@operator_page
def earlier(request, program):
    """List the earlier totals, each with the way to put it right, and what was changed."""
    figures = list(EarlierFigure.objects.of_program(program))
    table = list_earlier(figures, link=lambda one: reverse("office:earlier_correct", args=[one.pk]), empty=True)
    changes = AuditEvent.objects.of_office(program).filter(what__in=CHANGES)
    trail = list_events(changes, program.time_zone, names_subject=True)
    return render(request, "reporting/office_earlier.html", {"program": program, "table": table, "trail": trail})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def add(request, program):
    """Enter totals over years, all of them or none."""
    form = EarlierForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            facts = {"said": form.said, "totals": form.totals, "today": clock.today(program.time_zone)}
            made = actions.enter_earlier(program=program, by=request.user, **facts)
            messages.success(request, _("Entered: %(figures)s.") % {"figures": "; ".join(map(str, made))})
            return redirect("office:earlier")
    return render(request, "reporting/office_earlier_add.html", {"program": program, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def correct(request, program, earlier_id):
    """Put a figure right."""
    figure = find(program, earlier_id)
    form = EarlierForm(request.POST or None, measures=[figure.measure], initial=initial_of(figure))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            facts = {"said": form.said, "total": form.totals[0], "today": clock.today(program.time_zone)}
            corrected = actions.correct_earlier(figure=figure, by=request.user, **facts)
            messages.success(request, _("Saved: %(figure)s.") % {"figure": corrected})
            return redirect("office:earlier")
    return render(request, "reporting/office_earlier_correct.html", {"figure": figure, "form": form})


@require_POST
@operator_page
def take_back(request, program, earlier_id):
    """Take a figure back."""
    figure = find(program, earlier_id)
    with tell_refusals(request):
        actions.take_back_earlier(figure=figure, by=request.user)
        messages.success(request, _("Removed: %(figure)s.") % {"figure": figure})
    return redirect("office:earlier")


def find(program, earlier_id):
    return get_object_or_404(EarlierFigure, program=program, pk=earlier_id)
