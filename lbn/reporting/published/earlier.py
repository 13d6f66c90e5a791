"""Earlier totals, from before the application: a table of their own, and what may be said of all years together.

They are never added into a figure of ours. A total since their first year is said only where they and our published
reports join without a gap and overlap nowhere, and then together with what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.models import Program
from agencies.tables import EmptyState, ListColumn, ListTable
from agencies.wording import say, write_number
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.models import EarlierFigure, Issue

Measure = EarlierFigure.Measure
# Which figure of a published report counts the same.
OURS: dict[str, str] = {Measure.VISITS: "handouts", Measure.KITS: "kits", Measure.DOSES: "doses"}


class SinceTotal(NamedTuple):
    """A total since the first year from before, and what it is made of; `number` is "" where there can be none, and
    `made_of` then says why."""

    what: str
    number: str
    made_of: str


@dataclass(frozen=True)
class EarlierPart:
    """What a page shows of figures from before: who stated them, the table, and totals since then."""

    figures: Sequence[EarlierFigure]
    issues: Sequence[Issue]

    @property
    def said_by(self) -> str:
        """Who stated them, each once."""
        return get_text_list(list(dict.fromkeys(one.said_by for one in self.figures)), _("and"))

    @property
    def table(self) -> ListTable:
        return list_earlier(self.figures)

    @property
    def totals(self) -> list[SinceTotal]:
        """One for each measure that both count, once a report of ours is published."""
        if not self.issues:
            return []
        by_measure = [(measure, [one for one in self.figures if one.measure == measure]) for measure in OURS]
        return [_total_since(measure, figures, self.issues) for measure, figures in by_measure if figures]


def earlier_of(program: Program, issues: Iterable[Issue]) -> EarlierPart | None:
    """Return the figures from before of a program beside the published reports of one reader, or None where there are
    none. One query."""
    figures = list(EarlierFigure.objects.of_program(program))
    return EarlierPart(figures, [one for one in issues if not one.is_withdrawn]) if figures else None


def list_earlier(
    figures: Sequence[EarlierFigure], *, link: Callable[[EarlierFigure], str] | None = None, empty: bool = False
) -> ListTable:
    """Return the table of figures from before; `link` gives the page on which one is put right."""
    return ListTable(
        name="earlier",
        caption=_("Earlier totals"),
        columns=[
            ListColumn("what", _("What"), value="get_measure_display", link=link),
            ListColumn("years", _("Years"), value="span.words", is_unbroken=True),
            ListColumn("number", _("Figure"), kind="number", value="number_in_words"),
            ListColumn("how", _("How"), value=lambda one: _("An estimate") if one.is_estimate else _("A count")),
            ListColumn("said_by", _("Stated by")),
            ListColumn("source", _("Source"), value=_write_source),
        ],
        rows=figures,
        is_caption_hidden=True,
        empty=_say_how_to_begin() if empty else None,
    )


def _write_source(figure: EarlierFigure) -> str:
    if figure.as_of_on is None:
        return figure.source
    return say(_("%(source)s (as of %(day)s)"), source=figure.source, day=figure.as_of_on)


def _say_how_to_begin() -> EmptyState:
    return EmptyState(
        _("No earlier totals"),
        _("Did your program leave kits before it used this application? Enter the totals that were stated then."),
        reverse("office:earlier_add"),
        _("Enter totals"),
    )


def _total_since(measure: str, figures: list[EarlierFigure], issues: Sequence[Issue]) -> SinceTotal:
    """Add up a measure over the years from before and our reports, or say which years are missing."""
    first, last = figures[0].first_year, figures[-1].last_year
    what = say(_("%(what)s since %(year)s"), what=Measure(measure).label, year=str(first))
    held = {year for one in figures for year in one.span.years}
    missing = [str(year) for year in range(first, last + 1) if year not in held]
    parts = join_reports(date(last + 1, 1, 1), issues)
    if missing:
        return SinceTotal(what, "", _("No total: %(years)s missing.") % {"years": ", ".join(missing)})
    if not parts:
        words = _("No total: our published reports do not show every month from January %(year)s on.")
        return SinceTotal(what, "", words % {"year": last + 1})
    before = sum(one.number for one in figures)
    ours = sum(getattr(one.total, OURS[measure]) for one in parts)
    number = write_number(before + ours)
    if any(one.is_estimate for one in figures):
        number = _("about %(number)s") % {"number": number}
    return SinceTotal(what, number, _say_what_it_is_made_of(figures, ours, parts))


def _say_what_it_is_made_of(figures: list[EarlierFigure], ours: int, parts: Sequence[Issue]) -> str:
    stated = [
        say(
            _("%(number)s before this application (%(years)s, stated by %(who)s)"),
            number=one.number_in_words,
            years=one.span.words,
            who=one.said_by,
        )
        for one in figures
    ]
    words = ngettext(
        "%(number)s in our published report (%(period)s)",
        "%(number)s in our %(reports)s published reports (%(period)s)",
        len(parts),
    )
    period = period_in_words(parts[0].starts_on, parts[-1].ends_on)
    return ", ".join([*stated, say(words, number=ours, reports=len(parts), period=period)])


def join_reports(day: date, issues: Sequence[Issue]) -> list[Issue]:
    """Return published reports that show every day from `day` to the last one published, each day once; [] where
    there are none, or one is not shown."""
    last = max((one.ends_on for one in issues), default=day)
    found: list[Issue] = []
    while day <= last:
        begins_here = [one for one in issues if one.starts_on == day and one.total is not None]
        if not begins_here:
            return []
        found.append(max(begins_here, key=attrgetter("ends_on")))
        day = found[-1].ends_on + timedelta(days=1)
    return found
