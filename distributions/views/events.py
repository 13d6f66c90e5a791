"""Many kits entered at once: an event, and a month of which only the total is known."""

from django.contrib import messages
from django.shortcuts import redirect, render
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


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def event(request, agency):
    """Enter an event: one day, one place, many kits, and about how many people were given them."""
    form = EventForm(request.POST or None, book=Book(agency), today=clock.today(agency.time_zone))
    if form.is_valid():
        with show_refusals(form):
            entry = form.as_entry()
            count(request, agency, entry, say_event, today=form.today)
            return redirect("distributions:month", agency.slug, entry.handed_out_on.year, entry.handed_out_on.month)
    return render(request, "distributions/event.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_LOG)
def month_total(request, agency):
    """Enter the total of a month for one place."""
    form = MonthTotalForm(request.POST or None, book=Book(agency), agency=agency, today=clock.today(agency.time_zone))
    if form.is_valid():
        with show_refusals(form):
            count(request, agency, form.as_entry(), say_month, today=form.today)
            return redirect("distributions:month_total", agency.slug)
    return render(request, "distributions/month_total.html", {"agency": agency, "form": form})


def count(request, agency, entry, say_it, *, today):
    """Count an entry and say so; raise `NotCounted`."""
    if log_typed(agency=agency, entries=[entry], today=today):
        messages.success(request, say_it(entry))
    else:
        messages.info(request, _("This was counted already. Nothing was counted twice."))


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
