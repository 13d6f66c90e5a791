"""The program office: the documents of applications and agencies, read, accepted or not."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions.required_documents import judge_document, take_back_verdict
from agencies.application_words import document_status
from agencies.forms.applications import VoteForm
from agencies.models import DocumentVersion, DocumentVote, RequiredDocument
from agencies.querysets.applications import name_former
from agencies.refusals import show_refusals, tell_refusals
from agencies.views.documents import hand_out
from agencies.views.operator_applications import find
from agencies.wording import say


def find_document(program, document):
    """A document of this program, with whose it is, once it has reached the office."""
    whose = ("program", "application", "agency", "supplier")
    rows = RequiredDocument.objects.filter(program=program).select_related(*whose)
    found = get_object_or_404(rows, pk=document)
    if found.agency is None and found.supplier is None:
        find(program, found.application_id)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def document(request, program, document):
    """Accept a document or not, or take that back. What was typed stays where that is refused."""
    found = find_document(program, document)
    if "take_back" in request.POST:
        return take_back(request, program, found)
    form = VoteForm(request.POST or None, initial={"number": found.version})
    if request.method == "POST" and form.is_valid():
        verdict = DocumentVote.Verdict.ACCEPTED if "accept" in request.POST else DocumentVote.Verdict.REFUSED
        with show_refusals(form):
            judge_document(
                document=found,
                verdict=verdict,
                by=request.user,
                today=clock.today(program.time_zone),
                **form.cleaned_data,
            )
            accepted, refused = _("%(document)s is accepted."), _("%(document)s is not accepted.")
            words = accepted if verdict == DocumentVote.Verdict.ACCEPTED else refused
            messages.success(request, say(words, document=name_former(found)["name"]))
            return redirect(page_after(found))
    context = {
        "program": program,
        "document": found,
        "asked": name_former(found),
        "status": document_status(found),
        "version": found.versions.filter(number=found.version).first(),
        "back": page_after(found),
        "form": form,
    }
    return render(request, "agencies/operators/document.html", context)


def take_back(request, program, found):
    """Take back what was said of a document's newest version."""
    with tell_refusals(request):
        take_back_verdict(document=found, by=request.user, today=clock.today(program.time_zone))
        messages.success(
            request, say(_("%(document)s is waiting to be read again."), document=name_former(found)["name"])
        )
    return redirect("operator:document", document=found.pk)


def page_after(document):
    """Where a reviewer goes from a document: to its application, or to its agency or supplier."""
    if document.application_id:
        return reverse("operator:application", args=[document.application_id])
    if document.supplier_id:
        return reverse("operator:supplier", args=[document.supplier_id])
    return reverse("operator:agency", args=[document.agency_id])


@require_safe
@operator_page
def file(request, program, document, version):
    """Hand the office a version of a document, as a file."""
    found = find_document(program, document)
    wanted = get_object_or_404(DocumentVersion, document=found, number=version)
    return hand_out(wanted, str(found.holder))
