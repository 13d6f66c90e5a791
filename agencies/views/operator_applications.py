"""The program office: applications, whose turn it is with each, and what a reviewer says and decides."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.actions import application_review as review
from agencies.actions.approvals import ask_approver_again
from agencies.application_words import application_status, document_status
from agencies.forms.applications import ChecklistForm, DeclineForm, PointsForm
from agencies.forms.operators import ApplicationFilter
from agencies.models import Application, Approval, AuditEvent
from agencies.querysets.applications import (
    applications_of,
    approvals_to_come,
    approvers_of,
    documents_to_accept,
    documents_with_rules,
    missing_documents_of,
)
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table, answers_to
from agencies.trail import list_events
from agencies.views.applications import vote_of
from agencies.views.operator_tables import ROWS, county_column, to_page

Status = Application.Status


def applications_table(request, program):
    filters = ApplicationFilter(answers_to(request.GET, ApplicationFilter.base_fields))
    return ListTable(
        name="applications",
        caption=_("Applications, those first that wait for the office"),
        columns=[
            ListColumn("agency_name", _("Agency"), order_by=("agency_name",), link=to_page("operator:application")),
            county_column(),
            ListColumn("status", _("Status"), kind="status", value=application_status, order_by=("status",)),
            ListColumn("due_on", _("Until"), kind="day", value=until_of, order_by=("due_on",)),
            ListColumn("reviewer", _("Reviewer"), nothing=_("nobody yet")),
        ],
        rows=filters.narrow(applications_of(program).in_turn()),
        filters=filters,
        asked=request.GET,
        search_by=["agency_name", "jurisdiction__name"],
        page_size=ROWS,
        file_name="applications",
        empty=EmptyState(
            _("No application here"),
            _("Agencies apply by themselves on the page “Register your agency”; send them its address."),
            reverse("registration:apply", args=[program.slug]),
            _("Open that page"),
        ),
    )


def until_of(application):
    """Until when it is somebody's turn; nothing for an application that was decided."""
    return application.due_on if application.is_open else None


@require_safe
@operator_page
def applications(request, program):
    """List the applications that reached the office."""
    table = applications_table(request, program)
    return answer_with_table(request, "agencies/operators/applications.html", table, {"program": program})


def find(program, application):
    """The application, if it has reached this office."""
    return get_object_or_404(applications_of(program), pk=application)


@require_safe
@operator_page
def application(request, program, application):
    """Show an application with its documents, and every step that can be taken now."""
    return show(request, program, find(program, application))


def show(request, program, found, **forms):
    """The page of an application; `forms` are those that were sent and refused, by their names on the page."""
    documents = documents_with_rules(found)
    lines = [
        {"asked": asked, "row": row, "status": document_status(row), "vote": vote_of(row)} for asked, row in documents
    ]
    words = {line["row"].slug: line["vote"].words for line in lines if line["vote"]}
    context = {
        "program": program,
        "application": found,
        "status": application_status(found),
        "documents": lines,
        "approvers": approvers_of(found),
        "points": found.asked_changes.select_related("asked_by"),
        "may_decide": may_decide(request.user, found),
        "is_sent_back": bool(forms),
        "trail": list_events(AuditEvent.objects.of_row(found), program.time_zone),
        "is_complete": is_complete(found),
        "missing": [one["name"] for one in missing_documents_of(found)] if found.ended_on else [],
        "is_late": found.is_at_the_office and found.due_on < clock.today(program.time_zone),
        "points_form": PointsForm(documents=documents, initial=words),
        "decline_form": DeclineForm(),
        "checklist_form": ChecklistForm(checklist=program.rules.checklist, initial={"ticked": found.checklist}),
        "checklist": [one | {"is_done": one["slug"] in found.checklist} for one in program.rules.checklist],
        **forms,
    }
    return render(request, "agencies/operators/application.html", context)


def may_decide(user, application):
    """Whether somebody at the office may go on with an application: its reviewer while it is reviewed, and everybody
    once it is approved for the time being."""
    if application.status == Status.IN_REVIEW:
        return application.reviewer == user
    return application.status == Status.PROVISIONAL


