"""Figures of a period that no count holds and that a coordinator types, where a reporting profile asks for them.

All are whole numbers; None is not stated, 0 is none. They are never added to what the log says.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from agencies.models import Agency
from agencies.packs.schema import TYPED
from agencies.terms import TYPED_LABELS, typed_figures_among
from distributions.models import MonthlyTally
from lbn.reporting.documents import PeriodReport, TypedFigures
from lbn.reporting.returns.recipients import profiles_of
from lbn.reporting.returns.states import ReportState


def asked_of(state: ReportState) -> tuple[str, ...]:
    """Return which typed figures the report of a period is asked for, in the order of `TYPED`: by the reporting
    profiles of its agency, and by its supplier.

    Source: the sections of the profiles in the pack of the state program, and the supply agreement. One query for the
    counties that the agency serves.
    """
    sections = {section for profile in profiles_of(state.agency) for section in profile["sections"]}
    return typed_figures_among(sections | set(state.terms.asks_for if state.terms else ()))


def told_before(agency: Agency, months: Iterable[date], asked: Iterable[str]) -> dict[str, int]:
    """Return what of the `asked` figures is known already for `months` (firsts of months).

    That is the kits reported used, where a monthly tally tells them. One query, none where it is not asked.
    """
    if "reported_used" not in asked:
        return {}
    months = list(months)
    tallies = MonthlyTally.objects.of(agency).between(months[0], months[-1])
    told = [tally.reported_used for tally in tallies if tally.reported_used is not None]
    return {"reported_used": sum(told)} if told else {}


def every_typed(typed: TypedFigures | None) -> TypedFigures:
    """Return `typed` as a report keeps it: every name of `TYPED`, None where not stated."""
    return {name: (typed or {}).get(name) for name in TYPED}


def typed_rows(document: PeriodReport) -> list[tuple[str, int]]:
    """Return what was typed in a report as (term, value); nothing for a figure that was not stated."""
    stated = [(name, document.typed.get(name)) for name in TYPED]
    return [(str(TYPED_LABELS[name]), figure) for name, figure in stated if figure is not None]


def remarks_on(document: PeriodReport) -> list[str]:
    """Return a sentence for each typed figure that the counted ones do not bear out. They warn and never block:
    what was typed may count what the log does not."""
    typed, remarks = every_typed(document.typed), []
    parts = [figure for figure in (typed["initial_doses"], typed["refills"]) if figure is not None]
    doses, both = sum(parts), len(parts) == 2
    if doses > document.doses or (both and doses != document.doses):
        words = _("First doses and refills are %(stated)s together; the log has %(counted)s doses in the kits left.")
        remarks.append(words % {"stated": doses, "counted": document.doses})
    served = typed["people_served"]
    if served is not None and served > document.stock.left:
        words = _("People served are %(stated)s; the log has %(counted)s kits left.")
        remarks.append(words % {"stated": served, "counted": document.stock.left})
    return remarks
