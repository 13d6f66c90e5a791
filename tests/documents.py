"""Frozen documents, written short: everything is nothing but what a test says."""

from dataclasses import fields
from datetime import date

from agencies.packs.schema import TYPED
from lbn.reporting.documents import Balance, NetCorrections, PeriodReport, StatementFigures

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
