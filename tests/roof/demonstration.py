"""Loading the demonstration in tests, and what it comes to."""

import itertools
from collections import defaultdict
from io import StringIO

from django.core.management import call_command

from agencies.models import Agency, Coalition, ReportingPeriod
from agencies.periods import period_of
from distributions.models import DailyCount
from inventory.models import StockLevel
from lbn.demo import access
from lbn.reporting.calendar.spans import is_quarter
from lbn.reporting.models import AgencyReport, Issue
from lbn.reporting.published.tables import tables_of
from lbn.reporting.returns.coalitions import quarters_shown
from lbn.reporting.returns.states import states_of
from tests.reporting.plain import faults_of, read_counts
from training.models import Person

# What each agency says of the coalition, and whose quarters are shown in it: one missed its report of the second one.
NEIGHBORS = (
    {"ferngate-ems": "agreed", "harrowmere-sheriffs-office": "asked", "quillhaven-police-department": "agreed"},
    [
        ("Ferngate EMS", 7),
        ("Quillhaven Police Department", 7),
        ("Quillhaven Police Department", 4),
        ("Ferngate EMS", 1),
        ("Quillhaven Police Department", 1),
    ],
)


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


def fingerprints():
    """What was published and sent, {how the golden file calls it: its fingerprint}."""
    published = {label_of(issue): issue.content_hash for issue in Issue.objects.all()}
    sent = AgencyReport.objects.select_related("agency", "period")
    reports = {f"report/{one.agency.slug}/{one.period.starts_on}/{one.version}": one.content_hash for one in sent}
    return published | reports


def issues_by_program():
    """All published reports by their program, {program: [report]}."""
    near = ("program", "scope__supplier__program", "department__program")
    found = defaultdict(list)
    for issue in Issue.objects.select_related(*near):
        found[issue.program or (issue.scope.supplier if issue.scope else issue.department).program].append(issue)
    return found


def faults_in(issues):
    """What is not the whole of what it says in published reports, {program: [report]}."""
    faults = []
    for program, published in issues.items():
        counts = read_counts(program)
        for issue in published:
            faults += faults_of(issue, tables_of(issue.read()), counts)
    return faults


def quarters_among(issues):
    """The reports of quarters among some, oldest first, each with its first day."""
    return [(issue.starts_on, issue.read()) for issue in issues.order_by("starts_on") if is_quarter(issue.span)]


def hats():
    return [(email, role) for email in access.INTRODUCED for role in roles_of(email)]


def roles_of(email):
    return ["supplier_staff", "coordinator"] if email.startswith("both@") else [""]


def published_and_open():
    """How many kits suppliers' reports have, how many the log of periods that are still open, and the whole log."""
    length = {"monthly": 1, "quarterly": 3}
    issues = [(issue, issue.read().report) for issue in Issue.objects.exclude(scope=None).select_related("scope")]
    periods = [report for issue, report in issues if len(report.months) == length[issue.scope.cadence]]
    published = sum(report.total.kits for report in periods)
    sealed = set(ReportingPeriod.objects.exclude(sealed_at=None).values_list("scope_id", "starts_on"))
    counts = DailyCount.objects.of_naloxone().select_related("scope")
    still = [c for c in counts if (c.scope_id, period_of(c.posted_month, c.scope.cadence)) not in sealed]
    return published, sum(count.items for count in still), sum(count.items for count in counts)


def neighbors(today):
    """What each agency says of the coalition, and of whom and which quarters totals are shown to who started it."""
    coalition = Coalition.objects.get()
    members = coalition.members.select_related("agency")
    quarters = quarters_shown(members, today, reader=members.get(agency=coalition.started_by))
    shown = [(one.agency.name, one.starts_on.month) for one in quarters if one.closed]
    return dict(members.values_list("agency__slug", "status")), shown


def breaks_in_chains(today):
    """Each report in force that does not begin as the one before it ended, of every agency."""
    found = []
    for agency in Agency.objects.all():
        closed = [one.in_force for one in reversed(states_of(agency, today)) if one.is_sealed]
        for before, after in itertools.pairwise(closed):
            if before and after and after.read().stock.opening != before.read().stock.closing:
                found.append(after)
    return found
