"""A sheet that was entered by mistake is taken back as a whole."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.wording import say
from distributions.actions.correct import CorrectionRefused, correct_key
from distributions.actions.importing import Step
from distributions.counts import NOTHING, Counts, Key, total_of
from distributions.models import Correction, Sheet
from inventory.actions.ledger import hold_ledger

AT_ONCE = 50


@transaction.atomic
def take_sheet_back(*, sheet, location, today, by=None, most=None):
    """Lower the log by all that `sheet` counted, or do nothing at all; kits go back into the stock of `location`.

    With `most`, only so many days and places are taken back, the earliest first, and the rest by calling it again.
    Each is a correction for which the sheet is the reason: a published report stays, and the next one tells the
    difference. A sheet that was taken back before changes nothing. Returns the `Counts` of the whole change. Raises
    `CorrectionRefused` where the log of one of its days was corrected by hand since, for then nobody can know what of
    the sheet is still in it.
    """
    agency = sheet.agency
    calendar = hold_ledger(agency)
    held = Sheet.objects.get(pk=sheet.pk)
    some = held.totals.order_by(*Key._fields)[:most].by_key()
    _refuse_corrected(held, some)
    how = {"calendar": calendar, "reason": Correction.Reason.SHEET_TAKEN_BACK, "today": today, "by": by}
    for key, figures in some.items():
        correct_key(agency, key, NOTHING.minus(figures), location=location, **how)
        held.totals.filter(**key._asdict()).delete()
    if some and not held.totals.exists():
        held.taken_back_on = today
        held.save(update_fields=["taken_back_on"])
    return NOTHING.minus(total_of(some.values()))


def take_back_in_steps(*, sheet, **how) -> Iterator[Step]:
    """Take `sheet` back as `take_sheet_back` does, a part in each transaction; yield a `Step` at first and after
    each.

    Whenever it is stopped, doing it again goes on from there. Raises `CorrectionRefused` before anything is changed
    where `take_sheet_back` would.
    """
    _refuse_corrected(sheet, sheet.totals.by_key())
    step = Step(0, sheet.totals.count(), NOTHING, NOTHING)
    yield step
    while step.done < step.of:
        part = take_sheet_back(sheet=sheet, most=AT_ONCE, **how)
        done = step.of - sheet.totals.count()
        step = step._replace(done=done, lowered=step.lowered.plus(part))
        yield step


def takes_long_to_take_back(sheet: Sheet) -> bool:
    """Whether somebody would wait for it."""
    return sheet.totals.count() > AT_ONCE


def _refuse_corrected(sheet: Sheet, totals: dict[Key, Counts]) -> None:
    if not totals:
        return
    by_hand = Correction.objects.of(sheet.agency_id).filter(on__gte=sheet.on).exclude(reason__in=Correction.BY_SHEETS)
    days = [key.handed_out_on for key in totals]
    near = by_hand.filter(handed_out_on__range=(min(days), max(days))).order_by("handed_out_on")
    for *key, on in near.values_list(*Key._fields, "on"):
        if Key(*key) in totals:
            sentence = _(
                "Nothing was changed: somebody corrected the log of %(day)s by hand on %(on)s. "
                "Correct the lines of this sheet one by one."
            )
            raise CorrectionRefused(say(sentence, day=key[0], on=on))
