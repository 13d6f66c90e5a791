"""Frozen documents, written short: everything is nothing but what a test says."""

from dataclasses import fields
from datetime import date

from agencies.packs.schema import TYPED
from lbn.reporting.documents import (
    AgencyCounts,
    AreaReport,
    Balance,
    Comparison,
    NetCorrections,
    PeriodReport,
    ReportCounts,
    StatementFigures,
    StateReport,
)
from lbn.reporting.fold import Folded

OF_STOCK = {one.name for one in fields(Balance)}
OF_PERIODS = ("handouts", "doses", "net_corrections", "community_trained", "personnel_trained", "sessions")
OF_STATEMENTS = ("handouts", "kits", "doses", "people_trained", "opening", "received", "on_hand", "personnel_trained")


def period_report(*, typed=None, **facts) -> PeriodReport:
    """An agency's report: `period_report(left=3, handouts=2)`. It need not add up."""
    stock = {"other": {}} | {name: facts.pop(name) for name in OF_STOCK & facts.keys()}
    balance = Balance(**dict.fromkeys(OF_STOCK, 0) | stock)
    counted = dict.fromkeys((*OF_PERIODS, "personnel_current"), 0) | {"no_kits": False}
    return PeriodReport(stock=balance, typed=dict.fromkeys(TYPED) | (typed or {}), **counted | facts)


def statement_figures(*, typed=None, **facts) -> StatementFigures:
    """Figures of the third quarter of 2026, made for a new order."""
    nothing = dict.fromkeys((*OF_STATEMENTS, "sessions"), 0)
    usual = {
        "agency": "Albany County Sheriff's Office",
        "profile": "reorder",
        "title": "Figures for a new order",
        "recipient": "Naloxone Distribution Project",
        "layout": "",
        "sections": ("stock", "kits_left", "reported_used"),
        "starts_on": date(2026, 7, 1),
        "ends_on": date(2026, 9, 30),
        "as_of": date(2026, 11, 21),
        "net_corrections": NetCorrections(handouts=0, kits=0, doses=0, people_trained=0),
    }
    return StatementFigures(typed=dict.fromkeys(TYPED) | (typed or {}), **nothing | usual | facts)


def area_report(report: Folded, *, operating=(), **facts) -> AreaReport:
    """What a health department is published, or, with `people_trained`, a program office."""
    first, last = report.months[0], report.months[-1]
    counts = dict.fromkeys((one.name for one in fields(ReportCounts)), 0)
    usual = {
        "reader": "Health department",
        "state": "NY",
        "starts_on": first,
        "ends_on": last.replace(day=28),
        "as_of": date(2027, 1, 20),
        "reporting": AgencyCounts(agencies=0, **counts),
        "by_kind": (),
        "comparison": Comparison(),
    }
    usual |= {"report": report, "operating": tuple(operating)}
    if "people_trained" not in facts:
        return AreaReport(**usual | facts)
    of_state = {"other_items": (), "typed": {}, "people_stated": False, "to_date": None}
    return StateReport(**usual | of_state | {"net_corrections": NO_CORRECTIONS} | facts)


NO_CORRECTIONS = NetCorrections(handouts=0, kits=0, doses=0, people_trained=None)
