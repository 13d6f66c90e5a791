"""The tables of what a supplier is published."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from agencies.packs.schema import TYPED
from lbn.reporting.documents.canonical import from_plain
from lbn.reporting.published.compile import STANDINGS
from lbn.reporting.published.tables.comparison import comparison_of
from lbn.reporting.published.tables.places import places_of, total_of
from lbn.reporting.published.tables.table import FIGURES, Content, Row, Table

AGENCY = ("handouts", "kits", "doses", "people_trained", "received", "on_hand")
REPORTS = ("expected", "came", *STANDINGS)
TRAINING = ("personnel_trained", "personnel_current", "sessions", "people_trained")


def of_scope(content: Content) -> Iterator[Table]:
    """The tables of a supplier's report of one period, or of the sum of several."""
    report = from_plain(content["report"])
    agencies = content["agencies"]
    net = content["net_corrections"]
    yield Table(
        "totals",
        _("Totals"),
        ("line", *FIGURES, "people_trained", "received"),
        [
            ("counted", *total_of(report), content["people_trained"], content.get("received")),
            ("net_corrections", net["handouts"], net["kits"], net["doses"], net["people_trained"], None),
        ],
        about=_("Do not add kits furnished and kits left: the same kit appears in both."),
    )
    yield comparison_of(content, total_of(report))
    yield _agencies(agencies)
    yield _reports(agencies)
    yield _training(agencies)
    yield _typed(agencies)
    yield from places_of(report)
    yield Table(
        "other_items",
        _("Items beside naloxone"),
        ("item", "item_times", "items"),
        [(row["item"], row["handouts"], row["items"]) for row in content["other_items"]],
    )


def _agencies(agencies: list[dict[str, Any]]) -> Table:
    rows: list[Row] = [
        (
            row["agency"],
            row["status"],
            *(row[name] for name in AGENCY),
            row["county_label"],
            row.get("kind", ""),
            row.get("came", ""),
        )
        for row in agencies
    ]
    header = ("agency", "report", *FIGURES, "people_trained", "received", "on_hand", "county", "kind", "arrival")
    return Table("agencies", _("Agencies"), header, rows, adds_up=True)


def _reports(agencies: list[dict[str, Any]]) -> Table:
    """How the agencies' reports stand where several periods are added up."""
    rows: list[Row] = []
    if any(sum(row["reports"][name] for name in STANDINGS) > 1 for row in agencies if "reports" in row):
        rows = [(row["agency"], *(row["reports"].get(name, 0) for name in REPORTS)) for row in agencies]
    return Table("agency_reports", _("Reports of the agencies"), ("agency", *REPORTS), rows, adds_up=True)


def _training(agencies: list[dict[str, Any]]) -> Table:
    rows: list[Row] = [(row["agency"], *(row.get(name) for name in TRAINING)) for row in agencies if "kind" in row]
    about = _(
        "Individuals trained are community members shown how to use it when a kit was left; personnel is beside."
    )
    return Table("training", _("Training"), ("agency", *TRAINING), rows, adds_up=True, about=about)


def _typed(agencies: list[dict[str, Any]]) -> Table:
    """What agencies typed beside the log; no row where nobody did."""
    typed = [(row["agency"], *((row.get("typed") or {}).get(name) for name in TYPED)) for row in agencies]
    rows = typed if any(cell is not None for row in typed for cell in row[1:]) else []
    return Table("typed", _("As stated by the agencies"), ("agency", *TYPED), rows, adds_up=True)
