"""The place buttons on the agency's terminals, with those that its log and its counties suggest.

The pages are on this floor because the log suggests places. The roof hangs their addresses among an agency's.
"""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.presets import add_preset, add_presets, remove_preset
from agencies.forms.terminals import PresetForm
from agencies.models import PlacePreset
from agencies.querysets.terminals import presets_of, zip_codes_served_by
from agencies.refusals import show_refusals
from agencies.wording import say
from distributions.forms.place_buttons import SuggestedPlacesForm
from distributions.place_buttons import suggest_places


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def presets(request, agency):
    """List the buttons and those that are suggested, and add one."""
    form = PresetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            preset = add_preset(agency=agency, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(place)s has a button now.") % {"place": preset.zip_code})
            return redirect("agencies:presets", slug=agency.slug)
    return show_presets(request, agency, form, suggestions_for(agency))


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def add_suggested(request, agency):
    """Give the ticked places a button each."""
    form = suggestions_for(agency, request.POST)
    if form.is_valid():
        with show_refusals(form):
            added = add_presets(agency=agency, zip_codes=form.cleaned_data["places"], by=request.user)
            sentence = ngettext(
                "%(number)s place has a button now, on every terminal of your agency.",
                "%(number)s places have a button now, on every terminal of your agency.",
                len(added),
            )
            messages.success(request, say(sentence, number=len(added)))
            return redirect("agencies:presets", slug=agency.slug)
    return show_presets(request, agency, PresetForm(), form)


def suggestions_for(agency, data=None):
    suggested = suggest_places(agency, today=clock.today(agency.time_zone))
    return SuggestedPlacesForm(data, suggested=suggested)


def show_presets(request, agency, form, suggestions):
    """Show the page with the form for one ZIP code and the form of suggested places."""
    context = {
        "agency": agency,
        "form": form,
        "suggestions": suggestions,
        "presets": presets_of(agency),
        "zip_codes": zip_codes_served_by(agency),
        "most": PlacePreset.MOST,
    }
    return render(request, "distributions/place_buttons/list.html", context)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def remove(request, agency, preset):
    """Take a button off the terminals."""
    found = get_object_or_404(presets_of(agency), pk=preset)
    remove_preset(preset=found, by=request.user)
    messages.success(request, _("%(place)s has no button any more.") % {"place": found.zip_code})
    return redirect("agencies:presets", slug=agency.slug)
