"""The pages on which stock is put in, moved and written off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from inventory import actions
from inventory.forms import (
    OpeningForm,
    OpeningLines,
    ReceiptForm,
    StockMoveForm,
    WriteOffForm,
    opening_lines,
    with_more,
)
from inventory.views.sentences import say_delivery, say_loss, say_move


def enter(request, form, action, tell, **facts):
    """Do the action and say what it did, or put its refusal at the field; return whether the page is done with."""
    try:
        done = action(**facts, by=request.user)
    except actions.AlreadyEntered as refused:
        messages.info(request, str(refused))
        return True
    except actions.StockRefused as refused:
        form.refuse(refused)
        return False
    messages.success(request, tell(facts, done))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def opening(request, agency):
    """Begin with what lies there, lot by lot."""
    today, posted = clock.today(agency.time_zone), request.POST or None
    more = "more" in request.POST
    form = OpeningForm(posted, agency=agency, today=today)
    lines = OpeningLines(with_more(posted) if more else posted, prefix="lines")
    if not more and form.is_valid() and lines.is_valid():
        counted = count_opening(form, lines, agency=agency, today=today, by=request.user)
        if counted:
            sentence = _("%(number)s are in stock at %(location)s. Next, open a terminal there and log kits.")
            facts = {"number": counted, "location": form.cleaned_data["location"]}
            messages.success(request, sentence % facts)
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/opening.html", {"agency": agency, "form": form, "lines": lines})


def count_opening(form, lines, **facts):
    """Store the opening count and return how many, or put its refusal at the form or at the line, and return 0."""
    entered, forms = opening_lines(lines)
    try:
        return actions.opening_count(lines=entered, **form.cleaned_data, **facts)
    except actions.StockRefused as refused:
        at = form if refused.line is None else forms[refused.line]
        at.refuse(refused)
        return 0


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def receive(request, agency):
    """Put a delivery into stock, lot by lot."""
    today = clock.today(agency.time_zone)
    form = ReceiptForm(request.POST or None, agency=agency, today=today)
    if form.is_valid():
        facts = form.cleaned_data | {"agency": agency, "today": today}
        if enter(request, form, actions.receive, say_delivery, **facts):
            return redirect("inventory:receive" if "another" in request.POST else "inventory:stock", agency.slug)
    return render(request, "inventory/receive.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def move(request, agency):
    """Move some of a lot to another location."""
    today = clock.today(agency.time_zone)
    form = StockMoveForm(
        request.POST or None, agency=agency, today=today, initial={"level": request.GET.get("level")}
    )
    if form.is_valid():
        facts = from_stock(form.cleaned_data, at="source") | {"agency": agency, "today": today}
        if enter(request, form, actions.move_stock, say_move, **facts):
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
        if enter(request, form, actions.write_off, say_loss, **facts):
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/write_off.html", {"agency": agency, "form": form})


def from_stock(cleaned, *, at):
    """Say lot and location instead of the level that was chosen."""
    level = cleaned["level"]
    return {key: value for key, value in cleaned.items() if key != "level"} | {"lot": level.lot, at: level.location}
