"""Applying a tracking sheet: the difference between what it says now and what it contributed before.

The same file adds nothing, a grown sheet adds what is new, a changed line changes the count. Increases are applied in
chunks, each one transaction with its part of `SheetTotal`: an import that was stopped goes on where it stood when it
is started again. What falls or vanished is applied only on request.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Sum

from agencies.models import Agency
from agencies.periods import Calendar
from agencies.sealing import hold_open
from distributions.actions.correct import correct, exact
from distributions.models import Correction, DailyCount, SheetTotal
from distributions.tracking import Figures, Judged, Key
from inventory.actions.use import Want, take

CHUNK = 500
NOTHING = Figures()


@dataclass
class Plan:
    """What importing a sheet would do, key by key.

    `added`: new keys and those that grew, with their totals. `unchanged`: imported already. `fallen`: keys that would
    fall or vanish, with what the sheet says now. `overlapping`: the part of `added` that is new to this sheet while
    the log has counts for the same day and place from elsewhere. `refused`: lines too old to be counted now.
    """

    added: dict[Key, Figures] = field(default_factory=dict)
    unchanged: dict[Key, Figures] = field(default_factory=dict)
    fallen: dict[Key, Figures] = field(default_factory=dict)
    overlapping: dict[Key, Figures] = field(default_factory=dict)
    refused: list = field(default_factory=list)


def contributed(*, agency, sheet):
    """What the sheet of this name has contributed so far: {Key: Figures}."""
    rows = SheetTotal.objects.filter(agency=agency, sheet=sheet).values_list(*Key._fields, *Figures._fields)
    return {Key(*row[: len(Key._fields)]): Figures(*row[len(Key._fields) :]) for row in rows}


def counted(*, agency, days):
    """What the log says of each key within `days`, whatever it came from: {Key: number of items}."""
    rows = DailyCount.objects.filter(agency=agency, handed_out_on__range=(min(days), max(days))).order_by()
    return {Key(*row[:-1]): row[-1] for row in rows.values_list(*Key._fields).annotate(total=Sum("items"))}


def plan_import(*, agency, sheet, judged: Judged) -> Plan:
    """Compare what a sheet says now with what it contributed before. Changes nothing."""
    before = contributed(agency=agency, sheet=sheet)
    plan = Plan()
    for key, figures in judged.totals.items():
        had = before.get(key, NOTHING)
        if figures == had:
            plan.unchanged[key] = figures
        elif key in judged.too_old:
            plan.refused += judged.too_old[key]
        elif figures.minus(had).falls:
            plan.fallen[key] = figures
        else:
            plan.added[key] = figures
    plan.fallen |= {key: NOTHING for key, had in before.items() if key not in judged.totals and had != NOTHING}
    new = [key for key in plan.added if before.get(key, NOTHING) == NOTHING]
    if new:
        elsewhere = counted(agency=agency, days=[key.handed_out_on for key in new])
        plan.overlapping = {key: plan.added[key] for key in new if elsewhere.get(key, 0) > 0}
    return plan


def apply_increases(*, agency, sheet, added, today):
    """Bring the counts up to what `added` (Key → Figures) says of this sheet, chunk by chunk.

    Yields, after each chunk has been committed, the `Figures` that it added. Started again with the same figures it
    adds nothing twice.
    """
    keys = iter(sorted(added))
    while chunk := list(islice(keys, CHUNK)):
        yield _apply_chunk(agency=agency, sheet=sheet, totals={key: added[key] for key in chunk}, today=today)


@transaction.atomic
def _apply_chunk(*, agency, sheet, totals, today):
    """Count the difference to what the sheet contributed, take it out of stock, and remember it; or do nothing."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    hold_open(agency)
    differences = _differences(agency=agency, sheet=sheet, totals=totals)
    calendar = Calendar.of(agency)
    counts, wanted = {}, defaultdict(int)
    for key, difference in differences.items():
        posting = calendar.post(day=key.handed_out_on, today=today)
        counts[
            agency.pk,
            posting.scope_id,
            key.handed_out_on,
            key.precision,
            posting.month,
            key.jurisdiction_id,
            key.zip_code,
            key.item_id,
        ] = difference
        wanted[Want(key.item_id, key.handed_out_on, posting.month)] += difference.items
    DailyCount.objects.increment(counts)
    take(agency=agency, location=agency.main_location, wanted=wanted)
    _remember(agency=agency, sheet=sheet, totals={key: totals[key] for key in differences})
    total = NOTHING
    for difference in differences.values():
        total = total.plus(difference)
    return total


