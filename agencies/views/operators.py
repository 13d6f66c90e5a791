"""The program office: registrations and agencies. Nothing of any agency's log can be reached from here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agencies.access import operator_page
from agencies.actions.refusals import Refused
from agencies.actions.registration import MARKS, mark_registration
from agencies.forms.operators import CountyFilter, MarkForm
from agencies.querysets.registrations import agencies_of, counties_of_agencies, registrations_of

ROWS = 25


def listed(request, program, found):
    """What both lists show: the county filter and a page of what `found(county)` finds."""
    form = CountyFilter(request.GET if "county" in request.GET else None, counties=counties_of_agencies(program))
    page = Paginator(found(form.chosen), ROWS).get_page(request.GET.get("page"))
    return {"program": program, "filters": form, "page": page}


@require_safe
@operator_page
def begin(request, program):
    """Go on to the registrations."""
    return redirect("operator:registrations")


@require_safe
@operator_page
def registrations(request, program):
    """List registrations, newest first."""
    context = listed(request, program, lambda county: registrations_of(program, county=county))
    return render(request, "agencies/operators/registrations.html", context)


@require_safe
@operator_page
def registration(request, program, registration):
    """Show one registration and the ways to close it."""
    found = get_object_or_404(registrations_of(program), pk=registration)
    context = {"program": program, "registration": found, "marks": [] if found.status in MARKS else MARKS}
    return render(request, "agencies/operators/registration.html", context)


@require_safe
@operator_page
def agencies(request, program):
    """List agencies by name."""
    context = listed(request, program, lambda county: agencies_of(program, county=county))
    return render(request, "agencies/operators/agencies.html", context)


@require_POST
@operator_page
def mark(request, program, registration):
    """Mark a registration as a duplicate or as not an agency."""
    found = get_object_or_404(registrations_of(program), pk=registration)
    form = MarkForm(request.POST)
    try:
        if form.is_valid():
            mark_registration(registration=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The registration of %(agency)s is closed.") % {"agency": found.agency_name})
        else:
            messages.error(request, _("Choose how to mark the registration."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("operator:registration", registration=found.pk)
