"""What the frame of every page shows: the hats of whoever is signed in, and where the present hat can go."""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.access import Permission, chosen_hat, hats_of, rights_at
from agencies.models import OWNERS, Program


class Destination(NamedTuple):
    """A page that the frame leads to; without a permission it is one of whoever wears the hat, and of no tenant.

    With a `rule` it is there only in programs whose rules say yes to that question.
    """

    label: str
    view: str
    icon: str
    permission: Permission | None = None
    rule: str = ""


class Workplace(NamedTuple):
    """An organization of whoever is signed in, with all that they do there; `pk` is one of their hats there."""

    pk: UUID
    label: str
    is_current: bool


HOME = Destination(gettext_noop("Home"), "home", "home")
PAPERS = ("asks_for_documents",)
DESTINATIONS = {
    "agency": [
        HOME,
        Destination(gettext_noop("Log"), "distributions:months", "log", Permission.SEE_AGENCY),
        Destination(gettext_noop("Stock"), "inventory:stock", "stock", Permission.SEE_AGENCY),
        Destination(gettext_noop("Training"), "training:matrix", "training", Permission.SEE_AGENCY),
        Destination(gettext_noop("Reports"), "reports:list", "reports", Permission.SEE_AGENCY),
        Destination(gettext_noop("Terminals"), "agencies:terminals", "terminal", Permission.MANAGE_TERMINALS),
        Destination(gettext_noop("Locations"), "agencies:locations", "agency", Permission.MANAGE_TERMINALS),
        Destination(gettext_noop("Supplier"), "agencies:supplier", "truck", Permission.SEE_AGENCY),
        Destination(gettext_noop("Program rules"), "agencies:program", "info", Permission.SEE_AGENCY),
        Destination(gettext_noop("Documents"), "agencies:documents", "documents", Permission.MANAGE_AGENCY, *PAPERS),
        Destination(gettext_noop("Team"), "agencies:team", "people", Permission.MANAGE_TEAM),
        Destination(gettext_noop("Activity"), "agencies:activity", "documents", Permission.SEE_ACTIVITY),
        Destination(gettext_noop("Settings"), "agencies:settings", "settings", Permission.MANAGE_AGENCY),
    ],
    "supplier": [
        HOME,
        Destination(gettext_noop("Agencies"), "supplier:agencies", "people", Permission.SEE_SUPPLIER),
        Destination(gettext_noop("Published reports"), "supplier:reports", "reports", Permission.SEE_SUPPLIER),
        Destination(
            gettext_noop("Documents"),
            "supplier:documents",
            "documents",
            Permission.SEE_SUPPLIER,
            "documents_of_supplier",
        ),
        Destination(gettext_noop("People"), "supplier_team:team", "people", Permission.MANAGE_TEAM),
        Destination(gettext_noop("Activity"), "supplier:activity", "documents", Permission.SEE_SUPPLIER),
    ],
    "department": [
        HOME,
        Destination(gettext_noop("Published reports"), "department:reports", "reports", Permission.SEE_DEPARTMENT),
        Destination(gettext_noop("Coalitions"), "department:coalitions", "agency", Permission.SEE_DEPARTMENT),
        Destination(gettext_noop("People"), "department_team:team", "people", Permission.MANAGE_TEAM),
        Destination(gettext_noop("Activity"), "department:activity", "documents", Permission.SEE_DEPARTMENT),
    ],
    "program": [
        HOME,
        Destination(gettext_noop("Registrations"), "operator:registrations", "reports", Permission.OPERATE),
        Destination(gettext_noop("Applications"), "operator:applications", "reports", Permission.OPERATE),
        Destination(gettext_noop("Documents"), "operator:papers", "documents", Permission.OPERATE, *PAPERS),
        Destination(gettext_noop("Agencies"), "operator:agencies", "people", Permission.OPERATE),
        Destination(gettext_noop("Suppliers"), "operator:suppliers", "truck", Permission.OPERATE),
        Destination(gettext_noop("Health departments"), "operator:departments", "agency", Permission.OPERATE),
        Destination(gettext_noop("Published reports"), "office:reports", "reports", Permission.OPERATE),
        Destination(gettext_noop("People"), "office_team:team", "people", Permission.MANAGE_TEAM),
        Destination(gettext_noop("Counties"), "operator:counties", "agency", Permission.OPERATE, "counties_opt_in"),
        Destination(gettext_noop("ZIP codes"), "operator:places", "info", Permission.OPERATE),
        Destination(gettext_noop("Activity"), "operator:activity", "documents", Permission.OPERATE),
    ],
}
# Agencies register where a program only lists them, and apply where it reviews them.
ONLY_IN = {
    "operator:registrations": Program.Entry.LISTED,
    "operator:applications": Program.Entry.REVIEWED,
}
# Signing in is not among them: the header has its button beside the name.
VISITORS = [
    Destination(gettext_noop("What it is"), "start", "home"),
    Destination(gettext_noop("State programs"), "programs:list", "documents"),
    Destination(gettext_noop("Register your agency"), "registration:begin", "agency"),
    Destination(gettext_noop("Privacy"), "privacy", "info"),
]


