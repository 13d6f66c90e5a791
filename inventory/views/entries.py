"""The pages on which stock is put in, moved and written off."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals, tell_refusals
from agencies.undo import offer_undo
from inventory import actions
from inventory.forms import (
    OpeningForm,
    ReceiptForm,
    StockMoveForm,
    WriteOffForm,
    WriteOffLotsForm,
    with_more,
)
from inventory.models import StockMovement
from inventory.querysets import levels_to_write_off
from inventory.views.sentences import say_delivery, say_loss, say_losses, say_move, say_opening


def enter(request, action, tell, **facts):
    """Do the action once, however often the page is sent, and say what it did, with Undo; raise what it refuses."""
    facts["key"] = facts["key"] or uuid4()
    with tell_refusals(request, actions.AlreadyEntered, level=messages.INFO):
        sentence = tell(facts, action(**facts, by=request.user))
        offer_undo(request, sentence, reverse("inventory:take_back", args=[facts["agency"].slug, facts["key"]]))


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def opening(request, agency):
    """Begin with what lies there, lot by lot."""
    today, posted = clock.today(agency.time_zone), request.POST or None
    more = "more" in request.POST
    form = OpeningForm(with_more(request.POST) if more else posted, agency=agency, today=today)
    if not more and form.is_valid():
        with show_refusals(form):
            facts = form.as_counted() | {"agency": agency, "today": today, "key": None}
            enter(request, actions.opening_count, say_opening, **facts)
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/opening.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def receive(request, agency):
    """Put a delivery into stock, lot by lot."""
    today = clock.today(agency.time_zone)
    known = filled_in(request, "location", "item", "quantity")
    form = ReceiptForm(request.POST or None, agency=agency, today=today, initial=known)
    if form.is_valid():
        facts = form.cleaned_data | {"agency": agency, "today": today}
        with show_refusals(form):
            enter(request, actions.receive, say_delivery, **facts)
            return redirect("inventory:receive" if "another" in request.POST else "inventory:stock", agency.slug)
    return render(request, "inventory/receive.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def move(request, agency):
    """Move some of a lot to another location."""
    today = clock.today(agency.time_zone)
    known = filled_in(request, "level", "target", "quantity")
    form = StockMoveForm(request.POST or None, agency=agency, today=today, initial=known)
    if form.is_valid():
        facts = from_stock(form.cleaned_data, at="source") | {"agency": agency, "today": today}
        with show_refusals(form):
            enter(request, actions.move_stock, say_move, **facts)
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/move.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def write_off(request, agency):
    """Take expired, damaged or lost stock out of the books."""
    today = clock.today(agency.time_zone)
    initial = {"level": request.GET.get("level")}
    form = WriteOffForm(request.POST or None, agency=agency, today=today, initial=initial)
    if form.is_valid():
        facts = from_stock(form.cleaned_data, at="location") | {"agency": agency, "today": today}
        with show_refusals(form):
            enter(request, actions.write_off, say_loss, **facts)
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/write_off.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def write_off_lots(request, agency):
    """Take all that is expired, or recalled, out of the books at once."""
    today = clock.today(agency.time_zone)
    what = request.GET.get("what", "")
    if what not in ("expired", "recalled"):
        return redirect("inventory:write_off", agency.slug)
    levels = levels_to_write_off(agency, what, today)
    reason = StockMovement.Reason.EXPIRED if what == "expired" else StockMovement.Reason.RETURNED
    form = WriteOffLotsForm(request.POST or None, levels=levels, reason=reason.value, today=today)
    if form.is_valid():
        facts = form.cleaned_data | {"agency": agency, "today": today}
        with show_refusals(form):
            enter(request, actions.write_off_lots, say_losses, **facts)
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/write_off_lots.html", {"agency": agency, "form": form, "what": what})


def filled_in(request, *names):
    """What the page that led here knows of these fields."""
    return {name: request.GET[name] for name in names if name in request.GET}


def from_stock(cleaned, *, at):
    """Say lot and location instead of the level that was chosen."""
    level = cleaned["level"]
    return {key: value for key, value in cleaned.items() if key != "level"} | {"lot": level.lot, at: level.location}
