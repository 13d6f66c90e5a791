"""The documents that the program asks of an agency: which there are, until when they are valid, and their renewal."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.papers import file_paper, record_review, say_who_is_authorized, take_back_review
from agencies.application_words import document_status
from agencies.document_files import read_version
from agencies.downloads import download
from agencies.forms.applications import AuthorizationForm, ReviewForm, UploadForm
from agencies.models import Application, DocumentVersion
from agencies.querysets.papers import papers_of
from agencies.refusals import show_refusals
from agencies.slugs import slugify
from agencies.undo import offer_undo
from agencies.uploads import read_upload
from agencies.wording import say

KINDS = {
    DocumentVersion.Kind.PDF: "application/pdf",
    DocumentVersion.Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentVersion.Kind.PNG: "image/png",
    DocumentVersion.Kind.JPEG: "image/jpeg",
}


def hand_out(version, of):
    """Answer with the file of a version, to keep and never to open in the browser; `of` names whose it is."""
    data = read_version(version)
    if data is None:
        raise Http404
    name = f"{slugify(of)}-{version.document.slug}-{version.number}.{version.kind}"
    answer = download(name, data, kind=KINDS[DocumentVersion.Kind(version.kind)])
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def lines_of(holder, desk):
    """The papers of an agency or a supplier as its page lists them; `desk` names whose pages these are."""
    return [line_of(one, holder, desk) for one in papers_of(holder)]


def line_of(paper, holder, desk):
    """One paper, with the addresses of its upload and of each version, and when it was gone over again."""
    row = paper.row
    versions = [
        {"version": one, "url": reverse(f"{desk}:document_file", args=[holder.slug, row.slug, one.number])}
        for one in (row.versions.all() if row.version else ())
    ]
    return {
        "asked": paper.asked,
        "row": row,
        "review_due_on": paper.review_due_on,
        "last_review": paper.last_review,
        "status": document_status(row),
        "versions": versions,
        "upload_url": reverse(f"{desk}:document_upload", args=[holder.slug, row.slug]),
    }


@require_safe
@agency_page(Permission.MANAGE_AGENCY)
def documents(request, agency):
    """List the agency's documents with what was said of them, and who holds the authorization."""
    rules = agency.program.rules
    is_approved = Application.objects.filter(agency=agency, approved_on__isnull=False).exists()
    context = {"agency": agency, "holder": agency, "lines": lines_of(agency, "agencies"), "is_approved": is_approved}
    if rules.documents_of_supplier:
        context |= {"supplier_papers": rules.documents_of_supplier, "form": AuthorizationForm(agency=agency)}
    return render(request, "agencies/documents/list.html", context)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def authorize(request, agency):
    """Say who holds the authorization under which the agency leaves kits."""
    form = AuthorizationForm(request.POST, agency=agency)
    if form.is_valid() and agency.program.rules.documents_of_supplier:
        is_agency = form.cleaned_data["holds_authorization"]
        if say_who_is_authorized(agency=agency, is_agency=is_agency, by=request.user):
            ours = _("Saved: your agency holds it, so we ask you for its documents.")
            theirs = _("Saved: your supplier holds it and has its documents.")
            messages.success(request, ours if is_agency else theirs)
    return redirect("agencies:documents", slug=agency.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def upload(request, agency, paper):
    """Upload a newer version of a document."""
    found = next((one for one in papers_of(agency) if one.row.slug == paper), None)
    return show_upload(request, found, reverse("agencies:documents", args=[agency.slug]))


def show_upload(request, paper, back):
    """The page on which an agency or a supplier uploads one of its papers; it leads `back`. None is not there."""
    if paper is None:
        raise Http404
    asked, holder = paper.asked, paper.holder
    form = UploadForm(request.POST or None, request.FILES or None, is_valid_for_a_time=bool(asked["validity_months"]))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            data, kind = read_upload(form.cleaned_data["file"])
            today, issued_on = clock.today(holder.time_zone), form.cleaned_data.get("issued_on")
            what = {"slug": paper.row.slug, "data": data, "kind": kind, "issued_on": issued_on}
            file_paper(holder=holder, by=request.user, today=today, **what)
            read, kept = _("%(document)s is uploaded. %(office)s reads it."), _("%(document)s is uploaded.")
            words = kept if paper.is_of_order else read
            messages.success(request, say(words, document=asked["name"], office=holder.program.office_name))
            return redirect(back)
    context = {"holder": holder, "paper": paper, "asked": asked, "back": back, "form": form}
    return render(request, "agencies/documents/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def review(request, agency, paper):
    """Record that the agency has gone over a document again."""
    found = find_reviewed(agency, paper)
    today = clock.today(agency.time_zone)
    form = ReviewForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            record_review(document=found.row, on=form.cleaned_data["on"], by=request.user, today=today)
            facts = {"day": form.cleaned_data["on"], "document": found.asked["name"]}
            words = say(_("Recorded for %(day)s: %(document)s."), **facts)
            offer_undo(request, words, reverse("agencies:document_unreview", args=[agency.slug, paper]))
            return redirect("agencies:documents", slug=agency.slug)
    context = {"agency": agency, "paper": found, "asked": found.asked, "form": form}
    return render(request, "agencies/documents/review.html", context)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def unreview(request, agency, paper):
    """Take the newest review of a document back."""
    found = find_reviewed(agency, paper)
    if found.last_review:
        take_back_review(review=found.last_review, by=request.user)
        messages.success(request, _("The review is taken back."))
    return redirect("agencies:documents", slug=agency.slug)


def find_reviewed(agency, slug):
    """A paper of the agency that it uploaded and goes over again."""
    found = next((one for one in papers_of(agency) if one.row.slug == slug and one.review_due_on), None)
    if found is None:
        raise Http404
    return found


def hand_out_own(holder, slug, version):
    """Answer with a version of a paper of an agency or a supplier."""
    versions = DocumentVersion.objects.filter(document__in=holder.required_documents.filter(slug=slug))
    return hand_out(get_object_or_404(versions.select_related("document"), number=version), holder.name)


@require_safe
@agency_page(Permission.MANAGE_AGENCY)
def file(request, agency, paper, version):
    """Hand the agency a version of its own document, as a file."""
    return hand_out_own(agency, paper, version)
