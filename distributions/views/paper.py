"""A sheet of paper, typed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from distributions.actions import LogBusy, log_batch
from distributions.forms.lines import PaperLineForm
from distributions.models import SubmissionKey


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def add(request, agency):
    """Enter one line of a paper sheet; after it, the next one of the same day."""
    today = clock.today(agency.time_zone)
    initial = {"handed_out_on": request.GET.get("day") or today}
    form = PaperLineForm(request.POST or None, agency=agency, today=today, initial=initial)
    if request.method == "POST" and form.is_valid() and count(request, agency, form, today):
        day = form.cleaned_data["handed_out_on"].isoformat()
        return redirect(reverse("distributions:add", args=[agency.slug]) + f"?day={day}")
    return render(request, "distributions/add.html", {"agency": agency, "form": form})


def count(request, agency, form, today):
    """Count a valid line and say so; return whether it is counted now."""
    entry = form.entry()
    known = SubmissionKey.objects.was_claimed(agency=agency, uuid=entry.uuid)
    try:
        logged = log_batch(agency=agency, location=agency.main_location, entries=[entry], today=today)
    except LogBusy:
        form.add_error(None, _("The log is busy just now and nothing was counted. Send the line again."))
        return False
    if logged.refused:
        form.add_error(None, _("The log did not take this line and nothing was counted. Look at its figures again."))
        return False
    said = {"count": entry.items, "day": date_format(entry.handed_out_on)}
    if known:
        messages.info(request, _("That line was counted already. Enter the next one."))
    else:
        sentence = ngettext(
            "%(count)s kit left on %(day)s is counted. Enter the next line.",
            "%(count)s kits left on %(day)s are counted. Enter the next line.",
            entry.items,
        )
        messages.success(request, sentence % said)
    return True
