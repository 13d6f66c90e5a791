"""Who works for an organization, and who is asked to: the same pages for agencies, suppliers, health departments and
program offices. Each door says in a `TeamDesk` whose people these are and where its pages are."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies import clock
from agencies.actions.roles import remove_member, set_roles
from agencies.actions.team import invite as invite_colleague
from agencies.actions.team import take_back
from agencies.forms.team import InviteForm, RolesForm, StaffForm
from agencies.links import sign
from agencies.models import Agency, HealthDepartment, Program, Role, Supplier, name_of_owner
from agencies.querysets.rescues import rescue_waiting_at
from agencies.querysets.team import (
    Colleague,
    colleagues_of,
    invitations_of,
    inviters_of_office,
    marks_of_office,
    members_of,
)
from agencies.refusals import show_refusals, tell_refusals

ONLY_ROLE = {
    Supplier: Role.SUPPLIER_STAFF,
    HealthDepartment: Role.DEPARTMENT_STAFF,
    Program: Role.OPERATOR,
}


@dataclass(frozen=True)
class TeamDesk:
    """An organization and the namespace of the addresses of its people's pages."""

    owner: Agency | Supplier | HealthDepartment | Program
    namespace: str

    @property
    def agency(self):
        """The agency whose people these are, None for another organization."""
        return self.owner if isinstance(self.owner, Agency) else None

    @property
    def name(self):
        return name_of_owner(self.owner)

    def url(self, page: str, **named: Any) -> str:
        before = {} if isinstance(self.owner, Program) else {"slug": self.owner.slug}
        return reverse(f"{self.namespace}:{page}", kwargs=before | named)

    def office_marks(self):
        """Mail domains and addresses whose people this organization invites only knowingly."""
        return () if isinstance(self.owner, Program) else marks_of_office(self.owner.program)

    @property
    def team_url(self):
        return self.url("team")

    @property
    def invite_url(self):
        return self.url("invite")


@dataclass(frozen=True)
class TeamLine:
    """A colleague as the list shows them, with the addresses of what may be done."""

    colleague: Colleague
    remove_url: str
    roles_url: str


@dataclass(frozen=True)
class WaitingLine:
    """An invitation as the list shows it."""

    invitation: Any
    has_lost_its_inviter: bool
    withdraw_url: str


def team(request, desk):
    """List who works here and who is asked to join."""
    colleagues = colleagues_of(desk.owner)
    rescue = rescue_waiting_at(desk.agency) if desk.agency else None
    coordinators = [one for one in colleagues if Role.COORDINATOR in one.roles]
    context = {
        "desk": desk,
        "agency": desk.agency,
        "lines": [colleague_line(desk, colleague) for colleague in colleagues],
        "waiting": waiting_lines(desk, colleagues),
        "needs_another": len(coordinators) == 1,
        "rescue": rescue,
        "rescue_url": rescue and reverse("registration:rescue", args=[sign(rescue)]),
    }
    return render(request, "agencies/team/team.html", context)


def colleague_line(desk, colleague):
    roles_url = desk.url("roles", membership=colleague.key) if desk.agency else ""
    return TeamLine(colleague, desk.url("remove", membership=colleague.key), roles_url)


def waiting_lines(desk, colleagues):
    """Invitations that wait; one whose inviter may invite nobody here any more leads nowhere."""
    waiting, may = list(invitations_of(desk.owner)), {colleague.user.pk for colleague in colleagues}
    if any(one.invited_by_id not in may for one in waiting):
        may |= inviters_of_office(desk.owner)
    return [
        WaitingLine(one, one.invited_by_id not in may, desk.url("withdraw", invitation=one.pk)) for one in waiting
    ]


def invite(request, desk):
    """Ask a colleague by mail to join."""
    form_class = InviteForm if desk.agency else StaffForm
    form = form_class(request.POST or None, office_marks=desk.office_marks())
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            said = {"role": ONLY_ROLE.get(type(desk.owner))} | form.cleaned_data
            invitation = invite_colleague(owner=desk.owner, by=request.user, at=clock.now(), **said)
            messages.success(
                request,
                _("%(email)s is invited: the link in the mail is valid for 14 days.") % {"email": invitation.email},
            )
            return redirect(desk.team_url)
    return render(request, "agencies/team/invite.html", {"desk": desk, "form": form})


def withdraw(request, desk, invitation):
    """Take an invitation back."""
    found = get_object_or_404(invitations_of(desk.owner), pk=invitation)
    with tell_refusals(request):
        take_back(invitation=found, by=request.user)
        messages.success(request, _("The invitation of %(email)s is withdrawn.") % {"email": found.email})
    return redirect(desk.team_url)


def remove(request, desk, membership):
    """Take somebody off the team; whoever removes themselves goes home."""
    found = get_object_or_404(members_of(desk.owner), pk=membership)
    with tell_refusals(request):
        remove_member(membership=found, by=request.user)
        messages.success(request, _("%(name)s is no longer on the team.") % {"name": found.user})
        if found.user == request.user:
            return redirect("home")
    return redirect(desk.team_url)


def roles(request, desk, membership):
    """Choose what somebody does at the agency; whoever is coordinator no longer goes home."""
    person = get_object_or_404(members_of(desk.owner), pk=membership).user
    worn = [hat.role for hat in members_of(desk.owner).filter(user=person)]
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": worn})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            chosen = form.cleaned_data["roles"]
            set_roles(agency=desk.owner, user=person, roles=chosen, by=request.user)
            messages.success(request, _("What %(name)s does here is changed.") % {"name": person})
            is_out = person == request.user and Role.COORDINATOR not in chosen
            return redirect("home") if is_out else redirect(desk.team_url)
    return render(request, "agencies/team/roles.html", {"desk": desk, "person": person, "form": form})
