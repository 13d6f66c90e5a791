"""Whoever has to approve of an agency reads its documents and answers, by the link in a mail, without an account."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies import clock
from agencies.access import public
from agencies.actions.approvals import answer_approval, approval_of, versions_of
from agencies.application_words import document_status
from agencies.forms.applications import ApprovalForm
from agencies.querysets.applications import documents_with_rules
from agencies.refusals import show_refusals
from agencies.views.arrivals import say_why_a_link_ends
from agencies.views.documents import hand_out


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the approver's key; they have no account.")
@say_why_a_link_ends
def decide(request, token):
    """Show what was sent; each answer is a button."""
    approval = approval_of(token, today_in=clock.today)
    application = approval.application
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            answered = answer_approval(
                approval=approval,
                approves="approve" in request.POST,
                words=form.cleaned_data["words"],
                seen=form.cleaned_data["seen"],
                today=clock.today(application.program.time_zone),
            )
            context = {"approval": answered, "application": application}
            return render(request, "agencies/applications/approval_answered.html", context)
    context = {
        "approval": approval,
        "application": application,
        "program_office": application.program.office_name,
        "token": token,
        "documents": [
            {"asked": asked, "row": row, "status": document_status(row)}
            for asked, row in documents_with_rules(application)
            if row.version
        ],
        "seen": versions_of(application),
        "form": form,
    }
    return render(request, "agencies/applications/approval.html", context)


@require_safe
@public("The signed link in the mail is the approver's key; they have no account.")
@say_why_a_link_ends
def document(request, token, document):
    """Hand the approver the newest version of a document, as a file."""
    approval = approval_of(token, today_in=clock.today)
    found = get_object_or_404(approval.application.required_documents, pk=document)
    version = found.versions.first()
    if version is None:
        raise Http404
    return hand_out(version, approval.application.agency_name)
