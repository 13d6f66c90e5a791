"""The place buttons on the agency's terminals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Permission, agency_page
from agencies.actions.presets import add_preset, remove_preset
from agencies.forms.terminals import PresetForm
from agencies.models import PlacePreset
from agencies.querysets.terminals import presets_of, zip_codes_served_by
from agencies.refusals import show_refusals


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def presets(request, agency):
    """List the buttons and add one."""
    form = PresetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            preset = add_preset(agency=agency, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(place)s has a button now.") % {"place": preset.zip_code})
            return redirect("agencies:presets", slug=agency.slug)
    context = {
        "agency": agency,
        "form": form,
        "presets": presets_of(agency),
        "zip_codes": zip_codes_served_by(agency),
        "most": PlacePreset.MOST,
    }
    return render(request, "agencies/terminals/presets.html", context)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def remove(request, agency, preset):
    """Take a button off the terminals."""
    found = get_object_or_404(presets_of(agency), pk=preset)
    remove_preset(preset=found, by=request.user)
    messages.success(request, _("%(place)s has no button any more.") % {"place": found.zip_code})
    return redirect("agencies:presets", slug=agency.slug)
