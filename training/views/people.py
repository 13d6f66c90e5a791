from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals
from agencies.tables import answer_with_table, answers_to
from agencies.undo import offer_undo
from training import actions
from training.currency import NOTICE_DAYS
from training.forms import MatrixFilter, PersonForm, Shown
from training.matrix import matrix as matrix_of
from training.models import Completion, Person
from training.views.training_tables import completions_table, matrix_table, overall_status


@require_safe
@agency_page(Permission.SEE_AGENCY)
def matrix(request, agency):
    """People beside required courses: who may go out today, whose training lapses, who needs a session."""
    today = clock.today(agency.time_zone)
    courses = list(agency.program.training_courses.required_to_leave_kits())
    roster = Person.objects.for_agency(agency)
    form = MatrixFilter(answers_to(request.GET, MatrixFilter.base_fields), units=roster.units())
    people = _choose_people(agency, form, courses, today)
    table = matrix_table(request, agency, people=people, courses=courses, filters=form, today=today)
    context = {
        "agency": agency,
        "courses": courses,
        "trained": Person.objects.count_trained(agency, on=today, courses=courses),
        "lapsing": _lapsing(agency, courses, today).count(),
        "anybody": table.count or roster.exists(),
    }
    return answer_with_table(request, "training/matrix.html", table, context)


def _choose_people(agency, form, courses, today):
    """The people that the filter asks for."""
    asked = {
        Shown.CURRENT: lambda: Person.objects.current_on(today, agency=agency, courses=courses),
        Shown.NOT_CURRENT: lambda: Person.objects.not_current_on(today, agency=agency, courses=courses),
        Shown.LAPSING: lambda: _lapsing(agency, courses, today),
        Shown.LEFT: lambda: Person.objects.for_agency(agency).left_by(today),
        "": lambda: Person.objects.for_agency(agency).working_on(today),
    }
    people = asked[form.answer("shown")]()
    unit = form.answer("unit")
    return people.filter(unit=unit) if unit else people


def _lapsing(agency, courses, today):
    day = today + timedelta(days=NOTICE_DAYS + 1)
    return Person.objects.lapsing_before(day, agency=agency, today=today, courses=courses)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def person(request, agency, person):
    """One person: what the roster says, where they stand in each course, and what they completed."""
    today = clock.today(agency.time_zone)
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    courses = list(agency.program.training_courses.required_to_leave_kits())
    latest = Completion.objects.latest_on(today, people=[person])
    row = matrix_of([person], courses, latest, on=today)[0]
    context = {
        "agency": agency,
        "person": person,
        "overall": overall_status(row.overall),
        "courses": list(zip(courses, row.currencies, strict=True)),
    }
    table = completions_table(request, agency, person)
    return answer_with_table(request, "training/person.html", table, context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def person_add(request, agency):
    """Put one person on the roster."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            added = actions.add_person(agency=agency, by=request.user, **form.cleaned_data)
            words = _("%(person)s is on your roster. Record a session or a certificate to say what they completed.")
            messages.success(request, words % {"person": added})
            return redirect("training:person", agency.slug, added.pk)
    return render(request, "training/person_add.html", {"agency": agency, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def person_change(request, agency, person):
    """Correct what the roster says about somebody."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    name = str(person)
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            actions.change_person(person=person, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(person)s is saved.") % {"person": person})
            return redirect("training:person", agency.slug, person.pk)
    context = {"agency": agency, "form": form, "person": person, "name": name}
    return render(request, "training/person_change.html", context)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def person_leave(request, agency, person):
    """Count somebody no longer."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    actions.mark_left(person=person, by=request.user, today=clock.today(agency.time_zone))
    words = _("%(person)s counts no longer. Bring them back on this page if they return.")
    offer_undo(
        request, words % {"person": person}, reverse("training:person_returned", args=[agency.slug, person.pk])
    )
    return redirect("training:person", agency.slug, person.pk)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def person_return(request, agency, person):
    """Count somebody again who had left."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    actions.bring_back(person=person, by=request.user)
    messages.success(request, _("%(person)s is on your roster again.") % {"person": person})
    return redirect("training:person", agency.slug, person.pk)
