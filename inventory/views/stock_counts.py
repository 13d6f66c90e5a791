"""Counting: where, then blind, then what was logged meanwhile, then the difference and why."""

from typing import NamedTuple
from uuid import uuid4

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from agencies.tables import ListColumn, ListTable, TotalLine
from agencies.undo import offer_undo
from inventory import actions
from inventory.forms import BlindCountForm, MeanwhileForm, VarianceForm, WhereForm
from inventory.querysets import shelf_of, variance_of
from inventory.views.sentences import say_count


class LotVariance(NamedTuple):
    """One lot: what was counted of it, and what the ledger has."""

    lot: str
    counted: int
    ledger: int

    @property
    def difference(self) -> int:
        return self.counted - self.ledger


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
    if "again" in request.POST:
        context["form"] = BlindCountForm(initial=typed_again(blind), agency=agency, **at)
        return render(request, "inventory/count_blind.html", context)
    meanwhile = ask_meanwhile(request, blind)
    if meanwhile and not meanwhile.is_valid():
        context |= {"blind": blind, "form": meanwhile}
        return render(request, "inventory/count_meanwhile.html", context)
    counted = blind.counted_lots(before=bool(meanwhile) and meanwhile.saw_before())
    return compare(request, agency, blind, counted, context, saw=meanwhile and meanwhile.cleaned_data["saw"], **at)


def ask_meanwhile(request, blind):
    """The question what the count saw, where kits were logged or came in since the page was opened; else None."""
    change = blind.change()
    if not any(change):
        return None
    counted = sum(line.quantity for line in blind.counted_lots())
    began = blind.cleaned_data["began"]
    usual = MeanwhileForm.usual(counted, before=sum(began.by_lot.values()), change=change)
    return MeanwhileForm(request.POST if "saw" in request.POST else None, change=change, initial={"saw": usual})


def compare(request, agency, blind, counted, context, *, saw, **at):
    """Show the difference of what was `counted`, and store it once somebody has seen it."""
    variance = variance_of(agency=agency, counted=sum(line.quantity for line in counted), **at)
    second = VarianceForm(request.POST if "agreed" in request.POST else None, variance=variance)
    if second.is_valid():
        with show_refusals(blind):
            how = {"reason": second.cleaned_data["reason"], "expected": second.seen_variance(variance)}
            key = uuid4()
            settled = settle(counted, agency=agency, by=request.user, key=key, **how, **at)
            undo = reverse("inventory:take_back", args=[agency.slug, key])
            offer_undo(request, say_count(settled, at["location"]), undo)
            return redirect("inventory:stock", agency.slug)
        return render(request, "inventory/count_blind.html", context)
    table = variance_table(counted, shelf_of(agency=agency, **at), blind.lots)
    context |= {"blind": blind, "form": second, "variance": variance, "table": table, "saw": saw or ""}
    return render(request, "inventory/count_variance.html", context)


def typed_again(blind):
    """What was typed, to be counted again; the page is opened anew."""
    return {name: value for name, value in blind.cleaned_data.items() if name != "began"}


def settle(counted, *, agency, **facts):
    """Store the count and return its variance; raise what `count_stock` raises."""
    today = clock.today(agency.time_zone)
    return actions.count_stock(agency=agency, counted=counted, on=today, today=today, **facts)


def variance_table(counted, shelf, lots):
    """What was counted beside the ledger, lot by lot."""
    by_number = {line.number: line.quantity for line in counted}
    known = {lot.number: shelf.by_lot.get(lot.pk, 0) for lot in lots}
    rows = [
        LotVariance(str(number or _("not recorded")), quantity, known.get(number, 0))
        for number, quantity in by_number.items()
    ]
    columns = [
        ListColumn("lot", _("Lot")),
        ListColumn("counted", _("Counted"), kind="number"),
        ListColumn("ledger", _("In stock by the ledger"), kind="number"),
        ListColumn("difference", _("Difference"), kind="change"),
    ]

    def total(_rows):
        names = ("counted", "ledger", "difference")
        return [TotalLine(_("Total"), {name: sum(getattr(row, name) for row in rows) for name in names})]

    return ListTable(name="variance", caption=_("Lot by lot"), columns=columns, rows=rows, totals=total)
