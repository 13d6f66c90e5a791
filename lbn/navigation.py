"""What the frame of every page shows: the hats of whoever is signed in, and where the present hat can go."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agencies.access import ROLES, Permission, chosen_hat, hats_of
from agencies.models import OWNERS

HOME = (gettext_noop("Home"), "home", "home", None)
PLACES = {
    "agency": [
        HOME,
        (gettext_noop("Log"), "distributions:months", "log", Permission.SEE_AGENCY),
        (gettext_noop("Stock"), "inventory:stock", "stock", Permission.SEE_AGENCY),
        (gettext_noop("Training"), "training:matrix", "training", Permission.SEE_AGENCY),
        (gettext_noop("Reports"), "reports:list", "reports", Permission.SEE_AGENCY),
        (gettext_noop("Terminals"), "agencies:terminals", "terminal", Permission.MANAGE_TERMINALS),
        (gettext_noop("Locations"), "agencies:locations", "agency", Permission.MANAGE_TERMINALS),
        (gettext_noop("Supplier"), "agencies:supplier", "truck", Permission.SEE_AGENCY),
        (gettext_noop("Team"), "agencies:team", "people", Permission.MANAGE_TEAM),
    ],
    "supplier": [
        HOME,
        (gettext_noop("Agencies"), "supplier:agencies", "people", Permission.SEE_SUPPLIER),
        (gettext_noop("Published reports"), "supplier:reports", "reports", Permission.SEE_SUPPLIER),
    ],
    "department": [
        HOME,
        (gettext_noop("Published reports"), "department:reports", "reports", Permission.SEE_DEPARTMENT),
    ],
    "program": [
        HOME,
        (gettext_noop("Registrations"), "operator:registrations", "reports", Permission.OPERATE),
        (gettext_noop("Agencies"), "operator:agencies", "people", Permission.OPERATE),
        (gettext_noop("Suppliers"), "operator:suppliers", "truck", Permission.OPERATE),
        (gettext_noop("Health departments"), "operator:departments", "agency", Permission.OPERATE),
        (gettext_noop("Published reports"), "office:reports", "reports", Permission.OPERATE),
    ],
}
# Signing in is not among them: the header has its button beside the name.
VISITORS = [
    (gettext_noop("What it is"), "start", "home"),
    (gettext_noop("Register your agency"), "registration:begin", "agency"),
    (gettext_noop("Privacy"), "privacy", "info"),
]


def standing(request):
    """The frame's context; nothing is read before a template asks for it.

    Nothing at all for a request that was refused before it was asked who sends it, such as one to a wrong host.
    """
    if not hasattr(request, "user"):
        return {}
    return {
        "memberships": SimpleLazyObject(lambda: hats_of(request)),
        "current_membership": SimpleLazyObject(lambda: worn(request)),
        "navigation": SimpleLazyObject(lambda: places_of(request)),
        "program_office": SimpleLazyObject(lambda: office_of(request)),
    }


def worn(request):
    """The hat of this page: the one its door asked for, else the one chosen in the header, else None."""
    return getattr(request, "hat", None) or chosen_hat(request)


def places_of(request):
    """Where the present hat, or a visitor, may go: a list of {"label", "url", "current", "icon"}."""
    if not request.user.is_authenticated:
        return [_place(request, label, reverse(name), icon) for label, name, icon in VISITORS]
    hat = worn(request)
    if hat is None:
        return []
    of = OWNERS[hat.role]
    allowed = ROLES[hat.role]
    places = [place for place in PLACES[of] if place[3] is None or place[3] in allowed]
    kwargs = {} if of == "program" else {"slug": hat.owner.slug}
    return [
        _place(request, label, reverse(name, kwargs={} if permission is None else kwargs), icon)
        for label, name, icon, permission in places
    ]


def _place(request, label, url, icon):
    current = request.path == url if icon == "home" else request.path.startswith(url)
    return {"label": _(label), "url": url, "icon": icon, "current": current}


def office_of(request):
    """The name of the program office of the present hat, or ""."""
    hat = worn(request) if request.user.is_authenticated else None
    if hat is None:
        return ""
    program = hat.program if OWNERS[hat.role] == "program" else hat.owner.program
    return program.office_name
