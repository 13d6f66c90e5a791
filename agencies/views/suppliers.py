"""Who furnishes the agency's kits."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, agency_page, may
from agencies.actions.suppliers import change_supplier
from agencies.forms.suppliers import ChangeSupplierForm, GuidanceForm
from agencies.periods import add_months, quarter_of
from agencies.querysets.suppliers import agreement_of, planned_scope_of, suppliers_offered_to
from agencies.refusals import show_refusals
from agencies.terms import describe_terms
from agencies.wording import say


@require_safe
@agency_page(Permission.SEE_AGENCY)
def supplier(request, agency):
    """Show the present supplier and how to reach it; without one, the way to a supplier."""
    guidance = GuidanceForm(request.GET or None, program=agency.program, is_registered_oopp=agency.is_registered_oopp)
    agreement = agreement_of(agency)
    context = {
        "agency": agency,
        "agreement": agreement,
        "terms": describe_terms(agreement) if agreement else [],
        "planned": planned_scope_of(agency, clock.today(agency.time_zone)),
        "may_change": may(request, agency, Permission.SUBMIT_REPORTS),
        "guidance": guidance,
        "pathway": guidance.pathway if guidance.is_valid() else None,
    }
    return render(request, "agencies/suppliers/supplier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.SUBMIT_REPORTS)
def change(request, agency):
    """Change the supplier; reports follow with the next quarter."""
    today = clock.today(agency.time_zone)
    form = ChangeSupplierForm(
        request.POST or None,
        program=agency.program,
        is_registered_oopp=agency.is_registered_oopp,
        suppliers=suppliers_offered_to(agency),
    )
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            change_as_said(request, agency, form, today)
            return redirect("agencies:supplier", slug=agency.slug)
    context = {
        "agency": agency,
        "form": form,
        "agreement": agreement_of(agency),
        "next_quarter": add_months(quarter_of(today), 3),
    }
    return render(request, "agencies/suppliers/change.html", context)


def change_as_said(request, agency, form, today):
    """Change the supplier as the form says and tell from when; raise what `change_supplier` raises."""
    said = form.cleaned_data
    scope = change_supplier(
        agency=agency,
        by=request.user,
        day=today,
        supplier=said["supplier"],
        name=said["supplier_name"],
        kind=said["supplier_kind"],
        email=said["supplier_email"],
        phone=said["supplier_phone"],
    )
    if scope.from_on > today:
        sentence = _("Recorded. Your reports follow on %(day)s, with the next quarter.")
    else:
        sentence = _("Recorded. Your reports stay where they are.")
    messages.success(request, say(sentence, day=scope.from_on))
