"""Somebody opens the link of an invitation and joins the team that it names."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agencies import clock
from agencies.access import public
from agencies.actions.team import accept_invitation, invitation_of
from agencies.forms.team import NewcomerForm
from agencies.models import User
from agencies.views.arrivals import ask_to_sign_in, is_theirs, must_sign_in, say_why_a_link_ends, welcome


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def join(request, token):
    """Show who invites; the button makes the member."""
    invitation = invitation_of(token, now=clock.now())
    if must_sign_in(request, invitation.email):
        return ask_to_sign_in(request, invitation.email)
    form = newcomer_form(request, invitation)
    if request.method == "POST" and (form is None or form.is_valid()):
        return finish(request, token, form)
    return render(request, "agencies/joining/join.html", {"invitation": invitation, "form": form})


def newcomer_form(request, invitation):
    """The form for a name and a first password, or None for somebody who is signed in."""
    if is_theirs(request, invitation.email):
        return None
    return NewcomerForm(User(email=invitation.email), request.POST or None)


def finish(request, token, form):
    """Make the member, sign them in and go home; raise what `accept_invitation` raises."""
    membership = accept_invitation(
        token=token,
        now=clock.now(),
        user=None if form else request.user,
        name=form.cleaned_data["name"] if form else "",
        password=form.cleaned_data["new_password1"] if form else "",
    )
    welcome(request, membership)
    messages.success(request, _("Welcome to the team of %(owner)s.") % {"owner": membership.owner})
    return redirect("home")
