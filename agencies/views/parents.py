"""Which agency another one is under, who asks to be, and who is asked."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.child_invitations import answer_parent, ask_child, withdraw_child_invitation
from agencies.actions.parents import answer_child, ask_for_parent, end_parent, take_back_parent_request
from agencies.forms.parents import ParentForm
from agencies.querysets.parents import agencies_to_ask, may_have_children
from agencies.querysets.registrations import counties_within
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table

AGENCIES_PER_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def parent(request, agency):
    """Ask to be under another agency; see who asks to be under this one, and who is."""
    form = ParentForm(
        request.POST or None, counties=counties_within(agency.program), initial={"county": agency.jurisdiction_id}
    )
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(agency.time_zone)
            asked = ask_for_parent(agency=agency, by=request.user, day=today, **form.cleaned_data)
            words = _("%(parent)s is asked. Your agency is under it once one of its coordinators accepts.")
            messages.success(request, words % {"parent": asked.parent})
            return redirect("agencies:parent", slug=agency.slug)
    context = {
        "agency": agency,
        "form": form,
        "parent": agency.under,
        "asked": agency.parent_requests.select_related("parent").first(),
        "asking": agency.child_requests.select_related("agency__jurisdiction"),
        "children": agency.children.select_related("jurisdiction"),
        "invited": agency.sent_child_invitations.select_related("agency__jurisdiction"),
        "invitations": agency.parent_invitations.select_related("parent__jurisdiction"),
        "may_ask": may_have_children(agency),
    }
    return render(request, "agencies/settings/parent.html", context)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def leave_parent(request, agency):
    """End being under another agency, or take back the question."""
    with tell_refusals(request):
        if agency.under_id:
            end_parent(agency=agency, by=request.user)
            messages.success(request, _("Your agency is under no other one now."))
        else:
            take_back_parent_request(agency=agency, by=request.user)
            messages.success(request, _("Your request is withdrawn."))
    return redirect("agencies:parent", slug=agency.slug)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def answer(request, agency):
    """Accept or decline the agency with the key `child`, end that it is under this one, or ask it no longer."""
    child, said = read_row_key(request.POST.get("child", "")), request.POST.get("answer")
    with tell_refusals(request):
        under = agency.children.filter(pk=child).first()
        if said == "end" and under:
            end_parent(agency=under, by=request.user)
            messages.success(request, _("%(child)s is no longer under your agency.") % {"child": under})
        elif said == "withdraw":
            asked = withdraw_child_invitation(parent=agency, child=child, by=request.user)
            messages.success(request, _("%(child)s is not asked any more.") % {"child": asked})
        elif said in ("accept", "decline"):
            accept, today = said == "accept", clock.today(agency.time_zone)
            answered = answer_child(parent=agency, child=child, accept=accept, by=request.user, day=today)
            words = _("%(child)s is under your agency now. You see the totals of its closed periods under Reports.")
            declined = _("Declined. %(child)s is not under your agency.")
            messages.success(request, (words if said == "accept" else declined) % {"child": answered})
    return redirect("agencies:parent", slug=agency.slug)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def answer_invitation(request, agency):
    """Accept or decline to be under an agency that asks for it: by its key, `parent`."""
    asking, accept = read_row_key(request.POST.get("parent", "")), request.POST.get("answer") == "accept"
    with tell_refusals(request):
        today = clock.today(agency.time_zone)
        answered = answer_parent(agency=agency, parent=asking, accept=accept, by=request.user, day=today)
        words = _("Your agency is under %(parent)s now. It sees the totals of your closed periods, never your log.")
        declined = _("Declined. Your agency is not under %(parent)s.")
        messages.success(request, (words if accept else declined) % {"parent": answered})
    return redirect("agencies:parent", slug=agency.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def ask(request, agency):
    """Choose an agency from a list, and ask it to be under this one: by its key, `child`."""
    if request.method == "POST":
        with tell_refusals(request):
            child, today = read_row_key(request.POST.get("child", "")), clock.today(agency.time_zone)
            asked = ask_child(parent=agency, child=child, by=request.user, day=today)
            words = _("%(child)s is asked. It is under your agency once one of its coordinators accepts.")
            messages.success(request, words % {"child": asked.agency})
        return redirect("agencies:parent", slug=agency.slug)
    if not may_have_children(agency):
        messages.error(request, _("Your agency cannot have others under it now."))
        return redirect("agencies:parent", slug=agency.slug)
    table = list_agencies_to_ask(agency, request.GET)
    return answer_with_table(request, "agencies/settings/parent_ask.html", table, {"agency": agency})


def list_agencies_to_ask(parent, asked):
    """The agencies that may be asked, by name, with the button that asks each."""
    return ListTable(
        name="agencies",
        caption=_("Agencies that take part in your program"),
        columns=[
            ListColumn("name", _("Agency"), order_by=("name",)),
            ListColumn("county", _("County"), value="jurisdiction.label", order_by=("jurisdiction__name",)),
            ListColumn("ask", _("Ask"), kind="actions", template="agencies/settings/_ask.html"),
        ],
        rows=agencies_to_ask(parent),
        asked=asked,
        search_by=["name", "jurisdiction__name"],
        page_size=AGENCIES_PER_PAGE,
        empty=EmptyState(
            _("Nobody can be asked now"),
            _("Agencies that take part, are under no other one and have none under them appear here."),
        ),
    )


def read_row_key(text):
    """The key of a row that a form sent, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
