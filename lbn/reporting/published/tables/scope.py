"""The tables of what a supplier is published."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from agencies.packs.schema import TYPED
from lbn.reporting.documents import AgencyRow, SupplierReport
from lbn.reporting.published.tables.comparison import comparison_table
from lbn.reporting.published.tables.places import place_tables
from lbn.reporting.published.tables.table import FIGURES, Cells, PublishedTable, figure_cells
from lbn.reporting.returns.renderings import CONFIRMATIONS

REPORTS = ("expected", "came", *CONFIRMATIONS)
TRAINING = ("personnel_trained", "personnel_current", "sessions", "people_trained")


def supplier_tables(document: SupplierReport) -> Iterator[PublishedTable]:
    """The tables of a supplier's report of one period, or of the sum of several."""
    total, net = figure_cells(document.report.total), document.net_corrections
    yield PublishedTable(
        "totals",
        _("Totals"),
        ("line", *FIGURES, "people_trained", "received"),
        [
            ("counted", *total, document.people_trained, document.received),
            ("net_corrections", *figure_cells(net), net.people_trained, None),
        ],
        about=_("Do not add kits furnished and kits left: the same kit appears in both."),
    )
    yield comparison_table(document)
    yield _agencies(document.agencies)
    yield _reports(document.agencies)
    yield _training(document)
    yield _typed_table(document.agencies)
    counties = {row.county: row.county_label for row in document.agencies}
    yield from place_tables(document.report, operating=counties, labels=counties)
    yield PublishedTable(
        "other_items",
        _("Items beside naloxone"),
        ("item", "item_times", "items"),
        [(row.item, row.handouts, row.items) for row in document.other_items],
    )


def _agencies(agencies: Sequence[AgencyRow]) -> PublishedTable:
    header = ("agency", "report", *FIGURES, "people_trained", "received", "on_hand", "county", "kind", "arrival")
    rows: list[Cells] = [
        (
            row.agency,
            row.status,
            *figure_cells(row),
            row.people_trained,
            row.received,
            row.on_hand,
            row.county_label,
            row.kind,
            row.came,
        )
        for row in agencies
    ]
    return PublishedTable("agencies", _("Agencies"), header, rows, adds_up=True)


def _reports(agencies: Sequence[AgencyRow]) -> PublishedTable:
    """How the agencies' reports stand where several periods are added up."""
    rows: list[Cells] = []
    if any(sum(getattr(row.reports, name) for name in CONFIRMATIONS) > 1 for row in agencies):
        rows = [(row.agency, *(getattr(row.reports, name) for name in REPORTS)) for row in agencies]
    return PublishedTable("agency_reports", _("Reports of the agencies"), ("agency", *REPORTS), rows, adds_up=True)


def _training(document: SupplierReport) -> PublishedTable:
    """Whom the agencies trained; no row in a report of the first format, which did not say it."""
    rows: list[Cells] = [
        (row.agency, row.personnel_trained, row.personnel_current, row.sessions, row.people_trained)
        for row in (document.agencies if document.format > 1 else ())
    ]
    about = _(
        "Individuals trained are community members shown how to use it when a kit was left; personnel is beside."
    )
    return PublishedTable("training", _("Training"), ("agency", *TRAINING), rows, adds_up=True, about=about)


def _typed_table(agencies: Sequence[AgencyRow]) -> PublishedTable:
    """What agencies typed beside the log; no row where nobody did."""
    rows: list[Cells] = [(row.agency, *(row.typed.get(name) for name in TYPED)) for row in agencies]
    is_stated = any(figure is not None for row in agencies for figure in row.typed.values())
    header = ("agency", *TYPED)
    return PublishedTable("typed", _("As stated by the agencies"), header, rows if is_stated else [], adds_up=True)
