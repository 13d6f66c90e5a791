"""What a coordinator tells about each month beside the kits left."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.wording import say
from distributions.actions.tallies import tell_tallies
from distributions.forms.tallies import TallySheet, tally_months
from distributions.models import MonthlyTally


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def tallies(request, agency):
    """The last thirteen months, each with three boxes."""
    months = tally_months(clock.today(agency.time_zone))
    told = MonthlyTally.objects.of(agency).between(months[-1], months[0]).by_month()
    sheet = TallySheet(request.POST or None, months=months, tallies=told)
    if request.method == "POST" and sheet.is_valid():
        keep(request, agency, sheet.changes())
        return redirect("distributions:tallies", agency.slug)
    return render(request, "distributions/tallies.html", {"agency": agency, "form": sheet})


def keep(request, agency, changed):
    """Keep what was changed of each month, and say so."""
    tell_tallies(agency=agency, told=changed, by=request.user)
    if not changed:
        messages.info(request, _("Nothing was changed."))
        return
    sentence = ngettext(
        "The tallies of %(count)s month are kept. They are shown beside the kits left in the log.",
        "The tallies of %(count)s months are kept. They are shown beside the kits left in the log.",
        len(changed),
    )
    messages.success(request, say(sentence, count=len(changed)))
