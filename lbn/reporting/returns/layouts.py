"""Forms of others, as far as they are known: which figures they ask for, and where these come from.

`lines_for(layout, figures_of(content))` gives the lines of one form, whatever the content is: a supplier's published
report (of one period or a sum), an agency's report, or figures made for a recipient. Which form belongs to which
reporting profile is said in a state program's pack (`layout`). The fields are from public pages of the programs; each
line that is our reading of them says so.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from agencies.models import Program
from agencies.packs.schema import TYPED
from lbn.reporting.published.compile.agencies import sum_of_stated

Content = dict[str, Any]


class Line(NamedTuple):
    """One field of a form: its words, its value (None: not stated), and what it is taken from."""

    label: str
    value: int | None
    note: str


class Figures(NamedTuple):
    """What forms ask for, in whole numbers; None where nobody stated it. Kits are those left, with the net
    corrections to earlier periods; so are doses and people, but in an agency's report, which knows no others."""

    kits: int
    doses: int
    community_trained: int
    personnel_trained: int | None
    on_hand: int | None
    typed: dict[str, int | None]


def figures_of(content: Content) -> Figures:
    """Return the figures of a content of any of the three kinds."""
    if content.get("kind") == "scope":
        return _of_scope(content)
    if "community_trained" in content:
        return _of_agency_report(content)
    return _of_statement(content)


def _of_scope(content: Content) -> Figures:
    total, net, agencies = content["report"]["total"], content["net_corrections"], content["agencies"]
    return Figures(
        kits=total["kits"] + net["kits"],
        doses=total["doses"] + net["doses"],
        community_trained=content["people_trained"] + net["people_trained"],
        personnel_trained=sum_of_stated(row.get("personnel_trained") for row in agencies),
        on_hand=sum_of_stated(row["on_hand"] for row in agencies),
        typed={name: sum_of_stated((row.get("typed") or {}).get(name) for row in agencies) for name in TYPED},
    )


def _of_agency_report(content: Content) -> Figures:
    return Figures(
        kits=content["stock"]["left"],
        doses=content["doses"],
        community_trained=content["community_trained"],
        personnel_trained=content["personnel_trained"],
        on_hand=content["stock"]["closing"],
        typed=content.get("typed") or {},
    )


def _of_statement(content: Content) -> Figures:
    net = content["net_corrections"]
    return Figures(
        kits=content["kits"] + net["kits"],
        doses=content["doses"] + net["doses"],
        community_trained=content["people_trained"] + net.get("people_trained", 0),
        personnel_trained=content["personnel_trained"],
        on_hand=content["on_hand"],
        typed=content.get("typed") or {},
    )


def lines_for(layout: str, figures: Figures) -> list[Line]:
    """Return the lines of a form by its name. Raises KeyError for a form that is not known."""
    return list(LAYOUTS[layout](figures))


def layouts_of(program: Program, months: int) -> list[str]:
    """Return the forms that a program's recipients ask for over so many months: 1, 3 or 12. Those of recipients who
    ask at no fixed time go with every length."""
    return layouts_in(program.rules.content["reporting_profiles"], months)


def layouts_in(profiles: Iterable[dict[str, Any]], months: int) -> list[str]:
    """The same of some profiles of a pack."""
    lengths = {"monthly": 1, "quarterly": 3, "annual": 12}
    asked = [one["layout"] for one in profiles if one.get("layout") and lengths.get(one["cadence"], months) == months]
    return list(dict.fromkeys(asked))


def form_of(layout: str, content: Content) -> dict[str, Any]:
    """Return a form filled in from a content, for `reporting/_layouts.html`: its "name", "title" and "lines"."""
    return {"name": layout, "title": title_of(layout), "lines": lines_for(layout, figures_of(content))}


def title_of(layout: str) -> str:
    """Return what people call a form."""
    return {
        "nyoverdose": _("Quarterly OOPP report (nyoverdose.org)"),
        "nyc": _("Monthly report to New York City"),
        "mdh_training": _("Maryland training report form"),
        "ndp_order": _("Naloxone Distribution Project: figures for a new order"),
    }[layout]


def _nyoverdose(figures: Figures) -> Iterable[Line]:
    yield Line(_("Individuals trained"), figures.community_trained, _("Community members shown how to use it."))
    yield Line(_("Kits distributed"), figures.kits, _("Kits left, with corrections to earlier periods."))
    yield _personnel(figures)


def _nyc(figures: Figures) -> Iterable[Line]:
    yield from _nyoverdose(figures)
    yield Line(_("Doses distributed"), figures.doses, _("Assumed: the city says by mail which fields it wants."))


def _mdh_training(figures: Figures) -> Iterable[Line]:
    yield Line(_("People trained"), figures.community_trained, _("Community members shown how to use it."))
    yield Line(_("First doses given out"), figures.typed.get("initial_doses"), _as_stated())
    yield Line(_("Refill doses given out"), figures.typed.get("refills"), _as_stated())
    yield Line(_("Doses given out"), figures.doses, _("From the log: beside first doses and refills."))
    yield Line(_("People served"), figures.typed.get("people_served"), _as_stated())
    yield Line(_("Kits reported used"), figures.typed.get("reported_used"), _as_stated())
    yield _personnel(figures)


def _ndp_order(figures: Figures) -> Iterable[Line]:
    yield Line(_("Reversals reported"), figures.typed.get("reported_used"), _("Kits that people said were used."))
    yield Line(_("Units given out"), figures.kits, _("Kits left, with corrections to earlier periods."))
    yield Line(_("Doses given out"), figures.doses, _("Doses in the kits left."))
    yield Line(_("Units on hand"), figures.on_hand, _("As stated at the end of the period."))


def _personnel(figures: Figures) -> Line:
    return Line(_("Personnel trained"), figures.personnel_trained, _("Beside it: who completed a course, as stated."))


def _as_stated() -> str:
    return _("As stated by the agency.")


LAYOUTS: dict[str, Callable[[Figures], Iterable[Line]]] = {
    "nyoverdose": _nyoverdose,
    "nyc": _nyc,
    "mdh_training": _mdh_training,
    "ndp_order": _ndp_order,
}
