"""An agency applies: a draft behind a signed link, its documents, the mail, and what the office asks.

Opening a link changes nothing: each step is a button on the page that it opens.
"""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import public
from agencies.actions import application_review as review
from agencies.actions import applications as actions
from agencies.actions.required_documents import upload_document
from agencies.application_words import document_status, say_whose_turn
from agencies.forms.applications import AnswerForm, ApplicationForm, UploadForm
from agencies.forms.team import PasswordForm
from agencies.links import sign
from agencies.models import Application, User
from agencies.querysets.applications import changes_to_answer, documents_with_rules, reviewed_programs
from agencies.querysets.registrations import counties_open_in
from agencies.refusals import show_refusals, tell_refusals
from agencies.uploads import read_upload
from agencies.views.arrivals import ask_to_sign_in, is_theirs, must_sign_in, say_why_a_link_ends, welcome
from agencies.views.registration import is_in_time
from agencies.wording import say

Status = Application.Status


def applicant_page(view):
    """A page of the application that a link names; the view gets the application and today where its program is."""

    @public("The signed link is the applicant's key; they have no account.")
    @say_why_a_link_ends
    @wraps(view)
    def enter(request, token, **kwargs):
        now = clock.now()
        application = actions.application_of(token, today_in=clock.today)
        today = clock.today(application.program.time_zone)
        return view(request, application, token=token, today=today, now=now, **kwargs)

    return enter


def sender_of(request):
    return get_adapter().get_client_ip(request)


@require_http_methods(["GET", "HEAD", "POST"])
@public("Agencies apply before anybody there has an account.")
def apply(request, program):
    """Say what the program asks for, and begin a draft; only the mail has its link."""
    program = get_object_or_404(reviewed_programs(), slug=program)
    today = clock.today(program.time_zone)
    form = ApplicationForm(request.POST or None, program=program, counties=counties_open_in(program, today))
    if request.method == "POST" and form.is_valid() and is_in_time(request, form, form):
        with show_refusals(form):
            made = actions.begin_application(
                program=program,
                approvers=form.approvers,
                today=today,
                language=get_language(),
                sender=sender_of(request),
                **form.facts,
            )
            facts = {"program": program, "program_office": program.office_name, "email": made.coordinator_email}
            return render(request, "agencies/applications/begun.html", facts)
    context = {
        "program": program,
        "program_office": program.office_name,
        "documents": program.rules.documents_of_application(holds_authorization=True),
        "approvers": program.rules.approvers,
        "form": form,
    }
    return render(request, "agencies/applications/apply.html", context)


@require_safe
@applicant_page
def application(request, application, *, token, today, now):
    """Show whose turn it is, what is asked, and every step that can be taken now."""
    documents = [
        {"asked": asked, "row": row, "status": document_status(row), "vote": vote_of(row)}
        for asked, row in documents_with_rules(application)
    ]
    names = {one["row"].slug: one["asked"]["name"] for one in documents}
    ids = {one["row"].slug: one["row"].pk for one in documents}
    points = [
        {"change": change, "name": names.get(change.about, _("About your agency")), "document": ids.get(change.about)}
        for change in changes_to_answer(application)
    ]
    context = {
        "application": application,
        "program": application.program,
        "program_office": application.program.office_name,
        "token": token,
        "turn": say_whose_turn(application, today),
        "documents": documents,
        "points": points,
        "approvals": application.approvals.all(),
        "answer_form": AnswerForm(),
    }
    return render(request, "agencies/applications/application.html", context)


def vote_of(document):
    """What was said of the newest version of a document, or None. It asks nothing more of the database."""
    newest = next((one for one in document.versions.all() if one.number == document.version), None)
    return getattr(newest, "vote", None)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_page
