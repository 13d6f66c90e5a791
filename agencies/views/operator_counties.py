"""The program office of a state whose counties decide for themselves: which of them take part."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.opting import decide_county
from agencies.forms.opting import CountyDecisionForm
from agencies.querysets.registrations import counties_within
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from agencies.tables.counties import counties_table


@require_safe
@operator_page
def counties(request, program):
    """List the program's counties with what each decided."""
    today = clock.today(program.time_zone)
    table = counties_table(request, deciding_counties(program), day=today, link=address_of)
    return answer_with_table(request, "agencies/operators/counties.html", table, {"program": program})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def county(request, program, county):
    """Enter what a county decided, or put right what was entered."""
    found = get_object_or_404(deciding_counties(program), slug=county)
    days = {name: getattr(found, name) for name in CountyDecisionForm.base_fields}
    form = CountyDecisionForm(request.POST or None, initial=days)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            if decide_county(county=found, program=program, by=request.user, **form.cleaned_data):
                messages.success(request, _("The decision of %(county)s is stored.") % {"county": found.label})
            else:
                messages.info(request, _("Nothing changed: that is what was stored already."))
            return redirect("operator:counties")
    context = {"program": program, "county": found, "form": form}
    return render(request, "agencies/operators/county.html", context)


def deciding_counties(program):
    """The counties of a program whose counties decide; raises Http404 where they do not."""
    if not program.pack["counties_opt_in"]:
        raise Http404
    return counties_within(program).order_by("name")


def address_of(county):
    return reverse("operator:county", args=[county.slug])
