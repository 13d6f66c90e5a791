"""A supplier says which agencies it furnishes: signed in, or with the link in the mail. No log is seen here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, may, public, supplier_page
from agencies.actions.refusals import Refused
from agencies.models import SupplyAgreement
from agencies.refusals import tell_refusals
from agencies.tables import answer_with_table
from agencies.terms import describe_terms
from agencies.views.arrivals import say_why_a_link_ends
from lbn.reporting.returns.actions.furnishing import agreement_of_link, say_furnished, say_not_furnished
from lbn.reporting.returns.furnished import agreements_with, list_furnished

ANSWERS = {"yes": say_furnished, "no": say_not_furnished}


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def agencies_that_name_us(request, supplier):
    """List the agencies that name this supplier, those that wait for an answer first."""
    decides = may(request, supplier, Permission.DECIDE_REPORTS)
    table = list_furnished(supplier, request.GET, decides=decides)
    return answer_with_table(request, "reporting/admission/furnished.html", table, {"supplier": supplier})


@require_http_methods(["GET", "HEAD", "POST"])
@supplier_page(Permission.DECIDE_REPORTS)
def decide(request, supplier, agreement):
    """Show who an agency is; the buttons say whether this supplier furnishes it."""
    found = get_object_or_404(agreements_with(supplier), pk=agreement)
    if request.method == "POST":
        with tell_refusals(request):
            messages.success(request, answer(found, request, by=request.user))
        return redirect("supplier:furnished", supplier.slug)
    context = {"supplier": supplier, "agreement": found, "terms": describe_terms(found)}
    return render(request, "reporting/admission/decide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def answer_link(request, token):
    """Show who an agency is to whoever got the mail; the buttons say whether their organization furnishes it."""
    agreement = agreement_of_link(token)
    if request.method == "POST":
        sentence = answer(agreement, request, by=None, link=True)
        return render(request, "reporting/admission/answered.html", {"agreement": agreement, "sentence": sentence})
    context = {"agreement": agreement, "supplier": agreement.supplier, "is_link": True}
    return render(request, "reporting/admission/decide.html", context)


def answer(agreement: SupplyAgreement, request, **how) -> str:
    """Do what the pressed button says and return what happened; raise what the actions raise."""
    said = request.POST.get("furnished")
    if said not in ANSWERS:
        raise Refused(_("Nothing was changed: press one of the buttons on the page."))
    ANSWERS[said](agreement=agreement, today=clock.today(agreement.supplier.time_zone), **how)
    if said == "yes":
        words = _("%(agency)s takes part now. Its kits of periods still open are in your next report.")
    else:
        words = _("%(agency)s was told that you do not furnish it.")
    return words % {"agency": agreement.agency}
