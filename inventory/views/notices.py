"""Kits ran low somewhere, and somebody has seen to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from inventory.actions import settle_low
from inventory.models import LowStockNotice


@require_POST
@agency_page(Permission.MANAGE_STOCK)
def settle(request, agency, notice):
    """Settle a notice and the earlier ones of its location."""
    found = get_object_or_404(LowStockNotice.objects.select_related("location", "agency"), agency=agency, pk=notice)
    settle_low(notice=found, by=request.user, today=clock.today(agency.time_zone))
    said = {"location": found.location}
    messages.success(request, _("The notice about %(location)s is settled.") % said)
    return redirect("home")
