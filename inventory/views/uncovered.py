"""Kits were logged that were never in stock: which delivery or move is missing?"""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from inventory.actions import open_shortfall
from inventory.forms import WhereForm
from inventory.models import StockLevel
from inventory.views.stock_tables import LevelToMove, moves_table


@require_safe
@agency_page(Permission.MANAGE_STOCK)
def find_uncovered(request, agency):
    """Ask what was not entered at a location, and lead to the form for each answer, filled in."""
    where = WhereForm(request.GET, agency=agency)
    if not where.is_valid():
        return redirect("inventory:stock", agency.slug)
    at = where.cleaned_data
    short = open_shortfall(agency=agency, **at)
    usable = StockLevel.objects.filter(agency=agency, lot__item=at["item"]).exclude(location=at["location"])
    levels = usable.usable_on(clock.today(agency.time_zone)).by_location()
    rows = [LevelToMove(level, min(short, level.quantity), at["location"]) for level in levels]
    context = {"agency": agency, "short": short, "table": moves_table(rows)} | at
    return render(request, "inventory/uncovered.html", context)
