"""Reports that chain: E of a period is A of the next, and the log's figures are told twice a period at most.

What was sent is one look at the log of its period, what the period closed with is another one. A third one between
them would tell by subtraction what was logged in the days between, which may be one visit. So a version that is sent
again before the period closes keeps what the log and the ledger said when it was first sent; deliveries, training and
what is typed are as of now. What is missing is added when the period closes (`actions/completing.py`).

A is what the report before ended with. While the period before is open, what its report lacks is not shown through
this one either: E follows from A, and both are completed, each when its own period closes. Once it is closed its
report and the books agree. Under earlier rules an amendment could change B and D, and leave E apart from the books:
then the difference is a line of D here, once, and the chain goes on with the books.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from agencies.models import Agency
from agencies.periods import AgencyCalendar, period_end, period_of
from lbn.reporting.documents import Balance, PeriodReport
from lbn.reporting.models import AgencyReport, pick_in_force

# Parts of D beside the ledger's: what amendments under earlier rules changed it by, and what they left apart.
AMENDED, CARRIED = "amended", "carried"


class ReportBefore(NamedTuple):
    """The report of the period before, as it stands: its E, in kits, and whether its period is closed."""

    closing: int
    is_sealed: bool


def report_before(agency: Agency, starts_on: date) -> ReportBefore | None:
    """Return the report of the period of `agency` that ended on the day before `starts_on`, whatever its scope; None
    where there was none, or no report of it. Two queries. Raises `ContentChanged` where it was altered in storage."""
    day = starts_on - timedelta(days=1)
    tenure = AgencyCalendar.of(agency).tenure_on(day)
    if tenure is None or period_end(period_of(day, tenure.cadence), tenure.cadence) != day:
        return None
    first = period_of(day, tenure.cadence)
    sent = AgencyReport.objects.filter(agency=agency, period__scope=tenure.scope_id, period__starts_on=first)
    in_force = pick_in_force(list(sent.select_related("period").order_by("version")))
    if in_force is None:
        return None
    return ReportBefore(in_force.read().stock.closing, in_force.period.sealed_at is not None)


def chain_balance(books: Balance, before: ReportBefore | None) -> Balance:
    """Return the balance that the books give of a period, with A as the report before ended."""
    gap = books.opening - before.closing if before else 0
    if before is None or gap == 0:
        return books
    if not before.is_sealed:
        return replace(books, opening=before.closing, closing=books.closing - gap)
    other = {**books.other, CARRIED: gap}
    return replace(books, opening=before.closing, other=other, other_change=books.other_change + gap)


def keep_log_figures(first: PeriodReport, now: PeriodReport) -> PeriodReport:
    """Return `now` with every figure that moves with the log as it was in `first`. B is as of now, and E follows."""
    kept, received = first.stock, now.stock.received
    stock = replace(kept, received=received, closing=kept.closing + received - kept.received)
    return replace(
        now,
        stock=stock,
        handouts=first.handouts,
        doses=first.doses,
        net_corrections=first.net_corrections,
        corrections=first.corrections,
        community_trained=first.community_trained,
        no_kits=first.no_kits,
    )


def figures_to_send(now: PeriodReport, previous: AgencyReport | None, *, is_sealed: bool) -> PeriodReport:
    """Return what is sent where the books say `now` and `previous` (None: nothing) was sent before: as long as the
    period is open, the log's figures of that one."""
    return keep_log_figures(previous.read(), now) if previous and not is_sealed else now
