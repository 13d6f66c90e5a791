"""The program office: health departments, and who signs in there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import operator_page
from agencies.actions.departments import add_department
from agencies.forms.operators import NewDepartmentForm
from agencies.models import Role
from agencies.querysets.departments import counties_of_state, departments_of
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table
from agencies.views.operator_people import page_with_people
from agencies.views.operator_tables import departments_table


@require_safe
@operator_page
def departments(request, program):
    """List health departments by name, with who signs in there."""
    table = departments_table(request, program)
    return answer_with_table(request, "agencies/operators/departments.html", table, {"program": program})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def add(request, program):
    """Add a health department; its people are invited on its page."""
    form = NewDepartmentForm(request.POST or None, counties=counties_of_state(program))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            made = add_department(program=program, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(name)s is on the list: invite whoever works there.") % {"name": made})
            return redirect("operator:department", made.pk)
    return render(request, "agencies/operators/department_add.html", {"program": program, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def department(request, program, department):
    """Show a health department and its people; invite one more."""
    found = get_object_or_404(departments_of(program), pk=department)
    return page_with_people(request, program, found, Role.DEPARTMENT_STAFF, "agencies/operators/department.html")
