"""The program office: health departments, and who signs in there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.departments import (
    add_department,
    edit_department,
    list_department,
    merge_departments,
    unlist_department,
)
from agencies.actions.walls import judge_joined_teams
from agencies.forms.operators import MergeForm, NewDepartmentForm
from agencies.models import Role
from agencies.querysets.departments import counties_of_state, departments_of, departments_on_list
from agencies.refusals import show_refusals, tell_refusals
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


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def edit(request, program, department):
    """Give a health department another name, level or address, or other counties."""
    found = get_object_or_404(departments_of(program), pk=department)
    facts = {name: getattr(found, name) for name in ("name", "level", "email")}
    facts["jurisdictions"] = found.jurisdictions.all()
    form = NewDepartmentForm(request.POST or None, initial=facts, counties=counties_of_state(program))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            changed = edit_department(department=found, by=request.user, **form.cleaned_data)
            messages.success(request, _("The changes are stored.") if changed else _("Nothing was changed."))
            return redirect("operator:department", found.pk)
    context = {"program": program, "owner": found, "form": form}
    return render(request, "agencies/operators/department_edit.html", context)


@require_POST
@operator_page
def put(request, program, department):
    """Put a health department back on the list."""
    found = get_object_or_404(departments_of(program), pk=department)
    with tell_refusals(request):
        list_department(department=found, by=request.user)
        messages.success(request, _("%(name)s is on the list again.") % {"name": found})
    return redirect("operator:department", found.pk)


@require_POST
@operator_page
def unlist(request, program, department):
    """Take a health department off the list; its people go on reading."""
    found = get_object_or_404(departments_of(program), pk=department)
    with tell_refusals(request):
        unlist_department(department=found, by=request.user, day=clock.today(program.time_zone))
        messages.success(request, _("%(name)s is off the list: its people go on reading.") % {"name": found})
    return redirect("operator:department", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def merge(request, program, department):
    """Choose into which other one a health department is merged, read what will happen, and do it."""
    found = get_object_or_404(departments_of(program), pk=department)
    others = departments_on_list(program).exclude(pk=found.pk)
    form = MergeForm(request.POST or None, others=others)
    context = {"program": program, "owner": found, "form": form}
    if request.method == "POST" and form.is_valid():
        into, today = form.cleaned_data["into"], clock.today(program.time_zone)
        with show_refusals(form):
            judge_joined_teams(old=found, new=into, today=today)
            context["into"] = into
            if "confirmed" in request.POST:
                merge_departments(department=found, into=into, by=request.user, today=today)
                messages.success(request, _("%(name)s is now %(into)s.") % {"name": found, "into": into})
                return redirect("operator:department", into.pk)
    return render(request, "agencies/operators/department_merge.html", context)
