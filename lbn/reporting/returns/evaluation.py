"""An agency looks back: what it left, where, and whom it trained, beside the same length of time before.

Exact and live, for the agency itself. Months are those in which kits were left, whenever they are reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.periods import add_months, month_end, months_between
from distributions.by_place import PlaceLine, places_of
from distributions.counts import Counts, total_of
from distributions.models import MonthlyTally
from distributions.months import kits_by_month
from inventory.models import Item
from inventory.querysets import flow
from lbn.reporting.returns.balance import FACTS, reason_in_words
from lbn.reporting.returns.tally_sums import Figure, PartialFigure, add_tallies, leave_behind_rate
from training.models import Course, Person, Session

Term = tuple[str, Figure]


@dataclass(frozen=True)
class ComparedFigure:
    """A figure of a span and of the span before; None where nothing was told.

    What is told of some months only has no change: it is compared with nothing.
    """

    label: str
    now: Figure
    before: Figure

    @property
    def change(self) -> int | None:
        if isinstance(self.now, int) and isinstance(self.before, int):
            return self.now - self.before
        return None

    @property
    def cells(self) -> tuple[int | str | None, int | str | None]:
        """Both figures as a table shows them."""
        now, before = (str(one) if isinstance(one, PartialFigure) else one for one in (self.now, self.before))
        return now, before


@dataclass(frozen=True)
class Evaluation:
    """A span of whole months: kits left by month and by place, and figures beside those of the span before."""

    first: date
    last: date
    before_first: date
    before_last: date
    months: list[tuple[date, Counts]]
    places: list[PlaceLine]
    figures: list[ComparedFigure]

    @property
    def total(self) -> Counts:
        return total_of(place.figures for place in self.places)


def evaluation_of(agency: Agency, *, first: date, last: date, item: Item | None = None) -> Evaluation:
    """Look back from month `first` to month `last` (firsts of months) at what was left of `item` (None: all naloxone
    kits), at stock and at training. The number of queries does not grow with the log."""
    length = len(list(months_between(first, last)))
    before = add_months(first, -length), add_months(first, -1)
    places = places_of(agency, first=first, last=last, item=item)
    earlier = places_of(agency, first=before[0], last=before[1], item=item)
    kits = kits_by_month(agency, last=last, months=length)
    kits_before = kits_by_month(agency, last=before[1], months=length)
    now = [*left(places), *terms_of(agency, kits)]
    then = dict([*left(earlier), *terms_of(agency, kits_before)])
    labels = dict.fromkeys([*dict(now), *then])
    figures = [ComparedFigure(label, dict(now).get(label), then.get(label)) for label in labels]
    return Evaluation(first, last, *before, kits, places, figures)


def left(places: list[PlaceLine]) -> list[Term]:
    """What was left, how often, in how many places, and to how many it was shown."""
    total = total_of(place.figures for place in places)
    return [
        (_("Left with people"), total.items),
        (_("Times left"), total.handouts),
        (_("Places in which something was left"), len(places)),
        (str(FACTS["community_trained"]), total.people_trained),
    ]


def terms_of(agency: Agency, kits: Sequence[tuple[date, Counts]]) -> list[Term]:
    """Figures of training, of naloxone kits in stock and of the monthly tallies, over the months of `kits`: the kits
    left in each. Eleven queries."""
    first, last = kits[0][0], kits[-1][0]
    return [
        *training_terms(agency, first, month_end(last)),
        *stock_terms(agency, first, last),
        *tally_terms(agency, kits),
    ]


def training_terms(agency: Agency, first: date, ends_on: date) -> list[Term]:
    people = Person.objects.for_agency(agency)
    courses = list(Course.objects.filter(program=agency.program_id).required_to_leave_kits())
    current = people.count_trained(agency, on=ends_on, courses=courses).current
    sessions = Session.objects.for_agency(agency).sessions_between(first, ends_on)
    return [
        (str(FACTS["personnel_trained"]), people.completed_between(first, ends_on).count()),
        (str(FACTS["personnel_current"]), current),
        (str(FACTS["sessions"]), sessions.count()),
    ]


def stock_terms(agency: Agency, first: date, last: date) -> list[Term]:
    moved = flow(agency, first, last)
    other = [
        (_("Stock: %(reason)s") % {"reason": reason_in_words(reason)}, kits) for reason, kits in moved.other.items()
    ]
    return [
        (_("Stock: received"), moved.received),
        *other,
        (_("Stock: change in kits left that no stock covered"), moved.shortfall),
        (_("Stock: on hand at the end"), moved.closing),
    ]


def tally_terms(agency: Agency, kits: Sequence[tuple[date, Counts]]) -> list[Term]:
    """What coordinators told of months beside the log, and the leave-behind rate; `kits` are those of each month."""
    tallies = MonthlyTally.objects.of(agency).between(kits[0][0], kits[-1][0]).by_month()
    labels = {
        "overdose_responses": _("Overdose responses"),
        "declined": _("Offered and declined"),
        "none_on_hand": _("None on hand"),
        "reported_used": _("Kits reported used"),
    }
    told = [(label, add_tallies(tallies.values(), name, len(kits))) for name, label in labels.items()]
    return [*told, (_("Kits left for every 100 overdose responses"), leave_behind_rate(tallies, kits))]
