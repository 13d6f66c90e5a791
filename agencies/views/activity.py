"""The page "Activity" of an agency, a supplier, a health department and a program office: who did what, on which day.

Never kits left: the log writes no trail.
"""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies.access import Permission, agency_page, department_page, operator_page, supplier_page
from agencies.forms.trail import TrailFilter
from agencies.models import name_of_owner
from agencies.models.audit_desks import TrailDesk
from agencies.querysets.trail import trail_at, who_did
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table, answers_to
from agencies.trail import kinds_at, what_happened_in

LINES_OF_A_PAGE = 50
# Where several organizations stand in one trail, each line says at which it happened.
SEES_SEVERAL = (TrailDesk.SUPPLIER, TrailDesk.OFFICE)


@require_safe
@agency_page(Permission.SEE_ACTIVITY)
def of_agency(request, agency):
    """What happened at an agency, but for the kits that it left."""
    return _page(request, TrailDesk.AGENCY, agency)


@require_safe
@supplier_page(Permission.SEE_SUPPLIER)
def of_supplier(request, supplier):
    """What happened at a supplier, and between it and its agencies."""
    return _page(request, TrailDesk.SUPPLIER, supplier)


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def of_department(request, department):
    """What happened at a health department."""
    return _page(request, TrailDesk.DEPARTMENT, department)


@require_safe
@operator_page
def of_office(request, program):
    """What happened in a state program, but for what is inside an agency."""
    return _page(request, TrailDesk.OFFICE, program)


def _page(request, desk, owner):
    trail = trail_at(desk, owner)
    answers = answers_to(request.GET, TrailFilter.base_fields)
    form = TrailFilter(answers, kinds=kinds_at(desk))
    table = trail_table(request, desk, owner, form.narrow(trail, time_zone=owner.time_zone), filters=form)
    context = {desk.value if desk != TrailDesk.OFFICE else "program": owner, "desk": desk.value}
    return answer_with_table(request, "agencies/activity.html", table, context)


def trail_table(request, desk, owner, trail, *, filters):
    where = ListColumn("where", _("Where"), value=where_it_happened)
    return ListTable(
        name="activity",
        caption=_("Activity, newest first"),
        columns=[
            ListColumn("on", _("Day"), kind="day", value=day_at(owner.time_zone), order_by=("at",)),
            ListColumn("what", _("What"), value=what_happened_in, order_by=("what",)),
            ListColumn("subject", _("About"), order_by=("subject",)),
            *([where] if desk in SEES_SEVERAL else []),
            ListColumn("who", _("Who"), value=who_did),
        ],
        key="what",
        rows=trail,
        asked=request.GET,
        filters=filters,
        search_by=["subject", *(["agency__name"] if desk in SEES_SEVERAL else [])],
        page_size=LINES_OF_A_PAGE,
        file_name="activity",
        empty=EmptyState(_("Nothing has happened yet"), _("What people change here is listed with its day.")),
    )


def day_at(time_zone):
    """The day of a line where its reader is."""
    zone = ZoneInfo(time_zone)
    return lambda event: event.at.astimezone(zone).date()


def where_it_happened(event):
    owner = event.agency or event.supplier or event.department or event.program
    return name_of_owner(owner) if owner else ""
