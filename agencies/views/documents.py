"""The documents that the program asks of an agency: which there are, until when they are valid, and their renewal."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.required_documents import upload_document
from agencies.application_words import document_status
from agencies.document_files import read_version
from agencies.downloads import download
from agencies.forms.applications import UploadForm
from agencies.models import DocumentVersion
from agencies.querysets.applications import name_former
from agencies.refusals import show_refusals
from agencies.slugs import slugify
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


@require_safe
@agency_page(Permission.MANAGE_AGENCY)
def documents(request, agency):
    """List the agency's documents with what was said of them."""
    rows = agency.required_documents.select_related("program").prefetch_related("versions__vote")
    lines = [
        {"asked": name_former(row), "row": row, "status": document_status(row), "versions": row.versions.all()}
        for row in rows
    ]
    return render(request, "agencies/documents/list.html", {"agency": agency, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def upload(request, agency, document):
    """Upload a newer version of a document."""
    found = get_object_or_404(agency.required_documents.select_related("program"), pk=document)
    asked = name_former(found)
    form = UploadForm(request.POST or None, request.FILES or None, is_valid_for_a_time=bool(asked["validity_months"]))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            data, kind = read_upload(form.cleaned_data["file"])
            upload_document(
                document=found,
                data=data,
                kind=kind,
                today=clock.today(agency.time_zone),
                by=request.user,
                issued_on=form.cleaned_data.get("issued_on"),
            )
            words = _("%(document)s is uploaded. %(office)s reads it.")
            messages.success(request, say(words, document=asked["name"], office=agency.program.office_name))
            return redirect("agencies:documents", slug=agency.slug)
    context = {"agency": agency, "asked": asked, "document": found, "form": form}
    return render(request, "agencies/documents/upload.html", context)


@require_safe
@agency_page(Permission.MANAGE_AGENCY)
def file(request, agency, document, version):
    """Hand the agency a version of its own document, as a file."""
    versions = DocumentVersion.objects.filter(document__agency=agency, document=document, number=version)
    return hand_out(get_object_or_404(versions.select_related("document")), agency.name)