def is_complete(application):
    """Tell whether an application could be approved for good."""
    ticked = {one["slug"] for one in application.program.rules.checklist} <= set(application.checklist)
    return ticked and not documents_to_accept(application) and not approvals_to_come(application)


def step(sentence):
    """Make a page of a button: the view acts on an application, and the sentence says that it did."""

    def make(act):
        @require_POST
        @operator_page
        def press(request, program, application):
            found = find(program, application)
            with tell_refusals(request):
                act(application=found, by=request.user, today=clock.today(program.time_zone))
                messages.success(request, sentence() % {"agency": found.agency_name})
            return redirect("operator:application", application=found.pk)

        return press

    return make


claim = step(lambda: _("You review the application of %(agency)s."))(review.claim_application)
release = step(lambda: _("Somebody else can take the application of %(agency)s now."))(review.release_application)


@require_POST
@operator_page
def tick(request, program, application):
    """Write down what of the checklist was seen to."""
    found = find(program, application)
    form = ChecklistForm(request.POST, checklist=program.rules.checklist)
    if form.is_valid():
        with tell_refusals(request):
            review.tick_checklist(application=found, ticked=form.cleaned_data["ticked"], by=request.user)
            messages.success(request, _("The checklist is saved."))
    return redirect("operator:application", application=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def ask(request, program, application):
    """Ask for changes, point by point. What was typed stays where that is refused."""
    found = find(program, application)
    form = PointsForm(request.POST if request.method == "POST" else None, documents=documents_with_rules(found))
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            review.ask_for_changes(
                application=found, points=form.points, by=request.user, today=clock.today(program.time_zone)
            )
            words = _("We mailed %(email)s what to change.")
            messages.success(request, words % {"email": found.coordinator_email})
            return redirect("operator:application", application=found.pk)
    return show(request, program, found, **({"points_form": form} if form.is_bound else {}))


@require_POST
@operator_page
def approve(request, program, application):
    """Approve for good, or for the time being where the button says so."""
    found = find(program, application)
    was = found.status
    with tell_refusals(request):
        approved = review.approve_application(
            application=found,
            by=request.user,
            today=clock.today(program.time_zone),
            is_provisional="provisional" in request.POST,
        )
        facts = {"agency": approved.agency, "email": approved.coordinator_email}
        messages.success(request, words_of_approval(was, approved.status) % facts)
    return redirect("operator:application", application=found.pk)


def words_of_approval(was, status):
    """What an approval did, in words, by the status before and after it."""
    if was == Status.PROVISIONAL:
        return _("%(agency)s has final approval. We mailed its coordinators.")
    if status == Status.PROVISIONAL:
        return _("%(agency)s takes part with provisional approval. We mailed %(email)s what is missing.")
    return _("%(agency)s takes part. We mailed %(email)s how to start.")


@require_http_methods(["GET", "HEAD", "POST"])
@operator_page
def decline(request, program, application):
    """Decline for a reason. What was typed stays where that is refused."""
    found = find(program, application)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            review.decline_application(
                application=found, by=request.user, today=clock.today(program.time_zone), **form.cleaned_data
            )
            words = _("The application of %(agency)s is declined. We mailed %(email)s why.")
            messages.success(request, words % {"agency": found.agency_name, "email": found.coordinator_email})
            return redirect("operator:application", application=found.pk)
    context = {"program": program, "application": found, "form": form}
    return render(request, "agencies/operators/application_decline.html", context)


@require_POST
@operator_page
def ask_again(request, program, approval):
    """Mail an approver a new link."""
    found = get_object_or_404(Approval.objects.filter(application__program=program), pk=approval)
    with tell_refusals(request):
        ask_approver_again(approval=found, by=request.user, today=clock.today(program.time_zone))
        messages.success(request, _("We sent the mail to %(email)s again.") % {"email": found.email})
    return redirect("operator:application", application=found.application_id)
