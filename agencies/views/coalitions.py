"""Coalitions that an agency is named in: start one, agree, decline, take that back, rename or end it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.actions.coalitions import (
    answer_coalition,
    end_coalition,
    leave_coalition,
    rename_coalition,
    start_coalition,
)
from agencies.forms.coalitions import CoalitionForm, CoalitionNameForm
from agencies.models import CoalitionMember
from agencies.querysets.coalitions import (
    agencies_to_name,
    departments_to_name,
    may_be_in_coalitions,
    members_naming,
)
from agencies.refusals import show_refusals, tell_refusals
from agencies.tables import ListColumn, ListTable, StatusWord
from agencies.views.parents import read_row_key

TONES = {"asked": "attention", "agreed": "ok", "declined": "quiet", "left": "quiet"}


@require_safe
@agency_page(Permission.MANAGE_AGENCY)
def coalitions(request, agency):
    """Every coalition that names the agency: those that wait for its answer first."""
    members = list(members_naming(agency))
    context = {
        "agency": agency,
        "waiting": [one for one in members if one.status == CoalitionMember.Status.ASKED],
        "others": [one for one in members if one.status != CoalitionMember.Status.ASKED],
        "may_start": may_be_in_coalitions(agency),
    }
    return render(request, "agencies/coalitions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def start(request, agency):
    """Start a coalition; with `like`, the key of another one, beginning with whom that one names."""
    if not may_be_in_coalitions(agency):
        messages.error(request, _("Your agency does not take part now, so it cannot start a coalition."))
        return redirect("agencies:coalitions", slug=agency.slug)
    form = CoalitionForm(
        request.POST or None,
        agencies=agencies_to_name(agency),
        departments=departments_to_name(agency.program),
        initial=like_another(agency, request.GET.get("like", "")),
    )
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            today = clock.today(agency.time_zone)
            made = start_coalition(agency=agency, by=request.user, day=today, **form.cleaned_data)
            words = _("The agencies of %(coalition)s are asked. Totals are shown once one of them agrees.")
            messages.success(request, words % {"coalition": made})
            return redirect("agencies:coalition", slug=agency.slug, coalition=made.pk)
    return render(request, "agencies/coalitions/start.html", {"agency": agency, "form": form})


def like_another(agency, key):
    """Whom another coalition of the agency names, as a form begins with it; {} without one."""
    named = members_naming(agency).filter(coalition=read_row_key(key)).first()
    if named is None:
        return {}
    others = [one.agency_id for one in named.coalition.members.all() if one.agency_id != agency.pk]
    return {"others": others, "department": named.coalition.department_id}


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(Permission.MANAGE_AGENCY)
def coalition(request, agency, coalition):
    """One coalition: who reads whose totals, what each says, and this agency's answer. A POST renames it."""
    member = member_or_404(agency, coalition)
    form = CoalitionNameForm(request.POST or None, initial={"name": member.coalition.name})
    if request.method == "POST" and form.is_valid():
        with show_refusals(form):
            renamed = {"agency": agency, "by": request.user, **form.cleaned_data}
            named = rename_coalition(coalition=member.coalition, **renamed)
            messages.success(request, _("The coalition is called %(coalition)s now.") % {"coalition": named})
            return redirect("agencies:coalition", slug=agency.slug, coalition=coalition)
    agreeing = [one for one in member.coalition.members.all() if one.status == CoalitionMember.Status.AGREED]
    context = {
        "agency": agency,
        "member": member,
        "coalition": member.coalition,
        "table": list_named(member),
        "is_shown": member in agreeing and len(agreeing) > 1,
        "is_ours": member.coalition.started_by_id == agency.pk,
        "may_agree": may_be_in_coalitions(agency),
        "form": form,
    }
    return render(request, "agencies/coalitions/coalition.html", context)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def answer(request, agency, coalition):
    """Agree, decline, or take back what was agreed to."""
    member, said = member_or_404(agency, coalition), request.POST.get("answer")
    how = {"member": member, "by": request.user, "day": clock.today(agency.time_zone)}
    with tell_refusals(request):
        if said == "leave":
            leave_coalition(**how)
            words = _("Your agency has left %(coalition)s. The others no longer see your totals.")
            messages.success(request, words % {"coalition": member.coalition})
        elif said in ("accept", "decline"):
            answer_coalition(accept=said == "accept", **how)
            agreed = _("Your agency agrees. It can leave at any time, here.")
            declined = _("Declined. Nothing of your agency is shown in %(coalition)s.")
            messages.success(request, agreed if said == "accept" else declined % {"coalition": member.coalition})
    return redirect("agencies:coalition", slug=agency.slug, coalition=coalition)


@require_POST
@agency_page(Permission.MANAGE_AGENCY)
def end(request, agency, coalition):
    """End a coalition for all agencies in it."""
    member = member_or_404(agency, coalition)
    with tell_refusals(request):
        today = clock.today(agency.time_zone)
        end_coalition(coalition=member.coalition, agency=agency, by=request.user, day=today)
        words = _("%(coalition)s has ended. Nobody reads totals in it any more.")
        messages.success(request, words % {"coalition": member.coalition})
    return redirect("agencies:coalitions", slug=agency.slug)


def member_or_404(agency, coalition):
    """What the agency says of a coalition that names it and has not ended, with everybody named there."""
    member = members_naming(agency).filter(coalition=coalition).first()
    if member is None:
        raise Http404
    return member


def list_named(member):
    """The agencies that a coalition names, and what each says."""
    return ListTable(
        name="agencies",
        caption=_("Agencies in %(coalition)s") % {"coalition": member.coalition},
        columns=[
            ListColumn("agency", _("Agency"), value="agency.name"),
            ListColumn("county", _("County"), value="agency.jurisdiction.label"),
            ListColumn("says", _("Answer"), kind="status", value=say_answer),
            ListColumn("since_on", _("Since"), kind="day"),
        ],
        rows=sorted(member.coalition.members.all(), key=lambda one: one.agency.name),
        is_caption_hidden=True,
    )


def say_answer(member):
    return StatusWord(TONES[member.status], member.get_status_display())
