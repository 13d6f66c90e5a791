"""The closed periods of the agencies under an agency."""

from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.tables import answer_with_table
from lbn.reporting.returns.child_lists import list_children, list_totals_of_children
from lbn.reporting.returns.children import add_up_periods, closed_periods_of_children


@require_safe
@agency_page(Permission.SUBMIT_REPORTS)
def children(request, agency):
    """Totals as sent and as closed, and how reports stand: of closed periods only."""
    rows = closed_periods_of_children(agency, clock.today(agency.time_zone))
    context = {"agency": agency, "totals": list_totals_of_children(add_up_periods(rows)), "has_rows": bool(rows)}
    return answer_with_table(request, "reporting/children.html", list_children(agency, rows, request.GET), context)
