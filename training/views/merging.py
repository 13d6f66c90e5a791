"""Two entries of one person, and an entry that should not be."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agencies.access import Permission, agency_page
from agencies.refusals import show_refusals, tell_refusals
from training import actions
from training.completion_forms import EntryMergeForm, describe_entry
from training.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_TRAINING)
def person_merge(request, agency, person):
    """Choose the other entry of somebody who is on the roster twice; it becomes a part of this one."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    others = Person.objects.for_agency(agency).exclude(pk=person.pk)
    form = EntryMergeForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            duplicate = form.cleaned_data["duplicate"]
            name = describe_entry(duplicate)
            kept = actions.merge_people(kept=person, duplicate=duplicate, by=request.user)
            words = _("%(name)s was merged into %(person)s. Courses from both entries are kept here.")
            messages.success(request, words % {"name": name, "person": kept})
            return redirect("training:person", agency.slug, kept.pk)
    context = {"agency": agency, "form": form, "person": person, "entry": describe_entry(person)}
    return render(request, "training/person_merge.html", context)


@require_POST
@agency_page(Permission.MANAGE_TRAINING)
def person_delete(request, agency, person):
    """Take an entry off the roster that was made by mistake."""
    person = get_object_or_404(Person.objects.for_agency(agency), pk=person)
    with tell_refusals(request, level=messages.WARNING):
        actions.delete_person(person=person, by=request.user)
        messages.success(request, _("%(person)s is deleted from your roster.") % {"person": person})
        return redirect("training:matrix", agency.slug)
    return redirect("training:person", agency.slug, person.pk)
