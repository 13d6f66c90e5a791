"""What may be right but looks wrong: it is said, and counted only when somebody says yes."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Agency
from agencies.wording import say, write_month
from distributions.actions import LogEntry
from distributions.actions.sheets import items_in_log
from distributions.actions.typed import totals_of
from distributions.elsewhere import Elsewhere, Grain
from distributions.import_stock import how_many
from distributions.limits import DAYS_UNASKED
from distributions.models import Precision, Sheet, SheetTotal
from distributions.offer import counties_of
from distributions.overlaps import say_grains
from distributions.preview import find_places
from inventory.models import Item

LONG_AGO = timedelta(days=DAYS_UNASKED)
IN_IT = {False: {Grain.SAME}, True: {Grain.SAME, Grain.DAYS}}  # the grains within a day, and within a whole month
Named = Sequence[tuple[str, LogEntry]]  # "Line 2", or "" where there is only one


def doubts_about(lines: Named, *, agency: Agency, kind: str, today: date) -> list[str]:
    """Return what should be asked before these lines are counted, a sentence each: a county that is none of the
    agency's and what the log has already, at whatever grain; of a paper sheet also a day long ago, and the same sheet
    typed before. At most eight queries, however many lines there are.
    """
    entries = [entry for _name, entry in lines]
    if not entries:
        return []
    doubts = [doubt for name, entry in lines for doubt in _long_ago(name, entry, today)] if kind == PAPER else []
    places = find_places(totals_of(entries), state=agency.program.state)
    own = {county.pk for county in counties_of(agency)}
    for name, entry in lines:
        if entry.jurisdiction_id not in own:
            doubts.append(_begin(name, _("%(place)s is outside your area."), place=places[_key_of(entry)]))
    twin = same_sheet(agency, entries, today=today) if kind == PAPER else None
    if twin:
        sentence = _("These are the lines of %(sheet)s, which was entered on %(day)s.")
        return [*doubts, say(sentence, sheet=twin, day=twin.on)]
    return [*doubts, *_already_counted(lines, agency, places)]


PAPER = Sheet.Kind.PAPER


def same_sheet(agency: Agency, entries: Sequence[LogEntry], *, today: date) -> Sheet | None:
    """A paper sheet, entered not long ago, that counted exactly what these entries add up to, if there is one."""
    totals = totals_of(entries)
    recent = Sheet.objects.of(agency).filter(kind=PAPER, on__gte=today - LONG_AGO, taken_back_on=None)
    first = min(totals)
    like = recent.filter(totals__in=SheetTotal.objects.filter(**first._asdict(), items=totals[first].items))
    return next((sheet for sheet in like if sheet.totals.by_key() == totals), None)


def _long_ago(name, entry, today):
    if entry.handed_out_on < today - LONG_AGO:
        yield _begin(name, _("The date is read as %(day)s."), day=entry.handed_out_on)


def _already_counted(lines, agency, places):
    """One sentence for each day (or month), place and item of which the log has some already, be it as the total of
    the month or of the county, at the first line of it. Two queries."""
    elsewhere = Elsewhere(items_in_log(agency=agency, days=[entry.handed_out_on for _name, entry in lines]))
    items = Item.objects.in_bulk({entry.item_id for _name, entry in lines})
    asked = set()
    for name, entry in lines:
        key = _key_of(entry)
        already = elsewhere.find(key)
        if already.items and key not in asked:
            asked.add(key)
            yield _begin(name, _say_already(entry, already, places[key], items[entry.item_id]))


def _say_already(entry, already, place, item):
    facts = {"place": place, "day": entry.handed_out_on, "month": write_month(entry.handed_out_on)}
    is_month = entry.precision == Precision.MONTH
    if IN_IT[is_month].issuperset(already.grains):
        sentence = _say_logged_in(already.items) if is_month else _say_logged_on(already.items)
        return say(sentence, what=how_many(item, already.items), **facts)
    sentence = _say_maybe_in(already.items) if is_month else _say_maybe_on(already.items)
    return say(sentence, number=already.items, grains=say_grains(already), **facts)


def _say_logged_on(number):
    return ngettext(
        "%(what)s was already logged for %(place)s on %(day)s.",
        "%(what)s were already logged for %(place)s on %(day)s.",
        number,
    )


def _say_logged_in(number):
    return ngettext(
        "%(what)s was already logged for %(place)s in %(month)s.",
        "%(what)s were already logged for %(place)s in %(month)s.",
        number,
    )


def _say_maybe_on(number):
    return ngettext(
        "%(number)s already in the log may be the same one as yours for %(place)s on %(day)s (%(grains)s).",
        "%(number)s already in the log may be the same ones as yours for %(place)s on %(day)s (%(grains)s).",
        number,
    )


def _say_maybe_in(number):
    return ngettext(
        "%(number)s already in the log may be the same one as yours for %(place)s in %(month)s (%(grains)s).",
        "%(number)s already in the log may be the same ones as yours for %(place)s in %(month)s (%(grains)s).",
        number,
    )


def _begin(name, sentence, **facts):
    said = say(sentence, **facts)
    return f"{name}: {said}" if name else said


def _key_of(entry):
    return next(iter(totals_of([entry])))
