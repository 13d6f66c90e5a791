"""Figures for a recipient who asks at no fixed time, or once a year: over which days, and what they say.

They go on from where the last figures for the same recipient ended, so those of one recipient never overlap.

Figures for a new order run to today. The agency makes them, at most once a month, and hands them over itself. They
are what its log says by now, less what the figures before them said: whatever was logged late, or corrected since, is
in exactly one of them.

All others cover whole sealed periods of the agency's own reporting scopes, so nobody can subtract figures from each
other inside a period (`docs/privacy.md`: a supplier never sees a month of an agency inside a quarter).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from django.utils.translation import gettext as _

from agencies.actions.refusals import Refused
from agencies.models import Agency
from agencies.packs.schema import TYPED
from agencies.periods import add_months, month_end, month_of, months_between, period_of
from agencies.terms import TYPED_LABELS
from agencies.wording import say, write_day
from distributions.models import Correction, DailyCount, MonthlyTally
from inventory.querysets import flow
from lbn.reporting.calendar.deadlines import fiscal_year_end, fiscal_year_of, sealed_on
from lbn.reporting.calendar.spans import Span
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import NetCorrections, StatementFigures, TypedFigures
from lbn.reporting.documents.stated import sum_of_stated
from lbn.reporting.models import Statement
from lbn.reporting.returns.recipients import ANNUAL, MADE_ON_REQUEST, ON_REORDER, Recipient
from lbn.reporting.returns.states import ReportState
from training.models import Person, Session

# Fewer days would tell what was left on single ones.
LEAST_OF_AN_ORDER = timedelta(days=28)
COUNTED = ("handouts", "kits", "doses", "people_trained", "received")


class StatementRefused(Refused):
    """Figures that cannot be made now; the sentence says from when on they can."""


def closed_periods(states: Sequence[ReportState]) -> list[ReportState]:
    """Return the agency's periods up to the first that is not sealed, oldest first, of `states` newest first."""
    return list(takewhile(lambda one: one.is_sealed, reversed(states)))


def next_span(recipient: Recipient, states: Sequence[ReportState], last: Statement | None, today: date) -> Span:
    """Return the days that the next figures for `recipient` cover; `last` are the newest made for it, or None.

    `states` are all periods of the agency, newest first. Raises `StatementRefused` where figures were made in this
    month already, for a new order where it would cover less than `LEAST_OF_AN_ORDER`, and for all others where
    nothing has closed since.
    """
    if not states:
        raise StatementRefused(_("Your agency has no reporting period yet."))
    if recipient.cadence in MADE_ON_REQUEST and last and month_of(last.made_on) == month_of(today):
        words = _("There are figures of this month already. The next can be made from %(day)s on.")
        raise StatementRefused(words % {"day": write_day(add_months(month_of(today), 1))})
    first = last.ends_on + timedelta(days=1) if last else states[-1].starts_on
    if recipient.cadence == ON_REORDER:
        if last and today < (from_on := last.ends_on + LEAST_OF_AN_ORDER):
            words = _("Figures for a new order cover at least %(days)s days. The next can be made from %(day)s on.")
            raise StatementRefused(say(words, days=LEAST_OF_AN_ORDER.days, day=from_on))
        return Span(first, today)
    closed = closed_periods(states)
    if recipient.cadence == ANNUAL:
        return _fiscal_year(first, closed, states, recipient)
    if not closed or closed[-1].ends_on < first:
        raise StatementRefused(_why_not(closed, states, last))
    return Span(first, closed[-1].ends_on)


def next_figures(
    recipient: Recipient, statements: Sequence[Statement], states: Sequence[ReportState], today: date
) -> dict[str, str]:
    """Return {"next": the period of the next figures, in words} or {"refusal": why none can be made now}.

    `statements` are those made before, newest first.
    """
    try:
        return {"next": days_in_words(next_span(recipient, states, next(iter(statements), None), today))}
    except StatementRefused as refusal:
        return {"refusal": str(refusal)}


def days_in_words(span: Span) -> str:
    """Return whole months as a period, and other days as the first and the last one."""
    if span.first == month_of(span.first) and span.last == month_end(span.last):
        return period_in_words(*span)
    return _("%(first)s to %(last)s") % {"first": write_day(span.first), "last": write_day(span.last)}


def _why_not(closed, states, last):
    following = states[-1 - len(closed)]
    facts = {
        "end": write_day(last.ends_on) if last else "",
        "period": following.period,
        "day": write_day(following.sealed_on),
    }
    if last:
        return _("There are figures up to %(end)s already. The next period, %(period)s, closes on %(day)s.") % facts
    return _("No period is closed yet. The first one, %(period)s, closes on %(day)s.") % facts


def _fiscal_year(first, closed, states, recipient):
    begins = recipient.scope.supplier.program.rules.fiscal_year_begins
    ends_on = fiscal_year_end(fiscal_year_of(first, begins))
    if closed and closed[-1].ends_on >= ends_on:
        return Span(first, ends_on)
    scope = states[0].scope
    words = _("The fiscal year that ends on %(end)s is not closed yet: its last period closes on %(day)s.")
    day = sealed_on(scope, period_of(ends_on, scope.cadence))
    raise StatementRefused(words % {"end": write_day(ends_on), "day": write_day(day)})


