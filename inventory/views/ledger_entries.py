"""One entry of the ledger: what it did, taking it back, and putting it right."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.refusals import show_refusals, tell_refusals
from agencies.wording import say
from inventory import actions
from inventory.forms import ReceiptForm, StockMoveForm, WriteOffForm
from inventory.models import LedgerEntry, StockLevel
from inventory.views.entries import from_stock
from inventory.views.ledger_tables import entry_table

Kind = LedgerEntry.Kind


@dataclass(frozen=True)
class EntryCorrection:
    """How an entry of one kind is put right: the form it was entered with, and what enters it. `at` is what the
    action calls the location of the lot that is chosen; "" for a form that names the lot itself."""

    form: type[ReceiptForm] | type[StockMoveForm] | type[WriteOffForm]
    enter: Callable[..., object]
    at: str = ""


CORRECTIONS = {
    Kind.RECEIVED: EntryCorrection(ReceiptForm, actions.receive),
    Kind.MOVED: EntryCorrection(StockMoveForm, actions.move_stock, at="source"),
    Kind.WRITTEN_OFF: EntryCorrection(WriteOffForm, actions.write_off, at="location"),
}


def how_to_correct(entry):
    """Return the `EntryCorrection` of an entry; None where its kind has none, it is of more lots than a form, or it
    moved something between two locations that are one by now."""
    how = CORRECTIONS.get(entry.kind)
    halves = 2 if entry.kind == Kind.MOVED else 1
    places = entry.own_movements().order_by().values_list("location", flat=True)
    return how if how and len(places) == len(set(places)) == halves else None


def find_entry(agency, entry):
    related = ("by", "reverses", "reversed_by", "corrects", "corrected_by")
    return get_object_or_404(LedgerEntry.objects.select_related(*related), agency=agency, pk=entry)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def entry(request, agency, entry):
    """What somebody entered, what it did to stock, and what became of it."""
    found = find_entry(agency, entry)
    can_change = found.stands and may(request, agency, Permission.MANAGE_STOCK)
    context = {
        "agency": agency,
        "entry": found,
        "table": entry_table(agency, found),
        "can_take_back": can_change,
        "can_correct": can_change and how_to_correct(found) is not None,
    }
    return render(request, "inventory/entry.html", context)


@require_POST
@agency_page(Permission.MANAGE_STOCK)
def take_back(request, agency, entry):
    """Take what was entered by mistake out of the ledger again."""
    found = find_entry(agency, entry)
    with tell_refusals(request):
        actions.take_back_entry(entry=found, today=clock.today(agency.time_zone), by=request.user)
        sentence = _("Taken back: %(what)s of %(day)s. Stock now shows what it would if this had never been entered.")
        messages.success(request, say(sentence, what=found.get_kind_display(), day=found.stated_on))
    return redirect("inventory:entry", agency.slug, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_STOCK)
def correct_entry(request, agency, entry):
    """Put right what was typed wrong, on the form on which it was entered."""
    found = find_entry(agency, entry)
    how = how_to_correct(found)
    if how is None:
        return redirect("inventory:entry", agency.slug, found.pk)
    today = clock.today(agency.time_zone)
    form = how.form(request.POST or None, agency=agency, today=today, initial=typed_into(found))
    if form.is_valid():
        facts = from_stock(form.cleaned_data, at=how.at) if how.at else form.cleaned_data
        with show_refusals(form):
            actions.put_right(entry=found, enter=how.enter, today=today, by=request.user, **facts)
            messages.success(
                request,
                _("Corrected. Stock now shows what it would if this had been entered correctly the first time."),
            )
            return redirect("inventory:stock", agency.slug)
    return render(request, "inventory/entry_correct.html", {"agency": agency, "entry": found, "form": form})


def typed_into(entry):
    """What the form said when `entry` was entered, as its initial values."""
    moved = entry.own_movements().select_related("lot", "location").order_by("quantity")
    first, last = moved[0], moved[len(moved) - 1]
    said = {"on": entry.stated_on, "quantity": abs(first.quantity)}
    if entry.kind == Kind.RECEIVED:
        lot = {"item": first.lot.item_id, "number": first.lot.number, "expires_on": first.lot.expires_on}
        return said | lot | {"location": first.location_id}
    level = StockLevel.objects.get(agency=entry.agency, location=first.location, lot=first.lot)
    if entry.kind == Kind.MOVED:
        return said | {"level": level.pk, "target": last.location_id}
    return said | {"level": level.pk, "reason": first.reason}
