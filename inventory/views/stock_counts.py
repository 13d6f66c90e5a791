"""Counting: where, then blind, then the difference and why."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from inventory import actions
from inventory.forms import BlindCountForm, VarianceForm, WhereForm
from inventory.querysets import variance_of
from inventory.views.sentences import say_count


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def stock_count(request, agency):
    """Count one item at one location; how many there should be is said only after the count."""
    where = WhereForm(request.GET if "location" in request.GET else None, agency=agency)
    context = {"agency": agency, "form": where}
    if not where.is_valid():
        return render(request, "inventory/count_where.html", context)
    at = where.cleaned_data
    blind = BlindCountForm(request.POST or None, agency=agency, **at)
    context |= at | {"form": blind}
    if not blind.is_valid():
        return render(request, "inventory/count_blind.html", context)
    variance = variance_of(agency=agency, counted=sum(lot.quantity for lot in blind.counted_lots()), **at)
    second = VarianceForm(request.POST if "agreed" in request.POST else None, variance=variance)
    if second.is_valid():
        with show_refusals(blind):
            settled = settle(blind, second, agency=agency, by=request.user, **at)
            messages.success(request, say_count(settled, at["location"]))
            return redirect("inventory:stock", agency.slug)
        return render(request, "inventory/count_blind.html", context)
    context |= {"blind": blind, "form": second, "variance": variance}
    return render(request, "inventory/count_variance.html", context)


def settle(blind, second, *, agency, **facts):
    """Store the count and return its variance; raise what `count_stock` raises."""
    today = clock.today(agency.time_zone)
    return actions.count_stock(
        agency=agency,
        counted=blind.counted_lots(),
        expected=second.seen_variance(),
        reason=second.cleaned_data["reason"],
        on=today,
        today=today,
        **facts,
    )
