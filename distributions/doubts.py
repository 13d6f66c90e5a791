"""What may be right but looks wrong: it is said, and counted only when somebody says yes."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from agencies.models import Agency, Jurisdiction
from agencies.periods import month_end
from agencies.wording import say, write_month
from distributions.actions import LogEntry
from distributions.actions.sheets import items_in_log
from distributions.actions.typed import totals_of
from distributions.limits import DAYS_UNASKED
from distributions.models import Sheet, SheetTotal
from distributions.months import log_lines, place_in_words, towns_by_zip
from distributions.offer import counties_of

LONG_AGO = timedelta(days=DAYS_UNASKED)
Named = Sequence[tuple[str, LogEntry]]  # "Line 2", or "" where there is only one


def doubts_about(lines: Named, *, agency: Agency, kind: str, today: date) -> list[str]:
    """Return what should be asked before these lines are counted, a sentence each: a day long ago, a county that is
    none of the agency's, and what the log has already, be it line by line or as the same sheet. At most eight
    queries, however many lines there are.
    """
    entries = [entry for _name, entry in lines]
    if not entries:
        return []
    doubts = [doubt for name, entry in lines for doubt in _long_ago(name, entry, today)] if kind == PAPER else []
    places = _places(entries)
    own = {county.pk for county in counties_of(agency)}
    for name, entry in lines:
        if entry.jurisdiction_id not in own:
            doubts.append(_begin(name, _("%(place)s is outside your area."), place=places[_spot(entry)]))
    twin = same_sheet(agency, entries, today=today) if kind == PAPER else None
    if twin:
        sentence = _("These are the lines of %(sheet)s, which was entered on %(day)s.")
        return [*doubts, say(sentence, sheet=twin, day=twin.on)]
    if kind == Sheet.Kind.MONTH:
        [(name, entry)] = lines
        return [*doubts, *_already_in_month(name, entry, agency, places[_spot(entry)])]
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
    """One sentence for each day and place of which the log has the same item already, at the first line of it."""
    said = items_in_log(agency=agency, days=[entry.handed_out_on for _name, entry in lines])
    asked = set()
    for name, entry in lines:
        key = next(iter(totals_of([entry])))
        if said.get(key, 0) and key not in asked:
            asked.add(key)
            facts = {"number": said[key], "place": places[_spot(entry)], "day": entry.handed_out_on}
            yield _begin(name, _("The log has %(number)s left at %(place)s on %(day)s already."), **facts)


def _already_in_month(name, entry, agency, place):
    """Whatever the log has of the month, place and item of a month's total; a county without ZIP code is everywhere
    in it."""
    lines = log_lines(agency, first=entry.handed_out_on, last=month_end(entry.handed_out_on))
    counted = sum(
        line.figures.items
        for line in lines
        if (line.key.jurisdiction_id, line.key.item_id) == (entry.jurisdiction_id, entry.item_id)
        and (not entry.zip_code or line.key.zip_code in ("", entry.zip_code))
    )
    if counted:
        sentence = _("The log has %(number)s left at %(place)s in %(month)s already.")
        yield _begin(name, sentence, number=counted, place=place, month=write_month(entry.handed_out_on))


def _begin(name, sentence, **facts):
    said = say(sentence, **facts)
    return f"{name}: {said}" if name else said


def _spot(entry):
    return entry.jurisdiction_id, entry.zip_code


def _places(entries):
    """Return {(county's id, ZIP code): the place in words}. Two queries."""
    spots = {_spot(entry) for entry in entries}
    towns = towns_by_zip({zip_code for _county, zip_code in spots if zip_code})
    counties = Jurisdiction.objects.in_bulk({county for county, _zip_code in spots})
    return {
        (county, zip_code): place_in_words(zip_code, towns.get(zip_code, ""), counties[county].label)
        for county, zip_code in spots
    }
