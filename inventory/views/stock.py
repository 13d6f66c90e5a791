"""What is there, and how it came to be."""

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe

from agencies import clock
from agencies.access import Permission, agency_page
from agencies.tables import answer_with_table
from inventory.forms import LedgerForm
from inventory.querysets import holdings, journal, stock_warnings
from inventory.views.ledger_tables import ledger_file, month_table
from inventory.views.stock_tables import holding_table, stock_file

MONTHS_ON_A_PAGE = 6


@require_safe
@agency_page(Permission.SEE_AGENCY)
def stock(request, agency):
    """What the agency has, by item, location and lot."""
    today = clock.today(agency.time_zone)
    found = holdings(agency, today)
    tables = [(one, holding_table(agency, one, number=number)) for number, one in enumerate(found)]
    context = {"agency": agency, "holdings": tables, "warnings": stock_warnings(agency, today)}
    whole = stock_file(request, agency, found, file_name=f"stock-{agency.slug}-{today}")
    return answer_with_table(request, "inventory/stock.html", whole, context)


@require_safe
@agency_page(Permission.SEE_AGENCY)
def ledger(request, agency):
    """One item's ledger, month by month."""
    form = LedgerForm(request.GET, agency=agency)
    item, location = form.chosen()
    months = journal(agency, item, location)
    page = Paginator(months, MONTHS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "agency": agency,
        "filters": form,
        "item": item,
        "page": page,
        "months": [(month, month_table(agency, item, month)) for month in page],
    }
    name = "-".join(part for part in ("ledger", item and item.slug, location and str(location), agency.slug) if part)
    whole = ledger_file(request, agency, months, file_name=f"{name}-{clock.today(agency.time_zone)}")
    return answer_with_table(request, "inventory/ledger.html", whole, context)
