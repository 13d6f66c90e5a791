"""What a figure of a report is made of, entry by entry, as the agency's own books say now. Inside the agency only.

`entries_of` gives for each figure a list whose total is the figure exactly, as long as nothing was entered since the
report was sent.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext as _

from agencies.models import Agency, ReportingScope
from agencies.periods import add_months, month_end, months_between, period_end
from agencies.wording import write_day, write_month
from distributions.models import Correction, DailyCount, Precision
from distributions.months import place_in_words, towns_by_zip
from inventory.models import IS_CORRECTION, Item, LateUse, Shortfall, StockMovement, StockUse
from lbn.reporting.returns.balance import BY_REASON, reason_in_words
from lbn.reporting.returns.chain import CARRIED, report_before
from training.models import Completion, Course, Person, Session

KITS = {"lot__item__kind": Item.Kind.NALOXONE_KIT}
KIT_ITEMS = {"item__kind": Item.Kind.NALOXONE_KIT}


class EntrySpan(NamedTuple):
    """Whose figures, and of which posting months (firsts) and days."""

    agency: Agency
    scope: ReportingScope
    first: date
    last: date
    ends_on: date


class Entries(NamedTuple):
    """What a figure is made of: its words, the heads of the columns of words, and rows of words with a number."""

    title: str
    unit: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[tuple[str, ...], int]]

    @property
    def total(self) -> int:
        return sum(number for _words, number in self.rows)


def entries_of(figure: str, *, agency: Agency, scope: ReportingScope, starts_on: date) -> Entries | None:
    """Return what `figure` of the period beginning on `starts_on` is made of; None for a figure that is none."""
    ends_on = period_end(starts_on, scope.cadence)
    span = EntrySpan(agency, scope, starts_on, ends_on.replace(day=1), ends_on)
    reason = figure.removeprefix(BY_REASON)
    if figure.startswith(BY_REASON) and reason in StockMovement.Reason.values:
        return _movements(span, reason)
    made = FIGURES.get(figure)
    return made(span) if made else None


def _balance(span, month, title):
    """Kits by location and lot at the end of a month."""
    moved = StockMovement.objects.filter(agency=span.agency, on__lte=month_end(month), **KITS)
    until = {"agency": span.agency, "posted_month__lte": month}
    late, used = (model.objects.filter(**until, **KITS) for model in (LateUse, StockUse))
    sums: dict[tuple, int] = {}
    for ledger, sign in ((moved, 1), (late, 1), (used, -1)):
        names = ledger.order_by().values_list("location__name", "lot__item__name", "lot__number")
        for *where, quantity in names.annotate(total=Sum("quantity")):
            sums[tuple(where)] = sums.get(tuple(where), 0) + sign * quantity
    rows = [(where, quantity) for where, quantity in sorted(sums.items()) if quantity]
    return Entries(title, _("Kits"), (_("Location"), _("Item"), _("Lot")), rows)


def _opening(span):
    books = _balance(span, add_months(span.first, -1), _("On hand at the beginning"))
    gap, _is_sealed = _apart_from_report(span, books)
    return books._replace(rows=[*books.rows, *_gap_row(-gap)])


def _closing(span):
    """Where the report before is not closed yet, what it lacks is not in this one either."""
    gap, is_sealed = _apart_from_report(span, _balance(span, add_months(span.first, -1), ""))
    books = _balance(span, span.last, _("On hand at the end"))
    return books if is_sealed else books._replace(rows=[*books.rows, *_gap_row(-gap)])


def _apart_from_report(span, opening):
    """How many kits there were at the beginning beyond what the report before said, and whether that is closed."""
    before = report_before(span.agency, span.first)
    return (opening.total - before.closing, before.is_sealed) if before else (0, True)


def _gap_row(kits):
    return [((_("Difference from the report before"), "", ""), kits)] if kits else []


def _movements(span, *reasons, title=""):
    rows = StockMovement.objects.filter(agency=span.agency, on__range=(span.first, span.ends_on), **KITS)
    rows = rows.filter(reason__in=reasons).select_related("lot__item", "location").order_by("on", "reason", "id")
    words = [
        ((write_day(row.on), row.get_reason_display(), row.location.name, row.lot.number), row.quantity)
        for row in rows
    ]
    late = LateUse.objects.filter(agency=span.agency, posted_month__range=(span.first, span.last), **KITS)
    if StockMovement.Reason.COUNTED in reasons:
        words += _late_use(late.exclude(IS_CORRECTION), _("Logged later: a count had found it missing"))
    if StockMovement.Reason.CORRECTED in reasons:
        words += _late_use(late.corrections(), str(StockMovement.Reason.CORRECTED.label))
    title = title or str(StockMovement.Reason(reasons[0]).label)
    return Entries(title, _("Kits"), (_("Day"), _("Why"), _("Location"), _("Lot")), words)


def _late_use(rows, why):
    """What counts had found missing and was logged later: it makes their differences smaller."""
    rows = rows.select_related("lot", "location").order_by("posted_month", "location__name", "lot__number")
    return [
        ((write_month(row.posted_month), why, row.location.name, row.lot.number), row.quantity)
        for row in rows
        if row.quantity
    ]


def _deliveries(span):
    return _movements(span, StockMovement.Reason.RECEIVED, title=_("Received"))


def _counts(span):
    counts = DailyCount.objects.of(span.agency).in_scope(span.scope).posted_between(span.first, span.last)
    return counts.select_related("jurisdiction", "item").order_by("handed_out_on", "jurisdiction", "zip_code", "item")


def _of_counts(span, title, unit, figure: Callable[[DailyCount], int], counts=None):
    counts = list(_counts(span).of_naloxone() if counts is None else counts)
    towns = towns_by_zip({count.zip_code for count in counts})
    rows = [(_words_of(count, towns), figure(count)) for count in counts if figure(count)]
    return Entries(title, unit, (_("Day"), _("Place"), _("Item"), _("Reported in")), rows)


def _words_of(row, towns):
    day = (write_month if row.precision == Precision.MONTH else write_day)(row.handed_out_on)
    place = place_in_words(row.zip_code, towns.get(row.zip_code, ""), row.jurisdiction.label)
    return day, place, row.item.name, write_month(row.posted_month)


def _log_counts(span):
    return _of_counts(span, _("Counted in this period"), _("Kits"), lambda count: count.items)


def _net_lines(span):
    rows = Correction.objects.of(span.agency).in_scope(span.scope).net_lines()
    rows = rows.posted_between(span.first, span.last).select_related("jurisdiction", "item")
    return rows.order_by("on", "handed_out_on", "id")


def _corrections(span):
    rows = _net_lines(span).of_naloxone()
    return _of_counts(span, _("Net corrections to earlier periods"), _("Kits"), lambda row: row.items, counts=rows)


def _left(span):
    counted, corrected = _log_counts(span), _corrections(span)
    return counted._replace(title=_("Left with people"), rows=[*counted.rows, *corrected.rows])


def _with_corrections(span, title, unit, figure, *, counts=None, corrections=None):
    """What was counted, and what corrections to earlier periods changed of it."""
    counted = _of_counts(span, title, unit, figure, counts=counts)
    net = _net_lines(span).of_naloxone() if corrections is None else corrections
    return counted._replace(rows=[*counted.rows, *_of_counts(span, title, unit, figure, counts=net).rows])


def _handouts(span):
    return _with_corrections(span, _("Times kits were left"), _("Times"), lambda row: row.handouts)


def _doses(span):
    return _with_corrections(
        span, _("Doses in the kits left"), _("Doses"), lambda row: row.items * row.item.doses_per_item
    )


def _community_trained(span):
    every = {"counts": _counts(span), "corrections": _net_lines(span)}
    title = _("Community members trained")
    return _with_corrections(span, title, _("People"), lambda row: row.people_trained, **every)


def _shortfall(span):
    rows = Shortfall.objects.filter(agency=span.agency, posted_month__range=(span.first, span.last), **KIT_ITEMS)
    words = [
        ((row.location.name, row.item.name, write_month(row.posted_month)), row.quantity)
        for row in rows.select_related("location", "item").order_by("posted_month", "location__name", "item__name")
        if row.quantity
    ]
    title = _("Change in kits left that no stock covered")
    return Entries(title, _("Kits"), (_("Location"), _("Item"), _("Reported in")), words)


def _not_from_stock(span):
    """By month: what the log says was left, less what came out of stock or no stock covered."""
    rows = []
    for month in months_between(span.first, span.ends_on):
        one = span._replace(first=month, last=month, ends_on=month_end(month))
        used = StockUse.objects.filter(agency=span.agency, posted_month=month, **KITS)
        taken = used.aggregate(total=Sum("quantity", default=0))["total"] + _shortfall(one).total
        rows.append(((write_month(month),), _left(one).total - taken))
    told = [row for row in rows if row[1]]
    return Entries(_("Left where no stock was kept yet"), _("Kits"), (_("Month"),), told)


def _other(span):
    """All of D: movements, shortfall, and what is not in stock."""
    reasons = [reason for reason in StockMovement.Reason.values if reason != StockMovement.Reason.RECEIVED]
    moved = _movements(span, *reasons, title=_("Other changes"))
    more = [part for part in (_shortfall(span), _not_from_stock(span)) if part.rows]
    rows = [(("", part.title, "", ""), part.total) for part in more]
    gap, is_sealed = _apart_from_report(span, _balance(span, add_months(span.first, -1), ""))
    if gap and is_sealed:
        rows.append((("", reason_in_words(CARRIED), "", ""), gap))
    return moved._replace(rows=[*moved.rows, *rows])


def _personnel_trained(span):
    done = Completion.objects.filter(agency=span.agency, completed_on__range=(span.first, span.ends_on))
    names: dict[Any, list[str]] = {}
    people: dict[Any, Person] = {}
    for one in done.select_related("person", "course").order_by("person__last_name", "person__first_name", "pk"):
        people[one.person_id] = one.person
        names.setdefault(one.person_id, []).append(f"{one.course.name}, {write_day(one.completed_on)}")
    rows = [((str(person), "; ".join(names[key])), 1) for key, person in people.items()]
    return Entries(_("Personnel trained"), _("People"), (_("Person"), _("Completed")), rows)


def _personnel_current(span):
    courses = list(Course.objects.filter(program=span.agency.program_id).required_to_leave_kits())
    people = Person.objects.current_on(span.ends_on, agency=span.agency, courses=courses)
    rows = [((str(person), person.unit), 1) for person in people.order_by("last_name", "first_name", "pk")]
    return Entries(_("Personnel current at the end"), _("People"), (_("Person"), _("Unit")), rows)


def _sessions(span):
    held = (
        Session.objects.for_agency(span.agency).sessions_between(span.first, span.ends_on).order_by("held_on", "pk")
    )
    rows = [((write_day(session.held_on), str(session)), 1) for session in held]
    return Entries(_("Training sessions held"), _("Sessions"), (_("Day"), _("Session")), rows)


FIGURES: dict[str, Callable[[EntrySpan], Entries]] = {
    "opening": _opening,
    "received": _deliveries,
    "left": _left,
    "logged": _log_counts,
    "net_corrections": _corrections,
    "other": _other,
    "shortfall": _shortfall,
    "not_from_stock": _not_from_stock,
    "closing": _closing,
    "handouts": _handouts,
    "doses": _doses,
    "community_trained": _community_trained,
    "personnel_trained": _personnel_trained,
    "personnel_current": _personnel_current,
    "sessions": _sessions,
}
