"""Figures of a period that no count holds and that a coordinator types, where a reporting profile asks for them.

All are whole numbers; None is not stated, 0 is none. They are never added to what the log says.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from agencies.packs.schema import TYPED
from distributions.models import MonthlyTally
from lbn.reporting.returns.recipients import profiles_of

LABELS = {
    "initial_doses": gettext_lazy("First doses (for people who had no kit before)"),
    "refills": gettext_lazy("Refills (doses for people who had one before)"),
    "people_served": gettext_lazy("People served"),
    "reported_used": gettext_lazy("Kits reported used"),
}


def asked_of(agency: Agency) -> tuple[str, ...]:
    """Return which typed figures the reporting profiles of `agency` ask for, in the order of `TYPED`.

    Source: the sections of the profiles in the pack of its state program. One query for the counties it serves.
    """
    sections = {section for profile in profiles_of(agency) for section in profile["sections"]}
    return tuple(name for name in TYPED if name in sections)


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


def as_content(typed: Mapping[str, int | None] | None) -> dict[str, int | None]:
    """Return `typed` as a report's content keeps it: every name of `TYPED`, None where not stated."""
    return {name: (typed or {}).get(name) for name in TYPED}


def typed_rows(content: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what was typed in a report as (term, value); nothing for a figure that was not stated."""
    typed = content.get("typed") or {}
    return [(str(LABELS[name]), typed[name]) for name in TYPED if typed.get(name) is not None]


def remarks_on(content: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each typed figure that the counted ones do not bear out. They warn and never block:
    what was typed may count what the log does not."""
    typed = as_content(content.get("typed"))
    remarks = []
    parts = [typed["initial_doses"], typed["refills"]]
    stated = sum(part for part in parts if part is not None)
    if (None not in parts and stated != content["doses"]) or stated > content["doses"]:
        words = _("First doses and refills are %(stated)s together; the log has %(counted)s doses in the kits left.")
        remarks.append(words % {"stated": stated, "counted": content["doses"]})
    served = typed["people_served"]
    if served is not None and served > content["stock"]["left"]:
        words = _("People served are %(stated)s; the log has %(counted)s kits left.")
        remarks.append(words % {"stated": served, "counted": content["stock"]["left"]})
    return remarks
