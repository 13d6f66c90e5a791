"""The program office: who furnishes kits, and who signs in there. Nothing of stock or reports is shown here."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.suppliers import add_supplier
from agencies.forms.operators import NewSupplierForm
from agencies.models import Role
from agencies.querysets.suppliers import suppliers_with_people
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from agencies.views.operator_people import page_with_people
from agencies.views.operator_tables import suppliers_table


@require_safe
@operator_page
def suppliers(request, program):
    """List suppliers by name, with who signs in there."""
    table = suppliers_table(request, program)
    return answer_with_table(request, "agencies/operators/suppliers.html", table, {"program": program})


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
