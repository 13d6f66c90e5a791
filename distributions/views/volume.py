"""A day with far more kits than usual is found right."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.wording import say
from distributions.actions.usual import find_right
from distributions.forms.volume import UsualDayForm


@require_POST
@agency_page(Permission.MANAGE_LOG)
def right(request, agency):
    """Somebody looked at a day and its kits are right."""
    form = UsualDayForm(request.POST, today=clock.today(agency.time_zone))
    if form.is_valid():
        find_right(agency=agency, today=form.today, **form.cleaned_data)
        sentence = _("Thank you: %(day)s stays as it is and is not asked about again.")
        messages.success(request, say(sentence, day=form.cleaned_data["day"]))
    else:
        messages.error(request, _("Nothing was changed. Open the home page again and press the button anew."))
    return redirect("home")
