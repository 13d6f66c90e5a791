"""Doors: every page says who may enter, and a test fails on a page that does not.

A stranger to an agency, supplier or health department is answered 404, as if it did not exist; a member whose role
lacks the permission 403; nobody signed in is sent to sign in. Rights never merge: a page of an agency asks only the
hats worn at that agency. Behind the door only that tenant's rows are open (see `tenant`).
"""

from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404

from agencies.models import OWNERS, Membership, Role
from agencies.querysets.terminals import terminal_of_key
from agencies.sign_in import send_to_sign_in
from agencies.sql.tenant import name_tenant


class Permission(StrEnum):
    """What a role may do where it is worn."""

    SEE_AGENCY = "see_agency"
    MANAGE_STOCK = "manage_stock"
    MANAGE_TRAINING = "manage_training"
    MANAGE_LOG = "manage_log"
    TYPE_SHEETS = "type_sheets"
    SUBMIT_REPORTS = "submit_reports"
    MANAGE_TEAM = "manage_team"
    MANAGE_AGENCY = "manage_agency"
    MANAGE_TERMINALS = "manage_terminals"
    SEE_ACTIVITY = "see_activity"
    SEE_SUPPLIER = "see_supplier"
    DECIDE_REPORTS = "decide_reports"
    SEE_DEPARTMENT = "see_department"
    OPERATE = "operate"


ROLES = {
    Role.COORDINATOR: {
        Permission.SEE_AGENCY,
        Permission.MANAGE_STOCK,
        Permission.MANAGE_TRAINING,
        Permission.MANAGE_LOG,
        Permission.TYPE_SHEETS,
        Permission.SUBMIT_REPORTS,
        Permission.MANAGE_TEAM,
        Permission.MANAGE_AGENCY,
        Permission.MANAGE_TERMINALS,
        Permission.SEE_ACTIVITY,
    },
    Role.AGENCY_STAFF: {Permission.SEE_AGENCY, Permission.MANAGE_STOCK, Permission.MANAGE_TRAINING},
    Role.SHEET_CLERK: {Permission.SEE_AGENCY, Permission.TYPE_SHEETS},
    Role.SUPPLIER_STAFF: {Permission.SEE_SUPPLIER, Permission.DECIDE_REPORTS, Permission.MANAGE_TEAM},
    Role.DEPARTMENT_STAFF: {Permission.SEE_DEPARTMENT, Permission.MANAGE_TEAM},
    Role.OPERATOR: {Permission.OPERATE, Permission.MANAGE_TEAM},
}


class Door(NamedTuple):
    """What a page asks of who enters: `of` is agency, supplier, department, program, user, terminal or anyone."""

    of: str
    permission: Permission | None = None
    reason: str = ""


def hang(door, view):
    """Put `door` before `view`, for the test that walks all doors to find, and return the view."""
    vars(view)["door"] = door
    return view


@contextmanager
def tenant(*, owner):
    """Open one tenant's rows: on PostgreSQL by a transaction that names the tenant; on SQLite nothing is done.

    There a transaction would take the write lock, which pages that only read must never wait for.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        name_tenant(owner.pk)
        yield


def hats_of(request):
    """The signed-in user's memberships, read once per request."""
    if not hasattr(request, "hats"):
        request.hats = list(Membership.objects.of(request.user)) if request.user.is_authenticated else []
    return request.hats


def rights_at(request, owner):
    """What all hats that the signed-in user wears at `owner` allow together."""
    return set().union(*(ROLES[hat.role] for hat in hats_of(request) if hat.owner == owner))


def may(request, owner, permission):
    """Tell whether a hat worn at `owner` gives this permission."""
    return permission in rights_at(request, owner)


def _put_on(request, worn, permission):
    """Wear the first of these hats that gives the permission; raise 404 without hats, 403 if none gives it."""
    if not worn:
        raise Http404
    request.hat = next((hat for hat in worn if permission in ROLES[hat.role]), None)
    if request.hat is None:
        raise PermissionDenied


def _tenant_door(of, permission):
    def door(view):
        @wraps(view)
        def enter(request, slug, **kwargs):
            if not request.user.is_authenticated:
                return send_to_sign_in(request)
            worn = [hat for hat in hats_of(request) if OWNERS[hat.role] == of and hat.owner.slug == slug]
            _put_on(request, worn, permission)
            with tenant(owner=request.hat.owner):
                return view(request, request.hat.owner, **kwargs)

        return hang(Door(of, permission), enter)

    return door


def agency_page(permission):
    """A page of the agency `slug`; the view gets the agency."""
    return _tenant_door("agency", permission)


def supplier_page(permission):
    """A page of the supplier `slug`; the view gets the supplier."""
    return _tenant_door("supplier", permission)


def department_page(permission):
    """A page of the health department `slug`; the view gets the health department."""
    return _tenant_door("department", permission)


def operator_page(view):
    """A page of the program office; the view gets the state program of the hat that is worn."""

    @wraps(view)
    def enter(request, **kwargs):
        if not request.user.is_authenticated:
            return send_to_sign_in(request)
        chosen = chosen_hat(request)
        hats = sorted(hats_of(request), key=lambda hat: hat != chosen)
        _put_on(request, [hat for hat in hats if hat.role == Role.OPERATOR], Permission.OPERATE)
        return view(request, request.hat.program, **kwargs)

    return hang(Door("program", Permission.OPERATE), enter)


def signed_in(view):
    """A page of whoever is signed in, whatever hats they wear."""

    @wraps(view)
    def enter(request, **kwargs):
        if not request.user.is_authenticated:
            return send_to_sign_in(request)
        return view(request, **kwargs)

    return hang(Door("user"), enter)


def public(reason):
    """A page for anyone, and the reason why."""

    def door(view):
        return hang(Door("anyone", reason=reason), view)

    return door


def chosen_hat(request):
    """The hat chosen in the header, else the first one, else None."""
    hats = hats_of(request)
    chosen = request.session.get("membership")
    return next((hat for hat in hats if str(hat.pk) == chosen), hats[0] if hats else None)


TERMINAL_COOKIE = "__Secure-lbn_terminal" if settings.SECURE else "lbn_terminal"


def terminal_page(view):
    """A page of the shared terminal; the view gets the terminal its key opens, or None. It opens no tenant:
    the log's action opens its own transaction, so that it can be tried again as a whole."""

    @wraps(view)
    def enter(request, **kwargs):
        return view(request, terminal_of_key(request.COOKIES.get(TERMINAL_COOKIE)), **kwargs)

    return hang(Door("terminal"), enter)


class PrivatePagesMiddleware:
    """No page is kept by a browser that others use after us. No robot lists an answer whose address has the key of a
    report, and no other site is told of that address, whether the answer is a page, a file, a way on or a refusal.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.path_info.startswith(settings.ADDRESSES_OF_KEYS):
            response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response.headers["Referrer-Policy"] = "no-referrer"
        return response
