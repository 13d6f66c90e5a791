"""Many kits entered at once: an event, and a month of which only the total is known."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from agencies.wording import say, write_month
from distributions.actions.typed import log_typed
from distributions.forms.events import EventForm, MonthTotalForm
from distributions.forms.lines import Book
from distributions.views.sheet_links import tell_with_undo
from inventory.querysets import events_with_leftovers


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def event(request, agency):
    """Enter an event: one day, one place, many kits, and about how many people were given them."""
    form = EventForm(request.POST or None, book=Book(agency), agency=agency, today=clock.today(agency.time_zone))
    if form.is_valid() and form.may_be_counted():
        with show_refusals(form):
            entry = form.as_entry()
            count(request, form, entry, say_event)
            return redirect("distributions:month", agency.slug, entry.handed_out_on.year, entry.handed_out_on.month)
    context = {"agency": agency, "form": form, "came_back_from": events_with_leftovers(agency)}
    return render(request, "distributions/event.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def month_total(request, agency):
    """Enter the total of a month for one place."""
    form = MonthTotalForm(request.POST or None, book=Book(agency), agency=agency, today=clock.today(agency.time_zone))
    if form.is_valid() and form.may_be_counted():
        with show_refusals(form):
            count(request, form, form.as_entry(), say_month)
            return redirect("distributions:month_total", agency.slug)
    return render(request, "distributions/month_total.html", {"agency": agency, "form": form})


def count(request, form, entry, say_it):
    """Count the entry of a valid form and say so; raise `NotCounted`."""
    location = form.chosen_location()
    how = {"today": form.today, "kind": form.kind, "location": location, "by": request.user}
    typed = log_typed(agency=form.agency, entries=[entry], **how)
    if typed.sheet:
        tell_with_undo(request, say_it(entry), typed.sheet)
        say_what_next(request, form.agency, location)
    else:
        sentence = _(
            "This was counted already. Nothing was counted twice. "
            "If it was taken back, open an empty page and enter it again."
        )
        messages.info(request, sentence)


def say_what_next(request, agency, location):
    """Lead from an event to what came back of it, where kits should still be there."""
    if location in events_with_leftovers(agency):
        address = reverse("inventory:leftovers", args=[agency.slug, location.pk])
        link = format_html('<a href="{}">{}</a>', address, _("Count what came back"))
        messages.info(request, format_html("{} {}", say(_("%(event)s still has stock."), event=location), link))


def say_event(entry):
    """What was counted of an event, and the next step."""
    sentence = ngettext(
        "%(items)s left on %(day)s with about %(people)s person are counted. They are in the month below.",
        "%(items)s left on %(day)s with about %(people)s people are counted. They are in the month below.",
        entry.handouts,
    )
    return say(sentence, items=entry.items, day=entry.handed_out_on, people=entry.handouts)


def say_month(entry):
    """What was counted of a month, and the next step."""
    sentence = _("%(items)s left in %(month)s are counted. Enter the next place or month, or look at the log.")
    return say(sentence, items=entry.items, month=write_month(entry.handed_out_on))