def describe_frame(request):
    """The frame's context; nothing is read before a template asks for it.

    Nothing at all for a request that was refused before it was asked who sends it, such as one to a wrong host.
    """
    if not hasattr(request, "user"):
        return {}
    return {
        "workplaces": SimpleLazyObject(lambda: workplaces_of(request)),
        "navigation": SimpleLazyObject(lambda: destinations_for(request)),
        "program_office": SimpleLazyObject(lambda: office_of_hat(request)),
        "program_rules": SimpleLazyObject(lambda: rules_of_hat(request)),
    }


def hat_of_page(request):
    """The hat of this page: the one its door asked for, else the one chosen in the header, else None."""
    return getattr(request, "hat", None) or chosen_hat(request)


def workplaces_of(request):
    """The organizations of whoever is signed in, each once."""
    present, worn = hat_of_page(request), {}
    for hat in hats_of(request):
        worn.setdefault(hat.owner, []).append(hat)
    return [
        Workplace(
            hats[0].pk,
            f"{owner} · {', '.join(str(hat.get_role_display()) for hat in hats)}",
            present is not None and present.owner == owner,
        )
        for owner, hats in worn.items()
    ]


def destinations_for(request):
    """Where the present hat, or a visitor, may go: a list of {"label", "url", "current", "icon"}."""
    if not request.user.is_authenticated:
        return [_link(request, destination, reverse(destination.view)) for destination in VISITORS]
    hat = hat_of_page(request)
    if hat is None:
        return []
    of = OWNERS[hat.role]
    named = {} if of == "program" else {"slug": hat.owner.slug}
    links, allowed = [], rights_at(request, hat.owner)
    program = program_of_owner(hat)
    for destination in DESTINATIONS[of]:
        if ONLY_IN.get(destination.view, program.entry) != program.entry:
            continue
        if destination.rule and not getattr(program.rules, destination.rule):
            continue
        if destination.permission is None:
            links.append(_link(request, destination, reverse(destination.view)))
        elif destination.permission in allowed:
            links.append(_link(request, destination, reverse(destination.view, kwargs=named)))
    return links


def _link(request, destination, url):
    current = request.path == url if destination.icon == "home" else request.path.startswith(url)
    return {"label": _(destination.label), "url": url, "icon": destination.icon, "current": current}


def office_of_hat(request):
    """The name of the program office of the present hat, or ""."""
    program = program_of_hat(request)
    return program.office_name if program else ""


def rules_of_hat(request):
    """The address of the rules of the present hat's state program, or ""."""
    program = program_of_hat(request)
    return reverse("programs:program", args=[program.slug]) if program else ""


def program_of_hat(request):
    """The state program of the present hat, or None."""
    hat = hat_of_page(request) if request.user.is_authenticated else None
    if hat is None:
        return None
    return program_of_owner(hat)


def program_of_owner(hat):
    """The state program of the organization at which a hat is worn."""
    return hat.program if OWNERS[hat.role] == "program" else hat.owner.program
