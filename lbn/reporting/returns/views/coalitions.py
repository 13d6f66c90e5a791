"""The totals of a coalition, for an agency that agrees to it and for the health department that it names."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page, department_page
from agencies.querysets.coalitions import coalitions_read_by, members_with_scopes
from agencies.tables import EmptyState, ListColumn, ListTable, answer_with_table
from lbn.reporting.returns.coalition_lists import list_quarters_by_agency, list_quarters_together
from lbn.reporting.returns.coalitions import add_up_quarters, quarters_shown


@require_safe
@agency_page(Permission.SUBMIT_REPORTS)
def of_agency(request, agency, coalition):
    """What an agency that agrees reads of all that agree. To one that does not, the coalition's own page says why."""
    members = list(members_with_scopes(coalition))
    reader = next((one for one in members if one.agency_id == agency.pk), None)
    if reader is None:
        raise Http404
    if reader.status != reader.Status.AGREED:
        return redirect("agencies:coalition", slug=agency.slug, coalition=coalition)
    rows = quarters_shown(members, clock.today(agency.time_zone), reader=reader)
    return _answer(request, "reporting/coalition.html", reader.coalition, members, rows, agency=agency)


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def of_department(request, department, coalition):
    """What a health department reads of the agencies that agree."""
    found = coalitions_read_by(department).filter(pk=coalition).first()
    if found is None:
        raise Http404
    members = list(members_with_scopes(coalition))
    rows = quarters_shown(members, clock.today(department.time_zone))
    return _answer(request, "reporting/department_coalition.html", found, members, rows, department=department)


@require_safe
@department_page(Permission.SEE_DEPARTMENT)
def list_of_department(request, department):
    """The coalitions whose totals a health department reads."""
    table = ListTable(
        name="coalitions",
        caption=_("Coalitions that show you their totals"),
        columns=[
            ListColumn("name", _("Coalition"), template="reporting/_coalition_link.html"),
            ListColumn("agencies", _("Agencies that agree"), value=name_agreeing),
        ],
        rows=list(coalitions_read_by(department)),
        is_caption_hidden=True,
        empty=EmptyState(
            _("No coalition"),
            _("Agencies can agree to show each other and you their totals of closed quarters. None does now."),
        ),
    )
    return render(request, "reporting/department_coalitions.html", {"department": department, "table": table})


def name_agreeing(coalition):
    """The agencies that agree to a coalition, in one line."""
    agreed = [one for one in coalition.members.all() if one.status == one.Status.AGREED]
    return ", ".join(sorted(one.agency.name for one in agreed))


def _answer(request, template, coalition, members, rows, **reader):
    agreeing = [one for one in members if one.status == one.Status.AGREED]
    context = {
        "coalition": coalition,
        "together": list_quarters_together(add_up_quarters(rows), len(agreeing)),
        "has_rows": bool(rows),
        "agreeing": agreeing,
    }
    table = list_quarters_by_agency(coalition, rows, request.GET)
    return answer_with_table(request, template, table, context | reader)
