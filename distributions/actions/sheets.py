"""Applying a tracking sheet: the difference between what it says now and what it contributed before.

The same file adds nothing, a grown sheet adds what is new, a changed line changes the count. A count, its stock and
what the sheet contributed to it change in one transaction: an import that was stopped goes on where it stood when it
is started again. What falls or vanished is applied only on request.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Sum

from agencies.periods import Posting, month_end, month_of
from distributions.actions.correct import correct_key, correct_stock, exact, key_of
from distributions.counts import NOTHING, Counts, Key, total_of
from distributions.elsewhere import Already, Elsewhere, Grain
from distributions.lines import Refusals
from distributions.models import Correction, DailyCount, Precision, Sheet, SheetTotal
from distributions.models.count import day_in_stock
from distributions.sheet_names import ImportedSheet
from distributions.tracking import JudgedSheet
from inventory.actions.ledger import hold_ledger
from inventory.actions.use import Want, take
from inventory.models import Item


@dataclass
class Plan:
    """What importing a sheet would do, key by key.

    `added`: new keys and those that grew, with their totals. `unchanged`: imported already. `fallen`: keys that would
    fall or vanish, with what the sheet says now. `overlapping`: the part of `added` that is new to this sheet while
    the log has counts for the same day and place from elsewhere, or at another grain; `already` says how many. A
    month's total is overlapping beside days of the same sheet too. `before`: what the sheet contributed so far to the
    keys that grew or fall. `refused`: lines too old to be counted now.
    """

    added: dict[Key, Counts] = field(default_factory=dict)
    unchanged: dict[Key, Counts] = field(default_factory=dict)
    fallen: dict[Key, Counts] = field(default_factory=dict)
    overlapping: dict[Key, Counts] = field(default_factory=dict)
    already: dict[Key, Already] = field(default_factory=dict)
    before: dict[Key, Counts] = field(default_factory=dict)
    refused: Refusals = field(default_factory=Refusals)

    def find_items(self) -> dict[int, Item]:
        """Return the items that the sheet tells of, by their ids. One query."""
        said = (self.added, self.fallen, self.unchanged)
        return Item.objects.in_bulk({key.item_id for keys in said for key in keys})

    @property
    def new(self) -> dict[Key, Counts]:
        """The part of `added` of which this sheet said nothing before, and neither did anything else."""
        return {k: part for k, part in self.added.items() if k not in self.before and k not in self.overlapping}

    @property
    def grown(self) -> dict[Key, Counts]:
        """By how much the keys grow that the sheet contributed to before."""
        return {k: part.minus(self.before[k]) for k, part in self.added.items() if k in self.before}

    @property
    def falling(self) -> dict[Key, Counts]:
        """By how much the keys change that fall or vanish."""
        return {k: part.minus(self.before.get(k, NOTHING)) for k, part in self.fallen.items()}


def contribution_of(*, agency, sheet: ImportedSheet):
    """What the sheet has contributed so far: {Key: Counts}."""
    return SheetTotal.objects.of_import(sheet, agency=agency).by_key()


def items_in_log(*, agency, days):
    """What the log says, exactly, in the months of `days`, whatever it came from: {Key: number of items}."""
    within = {"agency": agency, "handed_out_on__range": (month_of(min(days)), month_end(max(days)))}
    said: Counter[Key] = Counter()
    for rows in (DailyCount.objects.filter(**within), Correction.objects.filter(**within).net_lines()):
        for *key, items in rows.order_by().values_list(*Key._fields).annotate(total=Sum("items")):
            said[Key(*key)] += items
    return said


def plan_import(*, agency, sheet: ImportedSheet, judged: JudgedSheet) -> Plan:
    """Compare what a sheet says now with what it contributed before. Changes nothing."""
    before = contribution_of(agency=agency, sheet=sheet)
    plan = Plan()
    for key, figures in judged.totals.items():
        had = before.get(key, NOTHING)
        if figures == had:
            plan.unchanged[key] = figures
        elif key in judged.too_old:
            plan.refused.add("day", judged.said_of_old, judged.too_old[key])
        elif figures.minus(had).falls:
            plan.fallen[key] = figures
        else:
            plan.added[key] = figures
    plan.fallen |= {key: NOTHING for key, had in before.items() if key not in judged.totals and had != NOTHING}
    plan.before = {key: had for key, had in before.items() if key in plan.added or key in plan.fallen}
    new = plan.new
    if new:
        plan.already = _find_already(agency=agency, new=new, before=before, totals=judged.totals)
        plan.overlapping = {key: new[key] for key in plan.already}
    return plan


def _find_already(*, agency, new, before, totals) -> dict[Key, Already]:
    """What is counted otherwise of the keys in `new`, for those of which anything is."""
    log = items_in_log(agency=agency, days=[key.handed_out_on for key in new])
    elsewhere = Elsewhere({key: items - before.get(key, NOTHING).items for key, items in log.items()})
    months = {key.handed_out_on for key in new if key.precision == Precision.MONTH}
    days_beside = {
        key: figures.items
        for key, figures in totals.items()
        if key.precision == Precision.DAY and month_of(key.handed_out_on) in months
    }
    beside = Elsewhere(days_beside)
    found = {}
    for key in new:
        already = elsewhere.find(key)
        if months and key.precision == Precision.MONTH and (days := beside.find(key).items):
            already = already.plus(Already(days, (Grain.SHEET,)))
        if already.items:
            found[key] = already
    return found


@transaction.atomic
def apply_increases(*, agency, sheet, totals, today, by=None, location=None):
    """Bring the counts up to what `totals` (Key → Counts) says of this sheet, with the stock of `location` (the main
    one without it) following, or do nothing.

    Returns the `Counts` that this added and what was `Taken`; doing it again adds nothing. Raises `CorrectionRefused`
    where a day was corrected by hand so that the change of its line does not fit.
    """
    calendar = hold_ledger(agency)
    differences = _differences(agency=agency, sheet=sheet, totals=totals)
    possible = {key: part for key, part in differences.items() if part.is_possible}
    taken = _count(agency, possible, calendar, today, location or agency.main_location)
    how = {"calendar": calendar, "reason": Correction.Reason.SHEET_CHANGED, "today": today, "by": None}
    how["location"] = location
    for key, part in sorted(differences.items()):
        if not part.is_possible:
            taken = taken.plus(_reshape(agency, key, part, how))
    if differences:
        held = _open_sheet(agency, sheet, by=by, today=today)
        SheetTotal.objects.remember(sheet=held, totals={key: totals[key] for key in differences})
    return total_of(differences.values()), taken


def _open_sheet(agency, sheet, *, by, today):
    """The `Sheet` of what is imported now as `sheet`, made where it is the first time. The agency is held.

    It stays entered on the day since which it counts: a correction by hand after it keeps it from being taken back.
    """
    kind = Sheet.Kind.IMPORT
    held = Sheet.objects.of(agency).imported_as(sheet).first()
    if held is None:
        mark = Sheet.objects.free_mark(agency=agency, kind=kind, known_by=sheet.known_by)
        held = Sheet(agency=agency, kind=kind, known_by=sheet.known_by, mark=mark)
    held.label = held.label or sheet.label
    if held.on is None or held.taken_back_on:
        held.by, held.on = by, today
    held.lines, held.taken_back_on = sheet.lines, None
    held.save()
    return held


def _count(agency, differences, calendar, today, location):
    """Count differences that are counts in themselves, and take them out of stock; return what was `Taken`."""
    counts = {}
    wanted: defaultdict[Want, int] = defaultdict(int)
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
        day = day_in_stock(key.handed_out_on, key.precision)
        wanted[Want(key.item_id, day, posting.month)] += difference.items
    DailyCount.objects.increment(counts)
    return take(agency=agency, location=location, wanted=wanted)


def _reshape(agency, key, difference, how):
    """Add a difference that is no count in itself, such as one kit more at the same times: to a count that can bear
    it while its period is open, else as a correction. Returns what was `Taken`."""
    for count in DailyCount.objects.of(agency).filter(**key._asdict()).to_be_corrected():
        posting = Posting(count.scope_id, count.posted_month)
        if how["calendar"].is_open(posting) and exact(count).plus(difference).is_possible:
            DailyCount.objects.change(key_of(count, posting), difference)
            return correct_stock(count, difference.items, month=posting.month, location=how["location"])
    return correct_key(agency, key, difference, **how)


def _differences(*, agency, sheet, totals):
    before = _contribution_to(agency=agency, sheet=sheet, keys=totals)
    differences = {key: figures.minus(before.get(key, NOTHING)) for key, figures in totals.items()}
    return {key: part for key, part in differences.items() if part != NOTHING and not part.falls}


def _contribution_to(*, agency, sheet, keys):
    days = {key.handed_out_on for key in keys}
    near = SheetTotal.objects.of_import(sheet, agency=agency).filter(handed_out_on__range=(min(days), max(days)))
    return {key: figures for key, figures in near.by_key().items() if key in keys}


@transaction.atomic
def apply_decreases(*, agency, sheet, fallen, today, by=None, location=None):
    """Lower the counts to what `fallen` (Key → Counts) says of this sheet, with the stock of `location` (the main one
    without it) following, or do nothing at all.

    Each is a correction for which the sheet is the reason, in the newest posting month first. Returns the `Counts`
    of the whole change. Raises `CorrectionRefused` where a day was corrected by hand so that this does not fit.
    """
    calendar = hold_ledger(agency)
    held = Sheet.objects.of(agency).imported_as(sheet).first()
    before = _contribution_to(agency=agency, sheet=sheet, keys=fallen) if fallen and held else {}
    how = {"calendar": calendar, "reason": Correction.Reason.SHEET_CHANGED, "today": today, "by": by}
    how["location"] = location
    total = NOTHING
    for key, figures in sorted(fallen.items()):
        difference = figures.minus(before.get(key, NOTHING))
        if difference != NOTHING:
            correct_key(agency, key, difference, **how)
        total = total.plus(difference)
    if before:
        _remember_fallen(held, fallen)
    return total


def _remember_fallen(sheet, fallen):
    SheetTotal.objects.remember(sheet=sheet, totals={key: part for key, part in fallen.items() if part != NOTHING})
    for key in (key for key, figures in fallen.items() if figures == NOTHING):
        sheet.totals.filter(**key._asdict()).delete()
