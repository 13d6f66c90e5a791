"""What an agency says of itself."""

from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.settings import CHANGEABLE, change_settings
from agencies.forms.settings import SettingsForm
from agencies.identifiers import warn_of_ori
from agencies.querysets.registrations import counties_within
from agencies.querysets.rhythm import Outlook, rhythm_of
from agencies.refusals import show_refusals


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def settings(request, agency):
    """Change what the agency says of itself; a change of how often it reports is announced before it is made."""
    today = clock.today(agency.time_zone)
    form = SettingsForm(
        request.POST or None, agency=agency, counties=counties_within(agency.program), initial=settings_now(agency)
    )
    outlook, announced = Outlook.of(agency, today), ""
    if request.method == "POST" and form.is_valid():
        rhythm = rhythm_after(agency, outlook.supplier, form.said)
        announced = outlook.announce(rhythm)
        if not announced or form.cleaned_data["planned"] == rhythm.cadence:
            with show_refusals(form):
                store_settings(request, agency, form.said, announced, today)
                return redirect("agencies:settings", slug=agency.slug)
            announced = ""
        else:
            form = announce_in(form, rhythm)
    context = {"agency": agency, "form": form, "announced": announced, "reports": outlook.sentences}
    return render(request, "agencies/settings/settings.html", context)


def settings_now(agency):
    """What the form holds before anybody has typed."""
    found = {name: getattr(agency, name) for name in CHANGEABLE if name not in ("also_serves", "jurisdiction")}
    served = list(agency.also_serves.values_list("pk", flat=True))
    return found | {"jurisdiction": agency.jurisdiction_id, "also_serves": served}


def rhythm_after(agency, supplier, said):
    """How often the agency would report after the change."""
    after = copy(agency)
    after.is_registered_oopp = said["is_registered_oopp"]
    counties = {said["jurisdiction"].name, *(county.name for county in said["also_serves"])}
    return rhythm_of(agency=after, supplier=supplier, counties=counties)


def announce_in(form, rhythm):
    """The form as it was filled in, which says when it is sent again that the change of reports was read."""
    data = form.data.copy()
    data["planned"] = rhythm.cadence
    form.data = data
    return form


def store_settings(request, agency, said, announced, today):
    """Make the change and say what it means; raise what `change_settings` raises."""
    changed = change_settings(agency=agency, by=request.user, day=today, **said)
    if not changed:
        messages.info(request, _("Nothing was changed."))
        return
    messages.success(request, " ".join(filter(None, [_("Your settings are saved."), announced])))
    if "ori" in changed and (warning := warn_of_ori(said["ori"], agency.program.state)):
        messages.warning(request, warning)
