"""Correcting a count, in the open and after the seal."""

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.periods import Posting, hold_calendar
from agencies.wording import say
from distributions.counts import NOTHING, Counts, Impossible, share, total_of
from distributions.models import Correction, DailyCount
from distributions.models.count import day_in_stock
from inventory.actions.use import Taken, Want, give_back, take


class CorrectionRefused(Refused):
    """A correction of figures that have changed meanwhile, that changes nothing, or that leaves what cannot be."""


@transaction.atomic
def correct(*, count, difference, reason, today, by=None):
    """Change what one count says by `difference` (a `Counts` of any sign, not nothing), with stock following, or do
    nothing. Returns the `Correction`; raises `CorrectionRefused` where what is left would not be possible."""
    how = {"calendar": hold_calendar(count.agency), "reason": reason, "today": today, "by": by}
    locked = DailyCount.objects.to_be_corrected().get(pk=count.pk)
    (correction,) = spread([locked], [exact(locked)], difference, **how)
    return correction


@transaction.atomic
def correct_day(*, count, seen, wanted, reason, today, by=None):
    """Make the log say `wanted` instead of `seen` of the day, place and item of `count`, or do nothing.

    Stock follows. What was posted to several months is corrected in the newest one first. While the period of a
    count is open the count itself changes; a published one stays, and the difference is told in the next report.
    Returns the list of `Correction`s. Raises `CorrectionRefused` where the log does not say `seen` any more, where
    nothing would change, and where `wanted` is not possible.
    """
    calendar = hold_calendar(count.agency)
    counts, held = counts_saying(seen, alike=count)
    if wanted == seen:
        raise CorrectionRefused(_("Change at least one of the figures."))
    return spread(counts, held, wanted.minus(seen), calendar=calendar, reason=reason, today=today, by=by)


def counts_saying(seen, *, alike):
    """Return the counts of the day, place and item of `alike`, locked, and what each says; raise
    `CorrectionRefused` unless it is `seen` in all."""
    counts = list(DailyCount.objects.alike(alike).to_be_corrected())
    held = [exact(each) for each in counts]
    if total_of(held) != seen:
        raise CorrectionRefused(_("More was counted on this day meanwhile. Look at the figures again."))
    return counts, held


def correct_key(agency, key, difference, *, location=None, **how):
    """Change what the log says of `key` by `difference`, newest posting month first; the stock of `location` follows,
    or of the main one. Returns what was `Taken`. Raises `CorrectionRefused` where this does not fit the log any more.
    """
    counts = list(DailyCount.objects.of(agency).filter(**key._asdict()).to_be_corrected())
    try:
        done = change(counts, [exact(count) for count in counts], difference, **how)
    except CorrectionRefused:
        sentence = _(
            "The log of %(day)s was corrected since, so the change of the sheet does not fit: correct it by hand."
        )
        raise CorrectionRefused(say(sentence, day=key.handed_out_on)) from None
    return follow_in_stock(done, location=location)


def spread(counts, held, difference, *, location=None, **how):
    """Change `counts` as `change` does, with stock following; return the `Correction`s."""
    done = change(counts, held, difference, **how)
    follow_in_stock(done, location=location)
    return [correction for _count, correction in done]


def follow_in_stock(done, *, location):
    """Let stock follow each (count, its `Correction`) as `correct_stock` does; return what was `Taken` in all."""
    taken = Taken()
    for count, correction in done:
        part = correct_stock(count, correction.items, month=correction.posted_month, location=location)
        taken = taken.plus(part)
    return taken


def change(counts, held, difference, *, calendar, reason, today, by):
    """Correct `counts` (locked, saying `held`) by `difference` in all, and leave stock to the caller.

    Returns (count, its `Correction`) of those that change. Raises `CorrectionRefused` if it is impossible.
    """
    try:
        parts = share(held, difference)
    except Impossible:
        raise CorrectionRefused(
            _(
                "That would leave fewer kits than times, people trained without kits, or less than nothing. "
                "Look at the figures of this day again."
            )
        ) from None
    how = {"calendar": calendar, "reason": reason, "today": today, "by": by}
    changed = ((count, part) for count, part in zip(counts, parts, strict=True) if part != NOTHING)
    return [(count, _correct(count, part, **how)) for count, part in changed]


def _correct(count, difference, *, calendar, reason, today, by):
    """Change one count, or post the difference forward; return the `Correction`.

    While the count's period is open the count itself changes. Once it is sealed the count stands: a difference that
    is a count in itself (times, with at least one kit each) is counted in the open period; any other, such as one
    that lowers something, goes to the net line of that period.
    """
    posting = Posting(count.scope_id, count.posted_month)
    still_open = calendar.is_open(posting)
    if not still_open:
        posting = calendar.post(day=today, today=today)
    to_net_line = not still_open and not difference.is_possible
    if not to_net_line:
        DailyCount.objects.change(key_of(count, posting), difference)
    return Correction.objects.create(
        **count_of(count),
        scope_id=posting.scope_id,
        posted_month=posting.month,
        to_net_line=to_net_line,
        reason=reason,
        by=by,
        on=today,
        **difference._asdict(),
    )


def key_of(count, posting):
    """The key of `count`, reported where `posting` says, in the order of `DailyCount.KEY`."""
    given = {name: getattr(count, name) for name in DailyCount.KEY}
    return tuple((given | {"scope_id": posting.scope_id, "posted_month": posting.month}).values())


def count_of(count):
    """What a correction repeats of the count that it is about."""
    names = ("agency_id", "handed_out_on", "precision", "jurisdiction_id", "zip_code", "item_id")
    repeated = {name: getattr(count, name) for name in names}
    return repeated | {"count_scope_id": count.scope_id, "count_month": count.posted_month}


def exact(count):
    """What `count` says after the corrections that its seal sent to a net line: a `Counts`."""
    later = Correction.objects.filter(**count_of(count), to_net_line=True)
    sent = later.aggregate(**{name: Sum(name, default=0) for name in Counts._fields})
    return Counts(count.handouts, count.items, count.people_trained).plus(Counts(**sent))


def correct_stock(count, items, *, month, location=None):
    """Give back, or take, as many items as the count of a day fell or rose by, at the main location or `location`;
    return what was `Taken`."""
    where = {"agency": count.agency, "location": location or count.agency.main_location}
    day = day_in_stock(count.handed_out_on, count.precision)
    if items < 0:
        give_back(**where, item=count.item, quantity=-items, handed_out_on=day, posted_month=month)
    elif items > 0:
        return take(**where, wanted={Want(count.item_id, day, month): items})
    return Taken()
