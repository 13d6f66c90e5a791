"""Somebody opens a link from a mail about a team: joins it, or stops a new coordinator from being invited."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import public
from agencies.actions.rescue import rescue_of, stop_rescue
from agencies.actions.team import RoleChanged, accept_invitation, invitation_of
from agencies.forms.team import NewcomerForm, SeenRoleForm
from agencies.models import User
from agencies.refusals import tell_refusals
from agencies.views.arrivals import ask_to_sign_in, is_theirs, must_sign_in, say_why_a_link_ends, welcome


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def join(request, token):
    """Show who invites; the button makes the member."""
    invitation = invitation_of(token, now=clock.now())
    if must_sign_in(request, invitation.email):
        return ask_to_sign_in(request, invitation.email)
    form = joining_form(request, invitation)
    if request.method == "POST" and form.is_valid():
        with tell_refusals(request, RoleChanged):
            return finish(request, token, form)
        return redirect(request.path)
    return render(request, "agencies/joining/join.html", {"invitation": invitation, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def rescue(request, token):
    """Say that the program office asked for a new coordinator; the button stops it."""
    found = rescue_of(token)
    agency = found.agency
    if request.method == "POST":
        by = request.user if request.user.is_authenticated else None
        stop_rescue(rescue=found, by=by, today=clock.today(agency.time_zone))
        return render(request, "agencies/joining/rescue_stopped.html", {"rescue": found})
    return render(request, "agencies/joining/rescue.html", {"rescue": found, "agency_name": agency.name})


def joining_form(request, invitation):
    """The form for a name and a first password; for somebody who is signed in one without questions."""
    shown = {"as_role": invitation.role}
    if is_theirs(request, invitation.email):
        return SeenRoleForm(request.POST if request.method == "POST" else None, initial=shown)
    return NewcomerForm(User(email=invitation.email), request.POST or None, initial=shown)


def finish(request, token, form):
    """Make the member, sign them in and go home; raise what `accept_invitation` raises."""
    membership = accept_invitation(
        token=token,
        now=clock.now(),
        user=request.user if request.user.is_authenticated else None,
        name=form.cleaned_data.get("name", ""),
        password=form.cleaned_data.get("new_password1", ""),
        as_role=form.cleaned_data["as_role"],
    )
    welcome(request, membership)
    messages.success(request, _("Welcome to the team of %(owner)s.") % {"owner": membership.owner_name})
    return redirect("home")
