"""One lot, and holding it back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import answer_with_table
from agencies.undo import offer_undo
from agencies.wording import say
from inventory import actions
from inventory.forms import LotForm
from inventory.querysets import journal_of_lot, lot_at
from inventory.views.ledger_tables import lot_history
from inventory.views.stock_tables import LotLevel, lot_table


@require_safe
@agency_page(Permission.SEE_AGENCY)
def lot(request, agency, lot):
    """Where a lot lies, how it stands, and how it came to be so."""
    lot = get_object_or_404(agency.lots.select_related("item"), pk=lot)
    today = clock.today(agency.time_zone)
    levels = lot.levels.filter(quantity__gt=0).select_related("lot", "location").order_by("location__name")
    rows = [LotLevel(level, lot_at(level, today)) for level in levels]
    name = f"{lot.number}-{agency.slug}-{today}"
    table = lot_table(rows, file_name=f"lot-{name}")
    history = lot_history(request, lot, journal_of_lot(lot)[:], file_name=f"lot-history-{name}")
    context = {"agency": agency, "lot": lot, "history": history}
    return answer_with_table(request, "inventory/lot.html", table, context, beside=[history])


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def correct_lot(request, agency, lot):
    """Give a lot the number and the date that stand on its label, or the date until which it may be used now."""
    lot = get_object_or_404(agency.lots.select_related("item"), pk=lot)
    form = LotForm(request.POST or None, lot=lot)
    if form.is_valid():
        with show_refusals(form):
            today = clock.today(agency.time_zone)
            right = actions.correct_lot(lot=lot, today=today, by=request.user, **form.facts())
            sentence = _("Lot %(lot)s expires on %(day)s. The activity list says what was there before.")
            messages.success(request, say(sentence, lot=right, day=right.expires_on))
            return redirect("inventory:lot", agency.slug, right.pk)
    return render(request, "inventory/lot_correct.html", {"agency": agency, "lot": lot, "form": form})


@require_POST
@agency_page(Permission.MANAGE_STOCK)
def hold_back(request, agency, lot):
    """Keep a lot from being left, until it is released."""
    done = _("Lot %(lot)s is held back: set it apart, the log takes none of it. Release it when it is found good.")
    return _change(request, agency, lot, actions.hold_back, done, undo="inventory:release")


@require_POST
@agency_page(Permission.MANAGE_STOCK)
def release(request, agency, lot):
    """Put a lot that was held back into use again."""
    done = _("Lot %(lot)s is in use again: it may be left with people.")
    return _change(request, agency, lot, actions.release, done, undo="inventory:hold_back")


def _change(request, agency, lot, action, sentence, *, undo):
    lot = get_object_or_404(agency.lots, pk=lot)
    with tell_refusals(request):
        action(lot=lot, by=request.user)
        offer_undo(request, sentence % {"lot": lot}, reverse(undo, args=[agency.slug, lot.pk]))
    return redirect("inventory:lot", agency.slug, lot.pk)