def _differences(*, agency, sheet, totals):
    before = _contributed_to(agency=agency, sheet=sheet, keys=totals)
    differences = {key: figures.minus(before.get(key, NOTHING)) for key, figures in totals.items()}
    return {key: part for key, part in differences.items() if part != NOTHING and not part.falls}


def _contributed_to(*, agency, sheet, keys):
    days = {key.handed_out_on for key in keys}
    rows = SheetTotal.objects.filter(agency=agency, sheet=sheet, handed_out_on__range=(min(days), max(days)))
    listed = rows.values_list(*Key._fields, *Figures._fields)
    found = {Key(*row[: len(Key._fields)]): Figures(*row[len(Key._fields) :]) for row in listed}
    return {key: figures for key, figures in found.items() if key in keys}


def _remember(*, agency, sheet, totals):
    SheetTotal.objects.bulk_create(
        [
            SheetTotal(agency=agency, sheet=sheet, **key._asdict(), **figures._asdict())
            for key, figures in totals.items()
        ],
        update_conflicts=True,
        unique_fields=["agency", "sheet", *Key._fields],
        update_fields=Figures._fields,
    )


@transaction.atomic
def apply_decreases(*, agency, sheet, fallen, today, by=None):
    """Lower the counts to what `fallen` (Key → Figures) says of this sheet, or do nothing at all.

    Each is a correction for which the sheet is the reason, in the newest posting month first. Returns the `Figures`
    of the whole change (none above 0 in items or times).
    """
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    before = _contributed_to(agency=agency, sheet=sheet, keys=fallen) if fallen else {}
    total = NOTHING
    for key, figures in sorted(fallen.items()):
        difference = figures.minus(before.get(key, NOTHING))
        _lower(agency=agency, key=key, difference=difference, today=today, by=by)
        total = total.plus(difference)
    _remember(agency=agency, sheet=sheet, totals={key: part for key, part in fallen.items() if part != NOTHING})
    for key in (key for key, figures in fallen.items() if figures == NOTHING):
        SheetTotal.objects.filter(agency=agency, sheet=sheet, **key._asdict()).delete()
    return total


def _lower(*, agency, key, difference, today, by):
    """Spread one decrease over the counts of its key, newest posting month first."""
    left = difference
    counts = list(DailyCount.objects.filter(agency=agency, **key._asdict()).order_by("-posted_month", "-scope_id"))
    for position, count in enumerate(counts):
        if left == NOTHING:
            return
        last = position == len(counts) - 1
        part = left if last else _bearable(exact(count), left)
        if part != NOTHING:
            correct(count=count, difference=part, reason=Correction.Reason.SHEET_CHANGED, today=today, by=by)
            left = left.minus(part)


def _bearable(held, wanted):
    """The part of the difference `wanted` that a count of `held` can bear and stay a possible count."""
    part = Figures(*(max(part, -figure) if part < 0 else part for part, figure in zip(wanted, held, strict=True)))
    left = held.plus(part)
    possible = left.handouts <= left.items and (left.handouts or not left.items)
    return part if possible else NOTHING


def totals_of(figures: dict[Key, Figures]) -> Figures:
    """Add up every key."""
    total = NOTHING
    for part in figures.values():
        total = total.plus(part)
    return total


def days_of(keys) -> list[date]:
    """The days, or firsts of month, that these keys name, each once and in order."""
    return sorted({key.handed_out_on for key in keys})
