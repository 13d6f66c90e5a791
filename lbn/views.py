"""The front door, and home for each hat."""

from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_POST, require_safe

from agencies import clock
from agencies.access import chosen_hat, hats_of, public, rights_at, signed_in, tenant
from agencies.models import OWNERS
from distributions.supply import supply_of
from lbn.home import agency, department, operator, supplier
from lbn.home.supply import explain_supply
from lbn.navigation import hat_of_page
from lbn.reporting.published.lists import list_columns


@require_safe
@public("what leave-behind naloxone is, for anyone who considers a program")
def start(request):
    """Say what this is and lead on: register, sign in."""
    return render(request, "public/start.html")


@require_safe
@public("what is kept and what is not, for anyone")
def privacy(request):
    """Say what the log keeps, and who sees what."""
    return render(request, "public/privacy.html")


@require_safe
@public("how published reports are protected, for whoever reads one")
def protection(request):
    """Say by which rules published figures are shown or not."""
    return render(request, "public/protection.html")


@require_safe
@public("what the files of published reports hold, for whoever takes one")
def about_files(request):
    """Say what each file of a published report holds, and what each of its columns means."""
    return render(request, "public/files.html", {"table": list_columns()})


@require_POST
@signed_in
def switch(request):
    """Put on another of one's own hats."""
    chosen = next((hat for hat in hats_of(request) if str(hat.pk) == request.POST.get("membership")), None)
    if chosen:
        request.session["membership"] = str(chosen.pk)
    return redirect("home")


@require_safe
@signed_in
def home(request):
    """What needs doing, for the hat that is worn."""
    hat = chosen_hat(request)
    if hat is None:
        return render(request, "home/no_hat.html")
    kind = OWNERS[hat.role]
    with tenant(owner=hat.owner):
        return render(request, f"home/{kind}.html", {kind: hat.owner, "home": HOMES[kind](request, hat)})


def home_of_agency(request, hat):
    allowed = rights_at(request, hat.agency)
    return agency.agency_home(hat.agency, today=clock.today(hat.agency.time_zone), allowed=allowed)


HOMES = {
    "agency": home_of_agency,
    "supplier": lambda _request, hat: supplier.supplier_home(hat.supplier, today=clock.today(hat.supplier.time_zone)),
    "department": lambda _request, hat: department.department_home(hat.department),
    "program": lambda _request, hat: operator.office_home(hat.program, now=clock.now()),
}


def paper_head(request):
    """Whose page it is ("" for a visitor's) and what day it is there, for the head of a printed page.

    Nothing is read before a template asks for it.
    """
    if not hasattr(request, "user"):
        return {}
    return {
        "organization": SimpleLazyObject(lambda: _organization_of(request)),
        "printed_on": SimpleLazyObject(lambda: clock.today(_program_of(hat_of_page(request)).time_zone)),
    }


def describe_supply(request):
    """How long the kits of the agency of this page last, in sentences; nothing is read before a page asks for it."""
    if not hasattr(request, "user"):
        return {}
    return {"supply_sentences": SimpleLazyObject(lambda: _supply_of_page(request))}


def _supply_of_page(request):
    hat = hat_of_page(request) if request.user.is_authenticated else None
    if hat is None or OWNERS[hat.role] != "agency":
        return []
    return explain_supply(supply_of(hat.agency, clock.today(hat.agency.time_zone)))


def _organization_of(request):
    hat = hat_of_page(request) if request.user.is_authenticated else None
    if hat is None:
        return ""
    return hat.program.office_name if OWNERS[hat.role] == "program" else str(hat.owner)


def _program_of(hat):
    return hat.program if OWNERS[hat.role] == "program" else hat.owner.program
