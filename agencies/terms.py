"""What a supplier asks of an agency beside its state program's rules: how often, until when, which figures."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Cadence, SupplyAgreement
from agencies.packs.schema import TYPED
from agencies.wording import say

TYPED_LABELS: dict[str, Any] = {
    "initial_doses": gettext_lazy("First doses (for people who had no kit before)"),
    "refills": gettext_lazy("Refills (doses for people who had one before)"),
    "people_served": gettext_lazy("People served"),
    "reported_used": gettext_lazy("Kits reported used"),
}


def due_day_for(agreement: SupplyAgreement | None, ends_on: date) -> int | None:
    """Return the day of the month that the supplier asked for reports of a period that ends on `ends_on`; None where
    the rules' own day holds. A day that is asked for holds from the period on that is running then; for those that
    had ended, the one before it."""
    if agreement is None:
        return None
    holds = agreement.due_day_from_on is None or agreement.due_day_from_on <= ends_on
    return agreement.due_day if holds else agreement.due_day_before


def typed_figures_among(names: Collection[str]) -> tuple[str, ...]:
    """Return those of `names` that are typed figures, in the order in which reports have them."""
    return tuple(name for name in TYPED if name in names)


def describe_terms(agreement: SupplyAgreement) -> list[str]:
    """Return what a supplier asks for beside the rules, in sentences; [] where that is nothing."""
    said = []
    if agreement.cadence == Cadence.MONTHLY:
        said.append(_("A report every month."))
    if agreement.due_day:
        said.append(say(_("Reports by day %(day)s of the month after."), day=agreement.due_day))
    asked = typed_figures_among(agreement.asks_for)
    if asked:
        said.append(
            _("In each report: %(figures)s.") % {"figures": ", ".join(str(TYPED_LABELS[one]) for one in asked)}
        )
    return said


def describe_source(source: str) -> str:
    """Return what a figure of `schema.SOURCES` is taken from, in a sentence."""
    if source in TYPED:
        return _("As stated by the agency.")
    return {
        "kits_left": _("Kits left, with corrections to earlier periods."),
        "doses_left": _("Doses in the kits left."),
        "times_left": _("Times that kits were left."),
        "community_trained": _("Community members shown how to use it."),
        "personnel_trained": _("Beside it: who completed a course, as stated."),
        "sessions": _("Training sessions held, as stated."),
        "kits_received": _("Kits received, as stated."),
        "kits_on_hand": _("As stated at the end of the period."),
    }[source]
