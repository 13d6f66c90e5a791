"""An agency's report before anybody has typed a word: what its log, its ledger and its roster say of a period.

A opening + B received - C left ± D other = E closing holds by arithmetic and is checked again before a report is
frozen. C is what the log says was left, by posting month, with the corrections that went to the net line. D has the
ledger's other movements, the change in shortfall (kits left that no stock covered) as its own line, and the kits that
were left where no stock was kept yet.
"""

from dataclasses import asdict, dataclass
from datetime import date

from agencies.models import Agency, ReportingScope
from agencies.periods import months_between, period_end
from distributions.models import Correction, DailyCount
from inventory.querysets import flow
from training.models import Course, Person, Session


class DoesNotClose(ArithmeticError):
    """The figures of a report do not add up; nothing may be submitted until the ledger is repaired."""


@dataclass(frozen=True)
class Stock:
    """The kits of a period: A, B, C and D by its parts, E."""

    opening: int
    received: int
    left: int
    other: dict[str, int]
    shortfall: int
    not_from_stock: int
    closing: int

    @property
    def other_change(self) -> int:
        """D: what changed stock beside deliveries and kits left, and what was left but is not in stock."""
        return sum(self.other.values()) + self.shortfall + self.not_from_stock

    def require_closing(self) -> None:
        """Raise `DoesNotClose` unless A + B - C + D = E."""
        if self.opening + self.received - self.left + self.other_change != self.closing:
            raise DoesNotClose("The figures do not add up. Run check_ledger, then look at the stock page.")


@dataclass(frozen=True)
class Prefilled:
    """What an agency's report says, in whole numbers of kits, doses, times, people and sessions."""

    stock: Stock
    handouts: int
    doses: int
    net_corrections: int
    community_trained: int
    personnel_trained: int
    personnel_current: int
    sessions: int

    @property
    def is_empty(self) -> bool:
        """No kit was left in this period."""
        return self.stock.left == 0 and self.handouts == 0

    def as_content(self) -> dict:
        """Return the report as plain data, ready to be frozen."""
        self.stock.require_closing()
        return asdict(self) | {"stock": asdict(self.stock) | {"other_change": self.stock.other_change}}


def prefill(*, agency: Agency, scope: ReportingScope, starts_on: date) -> Prefilled:
    """Return what the period beginning on `starts_on` says of `agency`, from its own exact and live figures."""
    ends_on = period_end(starts_on, scope.cadence)
    months = list(months_between(starts_on, ends_on))
    counted = DailyCount.objects.of(agency).in_scope(scope).posted_between(months[0], months[-1])
    totals = counted.of_naloxone().with_doses()
    net = net_corrections(agency=agency, scope=scope, first=months[0], last=months[-1])
    moved = flow(agency, months[0], months[-1])
    left = totals["kits"] + net
    people = Person.objects.for_agency(agency)
    courses = list(Course.objects.filter(program=agency.program_id).required_to_leave_kits())
    return Prefilled(
        stock=Stock(
            opening=moved.opening,
            received=moved.received,
            left=left,
            other=moved.other,
            shortfall=moved.shortfall,
            not_from_stock=left - moved.left,
            closing=moved.closing,
        ),
        handouts=totals["handouts"],
        doses=totals["doses"],
        net_corrections=net,
        community_trained=counted.totals()["people_trained"],
        personnel_trained=people.completed_between(starts_on, ends_on).count(),
        personnel_current=Person.objects.count_trained(agency, on=ends_on, courses=courses).current,
        sessions=Session.objects.for_agency(agency).sessions_between(starts_on, ends_on).count(),
    )


def net_corrections(*, agency: Agency, scope: ReportingScope, first: date, last: date) -> int:
    """Return the kits by which corrections to sealed periods, posted from `first` to `last`, change the log."""
    posted = Correction.objects.of(agency).in_scope(scope).net_lines().of_naloxone().posted_between(first, last)
    return posted.totals()["items"]