def compile_order(
    *,
    agency: Agency,
    recipient: Recipient,
    span: Span,
    periods: Sequence[ReportState],
    before: Sequence[StatementFigures],
) -> StatementFigures:
    """Return the agency's figures for a new order, up to today, the last day of `span`: everything that its books say
    now, less what it said `before` (newest first). `periods` are all of the agency's, newest first."""
    begun = Span(periods[-1].starts_on, span.last)
    whole = compile_statement(agency=agency, recipient=recipient, span=begun, periods=periods, as_of=span.last)
    months = Span(month_of(span.first), span.last)
    recent = sum_typed(agency, months, [one for one in periods if one.ends_on >= span.first])
    people, sessions = Person.objects.for_agency(agency), Session.objects.for_agency(agency)
    counted = {name: getattr(whole, name) - sum(getattr(one, name) for one in before) for name in COUNTED}
    typed = {name: _stated_since(name, whole, before, recent) for name in TYPED}
    return replace(
        whole,
        starts_on=span.first,
        **counted,
        net_corrections=_corrected_since(whole, before),
        opening=before[0].on_hand if before else whole.opening,
        personnel_trained=people.completed_between(*span).count(),
        sessions=sessions.sessions_between(*span).count(),
        typed=typed,
    )


def _corrected_since(whole: StatementFigures, before: Sequence[StatementFigures]) -> NetCorrections:
    def since(name: str) -> int:
        told = sum(getattr(one.net_corrections, name) or 0 for one in before)
        return (getattr(whole.net_corrections, name) or 0) - told

    return NetCorrections(**{name: since(name) for name in ("handouts", "kits", "doses", "people_trained")})


def _stated_since(
    name: str, whole: StatementFigures, before: Sequence[StatementFigures], recent: TypedFigures
) -> int | None:
    """What was typed since the last figures; None where nobody typed anything for the months since."""
    stated = whole.typed.get(name)
    if stated is None:
        return None
    added = stated - sum(one.typed.get(name) or 0 for one in before)
    return added if added or recent.get(name) is not None else None


def compile_statement(
    *, agency: Agency, recipient: Recipient, span: Span, periods: Sequence[ReportState], as_of: date
) -> StatementFigures:
    """Return the agency's figures for the days of `span`, ready to be frozen.

    `periods` are those of the agency in the span. Kits, doses and times are of naloxone as counted; corrections to
    earlier periods stand beside them as differences of any sign. What nobody has stated is None.
    """
    first, last = span.first, month_of(span.last)
    counted = DailyCount.objects.of(agency).posted_between(first, last)
    corrected = Correction.objects.of(agency).net_lines().posted_between(first, last)
    kits, form = flow(agency, first, last), recipient.form
    people, sessions = Person.objects.for_agency(agency), Session.objects.for_agency(agency)
    return StatementFigures(
        agency=agency.name,
        profile=recipient.slug,
        title=recipient.title,
        recipient=recipient.name,
        layout=form.name if form else "",
        form=form,
        sections=tuple(recipient.sections),
        starts_on=span.first,
        ends_on=span.last,
        as_of=as_of,
        **counted.of_naloxone().with_doses(),
        people_trained=counted.totals()["people_trained"],
        net_corrections=NetCorrections(
            **corrected.of_naloxone().with_doses(), people_trained=corrected.totals()["people_trained"]
        ),
        opening=kits.opening,
        received=kits.received,
        on_hand=kits.closing,
        personnel_trained=people.completed_between(*span).count(),
        sessions=sessions.sessions_between(*span).count(),
        typed=sum_typed(agency, span, periods),
    )


def sum_typed(agency: Agency, span: Span, periods: Sequence[ReportState]) -> TypedFigures:
    """Return the typed figures over `periods`, as the reports sent for them state them; None where none does.

    Kits reported used are those of the monthly tallies where a period's report does not state them.
    """
    tallies = MonthlyTally.objects.of(agency).between(span.first, month_of(span.last)).by_month()
    stated: dict[str, list[int | None]] = {name: [] for name in TYPED}
    for period in periods:
        typed = period.in_force.read().typed if period.has_come and period.in_force else {}
        months = [month for month in months_between(period.starts_on, period.ends_on) if month in tallies]
        used = sum_of_stated(tallies[month].reported_used for month in months)
        for name in TYPED:
            fallback = used if name == "reported_used" else None
            stated[name].append(fallback if typed.get(name) is None else typed[name])
    return {name: sum_of_stated(figures) for name, figures in stated.items()}


def statement_rows(document: StatementFigures) -> list[tuple[str, int | None]]:
    """Return the figures of a statement that its recipient asks for, as (label, value); None is "not stated"."""
    return [row for section in document.sections for row in _rows_of(section, document)]


def _rows_of(section: str, document: StatementFigures) -> list[tuple[str, int | None]]:
    if section in TYPED:
        return [(str(TYPED_LABELS[section]), document.typed.get(section))]
    net = document.net_corrections
    trained = document.people_trained + (net.people_trained or 0)
    rows: dict[str, list[tuple[str, int | None]]] = {
        "stock": [
            (_("Kits on hand at the beginning"), document.opening),
            (_("Kits received"), document.received),
            (_("Kits on hand at the end"), document.on_hand),
        ],
        "kits_left": [
            (_("Naloxone kits left"), document.kits + net.kits),
            (_("Doses in the kits left"), document.doses + net.doses),
            (_("Times kits were left"), document.handouts + net.handouts),
            *([(_("of these kits: net corrections to earlier periods"), net.kits)] if net.kits else []),
        ],
        "community_trained": [(_("Community members trained (when a kit was left)"), trained)],
        "personnel_trained": [(_("Personnel trained (who completed a course)"), document.personnel_trained)],
        "sessions": [(_("Training sessions held"), document.sessions)],
    }
    return rows[section]
