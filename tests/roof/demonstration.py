"""Loading the demonstration in tests, and what it comes to."""

from io import StringIO

from django.core.management import call_command

from distributions.models import DailyCount
from inventory.models import StockLevel
from lbn.reporting.models import AgencyReport
from training.models import Person


def told(*arguments):
    """Run `load_demo` and return what it says."""
    said = StringIO()
    call_command("load_demo", *arguments, stdout=said)
    return said.getvalue()


def figures():
    """What a demonstration comes to: its counts, its stock, its reports, its people."""
    counts = DailyCount.objects.values_list("agency__slug", "handed_out_on", "zip_code", "handouts", "items")
    levels = StockLevel.objects.values_list("agency__slug", "location__name", "lot__number", "quantity")
    reports = AgencyReport.objects.values_list("agency__slug", "period__starts_on", "version", "content_hash")
    people = Person.objects.values_list("agency__slug", "last_name", "first_name", "rank")
    return [sorted(rows.order_by()) for rows in (counts, levels, reports, people)]


def label_of(issue):
    """How the golden file calls a published report."""
    reader = f"department/{issue.department and issue.department.slug}"
    if issue.program:
        reader = f"{'public' if issue.is_public else 'state'}/{issue.program.slug}"
    if issue.scope:
        reader = f"scope/{issue.scope.supplier.slug}/{issue.scope.cadence}"
    return f"{reader}/{issue.starts_on}/{issue.ends_on}"
