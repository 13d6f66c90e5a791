"""An agency's report before anybody has typed a word: what its log, its ledger and its roster say of a period.

A opening + B received - C left ± D other = E closing holds by arithmetic and is checked again before a report is
frozen. A is E of the report before (`chain.py`). C is what the log says was left, by posting month, with the
corrections that went to the net line, as doses, times and people have them too. D has the ledger's other movements,
the change in shortfall (kits left that no stock covered) as its own line, and the kits that were left where no stock
was kept yet.
"""

from datetime import date

from agencies.models import Agency, ReportingScope
from agencies.packs.schema import TYPED
from agencies.periods import months_between, period_end
from distributions.models import Correction, DailyCount
from inventory.querysets import flow
from lbn.reporting.documents import Balance, NetCorrections, PeriodReport
from lbn.reporting.returns.chain import chain_balance, report_before
from training.models import Course, Person, Session


def prefill(*, agency: Agency, scope: ReportingScope, starts_on: date) -> PeriodReport:
    """Return what the period beginning on `starts_on` says of `agency`, from its own exact and live figures; nothing
    that is typed, and no outliers. Raises `DoesNotClose` where the figures do not add up."""
    ends_on = period_end(starts_on, scope.cadence)
    months = list(months_between(starts_on, ends_on))
    counted = DailyCount.objects.of(agency).in_scope(scope).posted_between(months[0], months[-1])
    totals = counted.of_naloxone().with_doses()
    net = corrections_of(agency=agency, scope=scope, first=months[0], last=months[-1])
    books = balance_of(agency, months[0], months[-1], left=totals["kits"] + net.kits)
    stock = chain_balance(books, report_before(agency, starts_on))
    stock.require_closing()
    people = Person.objects.for_agency(agency)
    courses = list(Course.objects.filter(program=agency.program_id).required_to_leave_kits())
    return PeriodReport(
        stock=stock,
        handouts=totals["handouts"] + net.handouts,
        doses=totals["doses"] + net.doses,
        net_corrections=net.kits,
        corrections=None if net.is_nothing else net,
        community_trained=counted.totals()["people_trained"] + (net.people_trained or 0),
        personnel_trained=people.completed_between(starts_on, ends_on).count(),
        personnel_current=Person.objects.count_trained(agency, on=ends_on, courses=courses).current,
        sessions=Session.objects.for_agency(agency).sessions_between(starts_on, ends_on).count(),
        no_kits=stock.left == 0 and totals["handouts"] == 0,
        typed=dict.fromkeys(TYPED),
    )


def balance_of(agency: Agency, first: date, last: date, *, left: int) -> Balance:
    """Return the kits of the months from `first` to `last`, of which the log says that `left` were left."""
    moved = flow(agency, first, last)
    not_from_stock = left - moved.left
    return Balance(
        opening=moved.opening,
        received=moved.received,
        left=left,
        other=moved.other,
        shortfall=moved.shortfall,
        not_from_stock=not_from_stock,
        closing=moved.closing,
        other_change=sum(moved.other.values()) + moved.shortfall + not_from_stock,
    )


def corrections_of(*, agency: Agency, scope: ReportingScope, first: date, last: date) -> NetCorrections:
    """Return by how much corrections to sealed periods, posted from `first` to `last`, change the log: times, kits
    and doses of naloxone, and people trained of everything, as they are counted. Two queries."""
    posted = Correction.objects.of(agency).in_scope(scope).net_lines().posted_between(first, last)
    return NetCorrections(**posted.of_naloxone().with_doses(), people_trained=posted.totals()["people_trained"])
