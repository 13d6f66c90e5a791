"""The program office enters totals from before the application, puts them right, and takes them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from agencies.actions.audit import record
from agencies.actions.refusals import Refused
from agencies.models import AuditCode, Program, ScopeMembership, User
from agencies.wording import say
from lbn.reporting.models import EarlierFigure, EarlierYear, YearSpan


class EarlierRefused(Refused):
    """The years are stated already, belong to this application, or the figure is not there any more."""


class EarlierSource(NamedTuple):
    """Over which years something was counted, who stated it, where, and as of which day."""

    span: YearSpan
    said_by: str
    source: str
    as_of_on: date | None


class EarlierTotal(NamedTuple):
    """How many, of which measure (`EarlierFigure.Measure`), counted or estimated."""

    measure: str
    number: int
    is_estimate: bool


@transaction.atomic
def enter_earlier(
    *, program: Program, said: EarlierSource, totals: Sequence[EarlierTotal], by: User, today: date
) -> list[EarlierFigure]:
    """Store what was counted before, or nothing at all; return the figures.

    Raises `EarlierRefused` at `last_year` for years from which on this application counts, at `as_of_on` for a day to
    come, and at `first_year` where one of the measures is stated for one of these years already.
    """
    judge_days(program=program, said=said, today=today)
    made = [_store(EarlierFigure(program=program), said, total) for total in totals]
    for figure in made:
        record(what=AuditCode.EARLIER_ENTERED, subject=figure, by=by, program=program, **_describe(figure))
    return made


@transaction.atomic
def correct_earlier(
    *, figure: EarlierFigure, said: EarlierSource, total: EarlierTotal, by: User, today: date
) -> EarlierFigure:
    """Put a figure right; the trail keeps what it said. Saying the same again changes nothing.

    Raises what `enter_earlier` raises, and `EarlierRefused` where somebody has taken it back meanwhile.
    """
    held = _hold(figure)
    judge_days(program=held.program, said=said, today=today)
    was = _describe(held)
    held.in_years.all().delete()
    _store(held, said, total)
    now = _describe(held)
    if now != was:
        record(what=AuditCode.EARLIER_CORRECTED, subject=held, by=by, program=held.program, was=was, now=now)
    return held


@transaction.atomic
def take_back_earlier(*, figure: EarlierFigure, by: User) -> None:
    """Take a figure back; the trail keeps what it said. Raises `EarlierRefused` where it is not there any more."""
    held = _hold(figure)
    record(what=AuditCode.EARLIER_TAKEN_BACK, subject=held, by=by, program=held.program, **_describe(held))
    held.delete()


def judge_days(*, program: Program, said: EarlierSource, today: date) -> None:
    """Return without a word for years that are over, in which no agency that was ever admitted counted here yet, and
    a source that is not of a day to come; raise `EarlierRefused`."""
    theirs = ScopeMembership.objects.filter(agency__program=program, agency__admitted_on__isnull=False)
    began, span = theirs.aggregate(on=Min("from_on"))["on"], said.span
    if said.as_of_on and said.as_of_on > today:
        raise EarlierRefused(_("This day is still to come."), field="as_of_on")
    if span.last >= today.year:
        raise EarlierRefused(_("Enter years that are over."), field="last_year")
    if began and span.last >= began.year:
        words = _("Kits have been counted here since %(day)s: enter years before %(year)s, each as a whole.")
        raise EarlierRefused(say(words, day=began, year=str(began.year)), field="last_year")


def _hold(figure: EarlierFigure) -> EarlierFigure:
    rows = EarlierFigure.objects.select_for_update(of=("self",), no_key=True).select_related("program")
    held = rows.filter(pk=figure.pk).first()
    if held is None:
        raise EarlierRefused(_("Somebody has taken this figure back already. Nothing was changed."))
    return held


def _store(figure: EarlierFigure, said: EarlierSource, total: EarlierTotal) -> EarlierFigure:
    figure.measure, figure.number, figure.is_estimate = total
    figure.first_year, figure.last_year = said.span
    figure.said_by, figure.source, figure.as_of_on = said.said_by, said.source, said.as_of_on
    other = _find_overlap(figure)
    if other:
        raise _refuse_overlap(figure, other)
    try:
        with transaction.atomic():
            figure.save()
            EarlierYear.objects.bulk_create(
                EarlierYear(figure=figure, program=figure.program, measure=figure.measure, year=year)
                for year in figure.span.years
            )
    except IntegrityError:
        other = _find_overlap(figure)
        if other is None:
            raise
        raise _refuse_overlap(figure, other) from None
    return figure


def _find_overlap(figure: EarlierFigure) -> EarlierFigure | None:
    there = EarlierFigure.objects.filter(program=figure.program, measure=figure.measure)
    there = there.filter(first_year__lte=figure.last_year, last_year__gte=figure.first_year)
    return there.exclude(pk=figure.pk).first()


def _refuse_overlap(figure: EarlierFigure, other: EarlierFigure) -> EarlierRefused:
    facts = {"what": figure.get_measure_display(), "years": other.span.words, "who": other.said_by}
    sentence = _("%(what)s: there is a figure for %(years)s already, stated by %(who)s. Correct that one instead.")
    return EarlierRefused(sentence % facts, field="first_year")


def _describe(figure: EarlierFigure) -> dict[str, str | int]:
    """What a figure says, for the trail."""
    return {
        "measure": str(figure.measure),
        "first_year": figure.first_year,
        "last_year": figure.last_year,
        "number": figure.number,
        "how": "estimated" if figure.is_estimate else "counted",
        "said_by": figure.said_by,
        "source": figure.source,
        "as_of_on": figure.as_of_on.isoformat() if figure.as_of_on else "",
    }
