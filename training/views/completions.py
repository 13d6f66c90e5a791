"""Completions of one person that no session holds: certificates from elsewhere, and what a roster brought."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals, tell_refusals
from agencies.undo import offer_undo
from agencies.wording import say
from training import actions
from training.completion_forms import CertificateForm, CompletionForm
from training.models import Completion, Person

SALT = "training.completion"
AN_HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def certificate_add(request, agency, person):
    """Record that somebody completed a course elsewhere."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    form = CertificateForm(request.POST or None, courses=agency.program.training_courses.all())
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(agency.time_zone)
            done = actions.record_certificate(person=person, by=request.user, today=today, **form.cleaned_data)
            words = _("%(person)s: %(course)s on %(day)s is recorded.")
            messages.success(request, say(words, person=person, course=done.course.name, day=done.completed_on))
            return _to_person(agency, person)
    return render(request, "training/certificate_add.html", {"agency": agency, "person": person, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def completion_change(request, agency, person, completion):
    """Correct the day of a completion, or take it back."""
    completion = _completion_of(agency, person, completion)
    was = completion.completed_on
    form = CompletionForm(request.POST or None, initial={"completed_on": was})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            day = form.cleaned_data["completed_on"]
            today = clock.today(agency.time_zone)
            actions.correct_completion(completion=completion, completed_on=day, by=request.user, today=today)
            words = _("%(course)s is corrected: %(was)s → %(day)s.")
            messages.success(request, say(words, course=completion.course.name, was=was, day=day))
            return _to_person(agency, completion.person)
    context = {"agency": agency, "person": completion.person, "completion": completion, "form": form}
    return render(request, "training/completion_change.html", context)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def completion_delete(request, agency, person, completion):
    """Take back a completion that was entered by mistake."""
    completion = _completion_of(agency, person, completion)
    with tell_refusals(request, level=messages.WARNING):
        actions.delete_completion(completion=completion, by=request.user)
        words = _("%(person)s: %(course)s of %(day)s is deleted.")
        sentence = say(words, person=completion.person, course=completion.course.name, day=completion.completed_on)
        offer_undo(request, sentence, _restore_url(agency, completion))
    return _to_person(agency, completion.person)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def completion_restore(request, agency, person, signed):
    """Put back the completion that was just deleted."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    try:
        course, day, issued_by = signing.loads(signed, salt=f"{SALT}:{person.pk}", max_age=AN_HOUR)
    except signing.BadSignature:
        messages.warning(request, _("It is too late to undo this. Record the completion again."))
        return _to_person(agency, person)
    course = get_object_or_404(agency.program.training_courses, pk=course)
    actions.restore_completion(
        person=person, course=course, completed_on=parse_date(day), issued_by=issued_by, by=request.user
    )
    messages.success(request, say(_("%(course)s of %(day)s is back."), course=course.name, day=parse_date(day)))
    return _to_person(agency, person)


def _completion_of(agency, person, completion):
    completions = Completion.objects.for_agency(agency).filter(person=person)
    return get_object_or_404(completions.select_related("person__agency", "course", "session"), pk=completion)


def _restore_url(agency, completion):
    facts = [completion.course_id, completion.completed_on.isoformat(), completion.issued_by]
    signed = signing.dumps(facts, salt=f"{SALT}:{completion.person_id}")
    return reverse("training:completion_restore", args=[agency.slug, completion.person_id, signed])


def _to_person(agency, person):
    return redirect("training:person", agency.slug, person.pk)
