"""A program office's agencies: a table, and a page of each. Nothing of any agency's log, stock or figures."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import operator_page
from agencies.life import AGENCY
from agencies.models import Agency, AuditCode, Role
from agencies.models.audit_desks import TrailDesk
from agencies.querysets.registrations import agencies_of, counties_of_agencies
from agencies.querysets.trail import trail_at, who_did
from agencies.tables import answer_with_table, answers_to
from agencies.trail import what_happened_in
from agencies.views.activity import day_at
from lbn.reporting.returns.forms.office import AgencyFilter, LeaveOutForm
from lbn.reporting.returns.office import lines_of_office
from lbn.reporting.returns.office_lists import list_agencies_of_office, list_periods_of_agency, part_in_words
from lbn.reporting.returns.states import ReportStatus, states_of

Status = Agency.Status
LINES_OF_TRAIL = 20


@require_safe
@operator_page
def agencies(request, program):
    """List agencies with where each stands, and how its last closed period does."""
    answers = answers_to(request.GET, AgencyFilter.base_fields)
    form = AgencyFilter(answers, counties=counties_of_agencies(program))
    lines = lines_of_office(form.narrow(agencies_of(program)), clock.today(program.time_zone))
    table = list_agencies_of_office([line for line in lines if form.wants(line)], request.GET, filters=form)
    return answer_with_table(request, "reporting/office/agencies.html", table, {"program": program})


@require_safe
@operator_page
def agency(request, program, agency):
    """Show one agency: who it is, whom to ask, how its reports stand, what happened, and whether it takes part."""
    found = get_object_or_404(agencies_of(program).select_related("program", "under"), pk=agency)
    return show_agency(request, program, found, LeaveOutForm())


def show_agency(request, program, found, form):
    states = states_of(found, clock.today(found.time_zone))
    periods = list_periods_of_agency([one for one in states if one.status != ReportStatus.RUNNING], request.GET)
    coordinators = found.memberships.filter(role=Role.COORDINATOR).select_related("user")
    trail = trail_at(TrailDesk.OFFICE, program).filter(agency=found)
    context = {
        "program": program,
        "agency": found,
        "part": part_in_words(found),
        "supplier": "".join(str(one.supplier) for one in found.active_agreements),
        "registration": getattr(found, "registration", None),
        "coordinators": coordinators.order_by("user__email"),
        "periods": periods,
        "trail": [event_in_words(event, found) for event in trail[:LINES_OF_TRAIL]],
        "welcomed": trail.filter(what=AuditCode.AGENCY_WELCOMED).first(),
        "form": form,
        **acts_with(found),
    }
    return render(request, "reporting/office/agency.html", context)


def acts_with(agency):
    """What the program office may do with an agency now."""
    targets = {move.to for move in AGENCY.moves_for(agency, {Role.OPERATOR.value})}
    is_left_out, is_closed = (agency.status == status for status in (Status.LEFT_OUT, Status.CLOSED))
    return {
        "can_admit": Status.ADMITTED in targets and not is_closed,
        "can_take_back": Status.WAITING in targets and not is_left_out and not is_closed,
        "can_let_back": Status.WAITING in targets and is_left_out,
        "can_leave_out": Status.LEFT_OUT in targets,
    }


def event_in_words(event, agency):
    """A line of the trail as `parts/trail.html` takes it."""
    about = event.subject if event.subject != str(agency) else ""
    sentence = _("%(what)s: %(about)s") % {"what": what_happened_in(event), "about": about}
    return {
        "on": day_at(agency.time_zone)(event),
        "by": who_did(event),
        "sentence": sentence if about else what_happened_in(event),
    }
