"""What coordinators tell of months beside the log, added over a span of months, and the leave-behind rate from it.

A sum of which some month is not told says of how many it is. The leave-behind rate takes kits of those months only of
which overdose responses are told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agencies.wording import write_number
from distributions.counts import Counts
from distributions.models import MonthlyTally


@dataclass(frozen=True)
class PartialFigure:
    """A figure of some months of a span: `told` of `months`."""

    figure: int
    told: int
    months: int

    def __str__(self) -> str:
        facts = {"figure": self.figure, "told": self.told, "months": self.months}
        return _("%(figure)s, from %(told)s of %(months)s months") % {
            name: write_number(number) for name, number in facts.items()
        }


Figure = int | PartialFigure | None


def partial_or_whole(figure: int | None, *, told: int, months: int) -> Figure:
    """Return a figure as what it is: of all `months`, of the `told` ones among them, or None."""
    return figure if figure is None or told == months else PartialFigure(figure, told, months)


def add_tallies(tallies: Collection[MonthlyTally], name: str, months: int) -> Figure:
    """Add the figure `name` of the tallies of a span of `months` months; None where no month tells it."""
    told = [figure for tally in tallies if (figure := getattr(tally, name)) is not None]
    return partial_or_whole(sum(told) if told else None, told=len(told), months=months)


def leave_behind_rate(tallies: Mapping[date, MonthlyTally], kits: Sequence[tuple[date, Counts]]) -> Figure:
    """Return the kits left for each hundred overdose responses, rounded half up; None without a response.

    `tallies` are by the first day of their month; `kits` are the kits left in each month of the span.
    """
    responses = {
        month: tally.overdose_responses for month, tally in tallies.items() if tally.overdose_responses is not None
    }
    left = sum(counts.items for month, counts in kits if month in responses)
    gone = sum(responses.values())
    rate = (200 * left + gone) // (2 * gone) if gone else None
    return partial_or_whole(rate, told=len(responses), months=len(kits))
