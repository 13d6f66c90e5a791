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
def registrations(request, program):
    """List registrations, newest first."""
    context = listed(request, program, lambda county: registrations_of(program, county=county))
    return render(request, "agencies/operators/registrations.html", context | {"marks": MARKS})


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
    if not form.is_valid():
        messages.error(request, _("Choose how to mark the registration."))
        return redirect("operator:registrations")
    try:
        mark_registration(registration=found, by=request.user, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The registration of %(agency)s is closed.") % {"agency": found.agency_name})
    return redirect("operator:registrations")
