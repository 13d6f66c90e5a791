"""What whoever is signed in does about themselves: leave an organization, or hand over there first."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import hats_of, signed_in, tenant
from agencies.actions.roles import remove_member
from agencies.actions.team import hand_over as ask_successor
from agencies.forms.team import SuccessorForm
from agencies.models import Membership, Role
from agencies.querysets.team import INVITERS, domains_of_office
from agencies.refusals import show_refusals, tell_refusals


@require_POST
@signed_in
def leave(request, membership):
    """End all that one does for an organization."""
    found = get_object_or_404(Membership.objects.of(request.user), pk=membership)
    with tell_refusals(request), tenant(owner=found.owner):
        remove_member(membership=found, by=request.user)
        messages.success(
            request, _("You have left %(owner)s. Your account is still here.") % {"owner": found.owner_name}
        )
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def hand_over(request, membership):
    """Name a successor; nothing ends before they accept."""
    found = next((hat for hat in hats_of(request) if hat.pk == membership and hat.role in INVITERS), None)
    if found is None:
        raise Http404
    request.hat = found
    domains = () if found.role == Role.OPERATOR else domains_of_office(found.owner.program)
    form = SuccessorForm(request.POST or None, office_domains=domains)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form), tenant(owner=found.owner):
            ask_successor(membership=found, at=clock.now(), **form.cleaned_data)
            sentence = _("%(email)s is asked to take over. You stay until they accept.")
            messages.success(request, sentence % form.cleaned_data)
            return redirect("home")
    return render(request, "agencies/team/hand_over.html", {"hat": found, "form": form})
