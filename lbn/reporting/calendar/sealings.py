"""What was sealed last and what is sealed next, for the program office."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q

from agencies.models import Program, ReportingScope
from agencies.periods import next_period, period_end, period_of
from lbn.reporting.calendar.deadlines import due_on, sealed_on
from lbn.reporting.calendar.words import period_in_words


@dataclass(frozen=True)
class Sealing:
    """The next period of a scope to be sealed; `late` where its seal day has passed and nobody has sealed it."""

    scope: ReportingScope
    starts_on: date
    last_sealed: date | None
    today: date

    @property
    def period(self) -> str:
        return period_in_words(self.starts_on, period_end(self.starts_on, self.scope.cadence))

    @property
    def last_period(self) -> str:
        """The period sealed last, "" where none was."""
        if self.last_sealed is None:
            return ""
        return period_in_words(self.last_sealed, period_end(self.last_sealed, self.scope.cadence))

    @property
    def due_on(self) -> date:
        return due_on(self.scope, self.starts_on)

    @property
    def sealed_on(self) -> date:
        return sealed_on(self.scope, self.starts_on)

    @property
    def periods_due(self) -> int:
        """How many periods of the scope `today` is the seal day of, or later, and nobody has sealed."""
        number, starts_on = 0, self.starts_on
        while sealed_on(self.scope, starts_on) <= self.today:
            number, starts_on = number + 1, next_period(starts_on, self.scope.cadence)
        return number

    @property
    def late(self) -> bool:
        return self.sealed_on < self.today


def sealings_of(program: Program, today: date) -> list[Sealing]:
    """Return the next sealing of each scope of `program` that ever had an agency, soonest first. One query.

    A supplier that was merged into another one has nothing to come; it is there while a period of its is due.
    """
    done = Max("periods__starts_on", filter=Q(periods__sealed_at__isnull=False))
    scopes = ReportingScope.objects.filter(supplier__program=program).select_related("supplier__program")
    scopes = scopes.annotate(begun_on=Min("memberships__from_on"), last_sealed=done).exclude(begun_on=None)
    every = [Sealing(scope, _next(scope), scope.last_sealed, today) for scope in scopes]
    found = [one for one in every if one.scope.supplier.merged_into_id is None or one.periods_due]
    return sorted(found, key=lambda one: (one.sealed_on, one.scope.supplier.name, one.scope.pk))


def _next(scope):
    if scope.last_sealed is None:
        return period_of(scope.begun_on, scope.cadence)
    return next_period(scope.last_sealed, scope.cadence)
