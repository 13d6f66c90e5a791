"""What is there, and how it came to be."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from inventory.forms import LedgerForm
from inventory.querysets import holdings, journal, stock_warnings

MONTHS_ON_A_PAGE = 6


@require_safe
@agency_page(Permission.SEE_AGENCY)
def stock(request, agency):
    """What the agency has, by item, location and lot."""
    today = clock.today(agency.time_zone)
    context = {"agency": agency, "holdings": holdings(agency, today), "warnings": stock_warnings(agency, today)}
    return render(request, "inventory/stock.html", context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def ledger(request, agency):
    """One item's ledger, month by month."""
    form = LedgerForm(request.GET, agency=agency)
    item, location = form.chosen()
    page = Paginator(journal(agency, item, location), MONTHS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"agency": agency, "filters": form, "item": item, "location": location, "page": page}
    return render(request, "inventory/ledger.html", context)
