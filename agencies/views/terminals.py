"""The shared screens on which kits are logged, and how each is opened."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions import terminals as actions
from agencies.forms.terminals import TerminalChangeForm, TerminalForm
from agencies.qr import qr_of
from agencies.querysets.terminals import last_day_of_replaced_links, presets_of, terminals_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, StatusWord, answer_with_table


@require_safe
@agency_page(Permission.MANAGE_TERMINALS)
def terminals(request, agency):
    """List the terminals."""
    table = ListTable(
        name="terminals",
        caption=_("Terminals by location"),
        columns=terminal_columns(agency),
        rows=terminals_of(agency, today=clock.today(agency.time_zone)),
        asked=request.GET,
        search_by=["label", "location__name"],
        empty=EmptyState(
            _("No terminal yet"),
            _("Add one for each station or storeroom, then open it there with a link or a code."),
            reverse("agencies:terminal_add", args=[agency.slug]),
            _("Add a terminal"),
        ),
        file_name="terminals",
    )
    context = {"agency": agency, "presets": presets_of(agency)}
    return answer_with_table(request, "agencies/terminals/list.html", table, context)


def terminal_columns(agency):
    return [
        ListColumn(
            "label",
            _("Terminal"),
            order_by=("label",),
            link=lambda terminal: reverse("agencies:terminal", args=[agency.slug, terminal.pk]),
        ),
        ListColumn("status", _("Status"), kind="status", value=terminal_status, order_by=("status",)),
        ListColumn("location", _("Location"), order_by=("location__name",)),
        ListColumn("last_seen_on", _("Last opened"), kind="day", order_by=("last_seen_on",), nothing=_("not yet")),
    ]


def terminal_status(terminal):
    if terminal.silent:
        return StatusWord("attention", _("Silent for 30 days"))
    if terminal.status == terminal.Status.ACTIVE:
        return StatusWord("ok", _("In use"))
    if terminal.status == terminal.Status.LOST:
        return StatusWord("bad", _("Lost, closed"))
    return StatusWord("quiet", _("Closed"))


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TERMINALS)
def add(request, agency):
    """Make a terminal for a storeroom, station or event."""
    form = TerminalForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            terminal = actions.open_terminal(agency=agency, by=request.user, **form.cleaned_data)
            messages.success(request, _("The terminal is made. Open it on the computer there with a link or a code."))
            return redirect("agencies:terminal", slug=agency.slug, terminal=terminal.pk)
    return render(request, "agencies/terminals/add.html", {"agency": agency, "form": form})


@require_safe
@agency_page(Permission.MANAGE_TERMINALS)
def terminal(request, agency, terminal):
    """Show one terminal and the ways to open or close it."""
    return show(request, agency, terminal_in(agency, terminal))


def terminal_in(agency, terminal):
    """Return the agency's terminal with this key of its row; a stranger's is 404."""
    return get_object_or_404(terminals_of(agency, today=clock.today(agency.time_zone)), pk=terminal)


def show(request, agency, terminal, **more):
    today = clock.today(agency.time_zone)
    context = {
        "agency": agency,
        "terminal": terminal,
        "status": terminal_status(terminal),
        "in_use": terminal.status == terminal.Status.ACTIVE,
        "form": TerminalChangeForm(terminal=terminal),
        "address": actions.address(),
        "replaced_until": last_day_of_replaced_links(terminal, today=today),
        "replaced_would_end": today + actions.OVERLAP,
        "qr": qr_of(more["link"]) if "link" in more else None,
    }
    return render(request, "agencies/terminals/terminal.html", context | more)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def link(request, agency, terminal):
    """Make a link and show it, this once."""
    return show_once(
        request, agency, terminal, "link", lambda found: actions.new_link(terminal=found, by=request.user)
    )


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def replace(request, agency, terminal):
    """Make a link that replaces those before, and show it, this once."""
    today = clock.today(agency.time_zone)
    return show_once(
        request,
        agency,
        terminal,
        "link",
        lambda found: actions.replace_link(terminal=found, by=request.user, today=today),
    )


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def code(request, agency, terminal):
    """Make a code to read out and show it, this once."""
    return show_once(
        request,
        agency,
        terminal,
        "code",
        lambda found: actions.new_code(terminal=found, by=request.user, now=clock.now()),
    )


def show_once(request, agency, terminal, name, make):
    """Show the page of a terminal with a secret that was just made: it is shown in no other answer."""
    found = terminal_in(agency, terminal)
    with tell_refusals(request):
        return show(request, agency, found, **{name: make(found)})
    return redirect("agencies:terminal", slug=agency.slug, terminal=found.pk)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def change(request, agency, terminal):
    """Give a terminal another label or place."""
    found = terminal_in(agency, terminal)
    form = TerminalChangeForm(request.POST, terminal=found)
    if form.is_valid():
        with show_refusals(form):
            actions.change_terminal(terminal=found, by=request.user, **form.cleaned_data)
            facts = {"label": found.label, "location": found.location}
            messages.success(request, _("%(label)s is saved, at %(location)s.") % facts)
            return redirect("agencies:terminal", slug=agency.slug, terminal=found.pk)
    return show(request, agency, found, form=form)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def revoke(request, agency, terminal):
    """Close a terminal for good."""
    return close_for_good(request, agency, terminal, actions.revoke)


@require_POST
@agency_page(Permission.MANAGE_TERMINALS)
def lose(request, agency, terminal):
    """Close a terminal for good because its device was lost or stolen."""
    return close_for_good(request, agency, terminal, actions.mark_lost)


def close_for_good(request, agency, terminal, close):
    found = terminal_in(agency, terminal)
    with tell_refusals(request):
        close(terminal=found, by=request.user)
        messages.success(
            request, _("%(label)s is closed for good: nothing can be logged there any more.") % {"label": found.label}
        )
    return redirect("agencies:terminal", slug=agency.slug, terminal=found.pk)
