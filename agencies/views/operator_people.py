"""What the program office's pages of suppliers and of health departments share: lists by name, and who signs in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies import clock
from agencies.access import operator_page
from agencies.actions.roles import remove_member
from agencies.actions.team import invite, take_back
from agencies.actions.walls import why_not_the_first
from agencies.forms.team import StaffForm
from agencies.models import Role
from agencies.querysets.team import invitations_of, invitations_overseen_by, memberships_overseen_by
from agencies.refusals import show_refusals, tell_refusals

PAGES = {Role.SUPPLIER_STAFF: "operator:supplier", Role.DEPARTMENT_STAFF: "operator:department"}


def page_with_people(request, program, owner, role, template):
    """The page of a supplier or health department; what is posted to it invites its first person to `role`."""
    closed = why_not_the_first(owner, clock.today(program.time_zone))
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            invitation = invite(owner=owner, role=role, by=request.user, at=clock.now(), **form.cleaned_data)
            sentence = _("%(email)s is invited: the link in the mail is valid for 14 days.")
            messages.success(request, sentence % {"email": invitation.email})
            return go_to_owner(invitation)
    context = {
        "program": program,
        "owner": owner,
        "invitations": invitations_of(owner),
        "form": form,
        "closed": closed,
        "merged": owner.merged.order_by("name"),
    }
    return render(request, template, context)


def go_to_owner(found):
    """Go to the supplier or health department of an invitation or membership."""
    return redirect(PAGES[found.role], found.owner.pk)


@require_POST
@operator_page
def withdraw(request, program, invitation):
    """Take back an invitation to a supplier or health department."""
    found = get_object_or_404(invitations_overseen_by(program), pk=invitation)
    with tell_refusals(request):
        take_back(invitation=found, by=request.user)
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": found.email})
    return go_to_owner(found)


@require_POST
@operator_page
def remove(request, program, membership):
    """Take somebody off the team of a supplier or health department."""
    found = get_object_or_404(memberships_overseen_by(program), pk=membership)
    remove_member(membership=found, by=request.user)
    messages.success(request, _("%(name)s is no longer on the team.") % {"name": found.user})
    return go_to_owner(found)
