"""The program office: who furnishes kits, and who signs in there. Nothing of stock or reports is shown here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.same import end_same, state_same
from agencies.actions.supplier_list import edit_supplier, put_on_list, take_off_list
from agencies.actions.suppliers import add_supplier
from agencies.forms.operators import ListingForm, NewSupplierForm, SameForm
from agencies.models import Agency, HealthDepartment, Role, SameOrganization
from agencies.querysets.suppliers import suppliers_with_people
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import answer_with_table
from agencies.views.operator_people import page_with_people
from agencies.views.operator_tables import other_suppliers_table, suppliers_table


@require_safe
@operator_page
def suppliers(request, program):
    """List suppliers by name, with who signs in there, and those that agencies have typed in or that were on the
    list."""
    table = suppliers_table(request, program)
    context = {"program": program, "others": other_suppliers_table(request, program)}
    return answer_with_table(request, "agencies/operators/suppliers.html", table, context)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def add(request, program):
    """Add a supplier; its people are invited on its page."""
    form = NewSupplierForm(request.POST or None, program=program)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(program.time_zone)
            made = add_supplier(program=program, by=request.user, day=today, **form.cleaned_data)
            messages.success(request, _("%(name)s is on the list: invite whoever works there.") % {"name": made})
            return redirect("operator:supplier", made.pk)
    return render(request, "agencies/operators/supplier_add.html", {"program": program, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def supplier(request, program, supplier):
    """Show a supplier and its people; invite one more."""
    found = get_object_or_404(suppliers_with_people(program), pk=supplier)
    return page_with_people(request, program, found, Role.SUPPLIER_STAFF, "agencies/operators/supplier.html")


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def edit(request, program, supplier):
    """Give a supplier another name, kind, address, case or lead time."""
    found = get_object_or_404(suppliers_with_people(program), pk=supplier)
    facts = {name: getattr(found, name) for name in NewSupplierForm.base_fields}
    form = NewSupplierForm(request.POST or None, initial=facts, program=program)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            changed = edit_supplier(supplier=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The changes are stored.") if changed else _("Nothing was changed."))
            return redirect("operator:supplier", found.pk)
    context = {"program": program, "owner": found, "form": form}
    return render(request, "agencies/operators/supplier_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def put(request, program, supplier):
    """Offer a supplier to all agencies of the program, with an address that the office knows."""
    found = get_object_or_404(suppliers_with_people(program), pk=supplier)
    form = ListingForm(request.POST or None, initial={"email": "" if found.typed_in_by else found.email})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            put_on_list(supplier=found, by=request.user, day=clock.today(program.time_zone), **form.cleaned_data)
            messages.success(request, _("%(name)s is on the list: every agency can choose it.") % {"name": found})
            return redirect("operator:supplier", found.pk)
    context = {"program": program, "owner": found, "form": form}
    return render(request, "agencies/operators/supplier_list.html", context)


@require_POST
@operator_page
def unlist(request, program, supplier):
    """Offer a supplier to nobody any more; agencies that have it keep it."""
    found = get_object_or_404(suppliers_with_people(program), pk=supplier)
    with tell_refusals(request):
        take_off_list(supplier=found, by=request.user)
        messages.success(request, _("%(name)s is off the list: agencies that have it keep it.") % {"name": found})
    return redirect("operator:supplier", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def same(request, program, supplier):
    """Say with which health departments and agencies a supplier is one organization."""
    found = get_object_or_404(suppliers_with_people(program), pk=supplier)
    form = SameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(program.time_zone)
            made = state_same(supplier=found, by=request.user, day=today, **form.cleaned_data)
            sentence = _("%(supplier)s and %(other)s are one organization.")
            messages.success(request, sentence % {"supplier": found, "other": made.other})
            return redirect("operator:supplier_same", found.pk)
    stated: dict[HealthDepartment | Agency, SameOrganization] = {}
    for one in SameOrganization.objects.of_supplier(found):
        stated.setdefault(one.other, one)  # of two that were merged since, once
    context = {"program": program, "owner": found, "form": form, "stated": list(stated.values())}
    return render(request, "agencies/operators/supplier_same.html", context)


@require_POST
@operator_page
def same_end(request, program, same):
    """State no longer that a supplier and another organization are one."""
    in_program = SameOrganization.objects.filter(supplier__program=program)
    found = get_object_or_404(in_program.select_related("supplier__merged_into"), pk=same)
    with tell_refusals(request):
        end_same(stated=found, by=request.user, day=clock.today(program.time_zone))
        messages.success(request, _("They are two organizations from now on."))
    return redirect("operator:supplier_same", found.supplier.successor.pk)
