"""Which agency another one is under, and who asks to be."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.parents import answer_child, ask_for_parent, end_parent, take_back_parent_request
from agencies.forms.parents import ParentForm
from agencies.querysets.registrations import counties_within
from agencies.refusals import show_refusals, tell_refusals


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
    """Accept or decline an agency that asks, or end that one is under this one: by its key, `child`."""
    child, said = key_in(request.POST.get("child", "")), request.POST.get("answer")
    with tell_refusals(request):
        under = agency.children.filter(pk=child).first()
        if said == "end" and under:
            end_parent(agency=under, by=request.user)
            messages.success(request, _("%(child)s is no longer under your agency.") % {"child": under})
        elif said in ("accept", "decline"):
            accept, today = said == "accept", clock.today(agency.time_zone)
            answered = answer_child(parent=agency, child=child, accept=accept, by=request.user, day=today)
            words = _("%(child)s is under your agency now. You see the totals of its closed periods under Reports.")
            declined = _("Declined. %(child)s is not under your agency.")
            messages.success(request, (words if said == "accept" else declined) % {"child": answered})
    return redirect("agencies:parent", slug=agency.slug)


def key_in(text):
    """The key that a form sent, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
