"""The mail in which an applicant asks for approval where the program takes requests by mail: its text, all documents
as one file, and the day on which it was sent. Whoever has the application's link is the applicant."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.actions.request_mails import record_request_mail, take_back_request_mail
from agencies.bundles import zip_files
from agencies.document_files import read_version
from agencies.downloads import download
from agencies.forms.applications import SentMailForm
from agencies.mail_texts import write_request_mail
from agencies.querysets.applications import documents_with_rules, missing_documents_of
from agencies.refusals import show_refusals, tell_refusals
from agencies.slugs import slugify
from agencies.views.applications import applicant_page
from agencies.wording import say


def mail_of(application):
    """The mail of an application and the newest versions that are attached to it; 404 where none is asked for."""
    asked = application.program.rules.request_mail
    if asked is None:
        raise Http404
    documents = [(entry, row.versions.all()[0]) for entry, row in documents_with_rules(application) if row.version]
    return write_request_mail(asked, application.agency_name, [entry["name"] for entry, _row in documents]), documents


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_page
def mail(request, application, *, token, today, now):
    """Show the mail, and record the day on which it was sent."""
    text, documents = mail_of(application)
    form = SentMailForm(request.POST or None, initial={"sent_on": today})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            sent = record_request_mail(application=application, sent_on=form.cleaned_data["sent_on"], today=today)
            words = _("Recorded: you sent the mail on %(day)s.")
            messages.success(request, say(words, day=sent.mailed_on))
            return redirect("registration:application_mail", token=token)
    context = {
        "application": application,
        "program_office": application.program.office_name,
        "token": token,
        "mail": text,
        "asked": application.program.rules.request_mail,
        "documents": [entry for entry, _version in documents],
        "missing": missing_documents_of(application),
        "form": form,
    }
    return render(request, "agencies/applications/request_mail.html", context)


@require_safe
@applicant_page
def package(request, application, *, token, today, now):
    """Hand out all documents and the text of the mail as one file."""
    text, documents = mail_of(application)
    parts = {"mail.txt": text.as_file}
    for entry, version in documents:
        data = read_version(version)
        if data is None:
            raise Http404
        parts[f"{entry['slug']}.{version.kind}"] = data
    return download(f"{slugify(application.agency_name)}-request.zip", zip_files(parts), kind="application/zip")


@require_POST
@applicant_page
def take_back(request, application, *, token, today, now):
    """Forget that the mail was sent."""
    with tell_refusals(request):
        take_back_request_mail(application=application)
        messages.success(request, _("The record is taken back."))
    return redirect("registration:application_mail", token=token)
