"""The pages of an organization's people, behind the door of each kind of organization."""

from functools import wraps

from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access import Permission, agency_page, department_page, operator_page, supplier_page
from agencies.views import team

allow_form = require_http_methods(["GET", "HEAD", "POST"])


def behind(door, namespace, view):
    """Return `view`, which takes a `TeamDesk`, behind the door of an organization."""

    @wraps(view)
    def enter(request, owner, **named):
        return view(request, team.TeamDesk(owner, namespace), **named)

    return door(enter)


def team_urls(door, namespace):
    """The addresses of the people's pages of whichever organization `door` lets into."""
    return [
        path("", require_safe(behind(door, namespace, team.team)), name="team"),
        path("invite/", allow_form(behind(door, namespace, team.invite)), name="invite"),
        path(
            "invitations/<uuid:invitation>/withdraw/",
            require_POST(behind(door, namespace, team.withdraw)),
            name="withdraw",
        ),
        path("<uuid:membership>/remove/", require_POST(behind(door, namespace, team.remove)), name="remove"),
    ]


def role_urls(door, namespace):
    """The address at which roles are changed, for an organization that has several."""
    return [path("<uuid:membership>/roles/", allow_form(behind(door, namespace, team.roles)), name="roles")]


manage_agency = agency_page(Permission.MANAGE_TEAM)
agency = [*team_urls(manage_agency, "agencies"), *role_urls(manage_agency, "agencies")]
supplier = team_urls(supplier_page(Permission.MANAGE_TEAM), "supplier_team"), "supplier_team"
department = team_urls(department_page(Permission.MANAGE_TEAM), "department_team"), "department_team"
office = team_urls(operator_page, "office_team"), "office_team"
