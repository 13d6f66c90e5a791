"""The agency's team: who is on it, who is asked to join."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.team import invite as invite_colleague
from agencies.actions.team import remove_member, take_back
from agencies.forms.team import InviteForm
from agencies.models import Role
from agencies.querysets.team import invitations_of, members_of
from agencies.refusals import show_refusals, tell_refusals


@require_safe
@agency_page(Permission.MANAGE_TEAM)
def team(request, agency):
    """List members and those who are asked to join."""
    members = list(members_of(agency))
    coordinators = [member.pk for member in members if member.role == Role.COORDINATOR]
    context = {
        "agency": agency,
        "members": members,
        "last_coordinator": coordinators[0] if len(coordinators) == 1 else None,
        "invitations": invitations_of(agency),
    }
    return render(request, "agencies/team/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TEAM)
def invite(request, agency):
    """Ask a colleague by mail to join."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            invitation = invite_colleague(owner=agency, by=request.user, at=clock.now(), **form.cleaned_data)
            messages.success(
                request,
                _("%(email)s is invited: the link in the mail is valid for 14 days.") % {"email": invitation.email},
            )
            return redirect("agencies:team", slug=agency.slug)
    return render(request, "agencies/team/invite.html", {"agency": agency, "form": form})


@require_POST
@agency_page(Permission.MANAGE_TEAM)
def withdraw(request, agency, invitation):
    """Take an invitation back."""
    found = get_object_or_404(invitations_of(agency), pk=invitation)
    take_back(invitation=found, by=request.user)
    messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": found.email})
    return redirect("agencies:team", slug=agency.slug)


@require_POST
@agency_page(Permission.MANAGE_TEAM)
def remove(request, agency, membership):
    """Take somebody off the team; whoever removes themselves goes home."""
    found = get_object_or_404(members_of(agency), pk=membership)
    with tell_refusals(request):
        remove_member(membership=found, by=request.user)
        messages.success(request, _("%(name)s is no longer on the team.") % {"name": found.user})
        if found.user == request.user:
            return redirect("home")
    return redirect("agencies:team", slug=agency.slug)