def change(request, application, *, token, today, now):
    """Change what is said of the agency, while it is the applicant's turn."""
    program = application.program
    counties = counties_open_in(program, today)
    form = ApplicationForm(request.POST or None, program=program, application=application, counties=counties)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            facts = {"application": application, "approvers": form.approvers, "today": today}
            actions.save_application(**facts, **form.facts)
            messages.success(request, _("Saved."))
            return redirect("registration:application", token=token)
    context = {"application": application, "program_office": program.office_name, "token": token, "form": form}
    return render(request, "agencies/applications/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_page
def upload(request, application, *, token, today, now, document):
    """Upload a document, or a newer version of it."""
    document = get_object_or_404(application.required_documents, pk=document)
    asked = application.program.rules.document(document.slug) or {"name": document.slug, "validity_months": None}
    form = UploadForm(request.POST or None, request.FILES or None, is_valid_for_a_time=bool(asked["validity_months"]))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            data, kind = read_upload(form.cleaned_data["file"])
            issued_on = form.cleaned_data.get("issued_on")
            upload_document(document=document, data=data, kind=kind, today=today, issued_on=issued_on)
            messages.success(request, say(_("%(document)s is uploaded."), document=asked["name"]))
            return redirect("registration:application", token=token)
    context = {
        "application": application,
        "program_office": application.program.office_name,
        "token": token,
        "asked": asked,
        "document": document,
        "form": form,
    }
    return render(request, "agencies/applications/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_page
def answer(request, application, *, token, today, now, change):
    """Answer one point in words."""
    point = get_object_or_404(application.asked_changes, pk=change)
    form = AnswerForm(request.POST or None, initial={"words": point.answer})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            actions.answer_change(change=point, words=form.cleaned_data["words"], today=today)
            messages.success(request, _("Your answer is saved. It goes out once you send all answers."))
            return redirect("registration:application", token=token)
    context = {
        "application": application,
        "program_office": application.program.office_name,
        "token": token,
        "point": point,
        "name": review.name_of_point(application, point),
        "form": form,
    }
    return render(request, "agencies/applications/answer.html", context)


@require_POST
@applicant_page
def send(request, application, *, token, today, now):
    """Send a draft, or the answers to what the office asked."""
    with tell_refusals(request):
        if application.status == Status.CHANGES_REQUESTED:
            sent = actions.send_answers(application=application, today=today)
            words = _("Sent. %(office)s answers by %(day)s.")
        else:
            sent = actions.submit_application(application=application, today=today, at=now, sender=sender_of(request))
            words = _("Almost done: open the link that we mailed to %(email)s and confirm.")
        facts = {"office": sent.program.office_name, "email": sent.coordinator_email, "day": sent.due_on}
        messages.success(request, say(words, **facts))
    return redirect("registration:application", token=token)


@require_POST
@applicant_page
def resend(request, application, *, token, today, now):
    """Mail the link that confirms the address once more."""
    with tell_refusals(request):
        actions.resend_confirmation(application=application, today=today, sender=sender_of(request))
        words = _("We sent the mail to %(email)s again.")
        messages.success(request, words % {"email": application.coordinator_email})
    return redirect("registration:application", token=token)


@require_POST
@applicant_page
def take_back(request, application, *, token, today, now):
    """Make a draft of it again, so that the address can be changed."""
    with tell_refusals(request):
        actions.take_back_application(application=application, today=today)
        messages.success(request, _("You can change everything again. Then send it once more."))
    return redirect("registration:application", token=token)


@require_POST
@applicant_page
def withdraw(request, application, *, token, today, now):
    """End the application."""
    with tell_refusals(request):
        actions.withdraw_application(application=application, today=today)
        messages.success(request, _("The application is withdrawn. Your documents are deleted in 30 days."))
    return redirect("registration:application", token=token)


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def confirm(request, token):
    """Show what the mailed link confirms; the button hands the application to the office."""
    application = actions.application_of(token, today_in=clock.today, purpose=actions.CONFIRM)
    if application.status != Status.SUBMITTED:
        return redirect("registration:application", token=sign(application, sealed=actions.SEALED))
    today = clock.today(application.program.time_zone)
    if request.method == "POST":
        with tell_refusals(request):
            sent = actions.confirm_application(application=application, today=today, at=clock.now())
            words = _("Confirmed. %(office)s has your application and answers by %(day)s.")
            messages.success(request, say(words, office=sent.program.office_name, day=sent.due_on))
        return redirect("registration:application", token=sign(application, sealed=actions.SEALED))
    context = {"application": application, "program_office": application.program.office_name}
    return render(request, "agencies/applications/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public("The signed link in the mail is the key to this page.")
@say_why_a_link_ends
def start(request, token):
    """Let the coordinator of an approved agency choose a password and begin."""
    application = review.approved_of(token)
    if must_sign_in(request, application.coordinator_email):
        return ask_to_sign_in(request, application.coordinator_email)
    form = None
    if not is_theirs(request, application.coordinator_email):
        newcomer = User(email=application.coordinator_email, name=application.coordinator_name)
        form = PasswordForm(newcomer, request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        membership = review.begin_agency(
            application=application,
            user=None if form else request.user,
            password=form.cleaned_data["new_password1"] if form else "",
        )
        welcome(request, membership)
        words = _("Welcome: %(agency)s takes part. Count or receive your first kits next.")
        messages.success(request, words % {"agency": membership.agency})
        return redirect("home")
    context = {"application": application, "program_office": application.program.office_name, "form": form}
    return render(request, "agencies/applications/begin.html", context)
