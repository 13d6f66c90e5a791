"""The tables of what a whole state, a health department, or everyone is published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.packs.schema import TYPED
from lbn.reporting.documents import AreaReport, PublicReport, StateReport
from lbn.reporting.fold import fewer_than
from lbn.reporting.published.tables.comparison import comparison_table
from lbn.reporting.published.tables.places import place_tables, total_cells
from lbn.reporting.published.tables.table import FIGURES, Cells, CellValue, PublishedTable, figure_cells
from lbn.reporting.returns.renderings import CONFIRMATIONS

REPORTING = ("agencies", "expected", "came", *CONFIRMATIONS)
KINDS = ("agencies", "expected", "came", "on_time", "personnel_trained", "sessions")


def area_tables(document: AreaReport) -> Iterator[PublishedTable]:
    """The tables of a state's report, or of a health department's part of it."""
    total = total_cells(document.report)
    yield _totals(document, total)
    yield _to_date(document)
    yield comparison_table(document, total)
    yield _reporting(document)
    yield PublishedTable(
        "by_kind",
        _("Agencies by kind"),
        ("kind", *KINDS),
        [(row.kind, *(getattr(row, name) for name in KINDS)) for row in document.by_kind],
        about=_("Personnel trained and sessions as the agencies stated. Kits are not told by kind of agency."),
    )
    yield from place_tables(document.report)
    yield _other_items(document)
    yield _typed_table(document)


def public_tables(document: PublicReport) -> Iterator[PublishedTable]:
    """The tables that anyone may read."""
    row = ("counted", *total_cells(document.report), len(document.operating))
    yield PublishedTable("totals", _("Totals"), ("line", *FIGURES, "jurisdictions"), [row])
    yield from place_tables(document.report)


def _unless_hidden(document: AreaReport, figure: int | None) -> CellValue:
    return fewer_than(document.report.threshold) if figure is None else figure


def _totals(document: AreaReport, total: Cells) -> PublishedTable:
    """Totals and, where there are any, net corrections; people trained of a whole state only."""
    net = document.net_corrections
    rows: list[Cells] = [("counted", *total)]
    if net and not net.is_nothing:
        rows.append(("net_corrections", *figure_cells(net)))
    if not isinstance(document, StateReport):
        return PublishedTable("totals", _("Totals"), ("line", *FIGURES), rows)
    trained = (_unless_hidden(document, document.people_trained), "")
    rows = [(*row, cell) for row, cell in zip(rows, trained, strict=False)]
    return PublishedTable("totals", _("Totals"), ("line", *FIGURES, "people_trained"), rows)


def _to_date(document: AreaReport) -> PublishedTable:
    """How many places, doses and people there were since the first published quarter."""
    sums = document.to_date if isinstance(document, StateReport) else None
    header = ("since", "until", "jurisdictions", "doses", "people", "people_are")
    rows: list[Cells] = []
    if sums:
        days = (sums.since.isoformat(), document.ends_on.isoformat())
        rows = [(*days, sums.jurisdictions, sums.doses, sums.people, sums.people_are)]
    return PublishedTable("to_date", _("Since the beginning"), header, rows)


def _reporting(document: AreaReport) -> PublishedTable:
    counties = None if document.operating is None else len(document.operating)
    row = (counties, *(getattr(document.reporting, name) for name in REPORTING))
    return PublishedTable("reporting", _("Who has reported"), ("jurisdictions", *REPORTING), [row])


def _other_items(document: AreaReport) -> PublishedTable:
    items = document.other_items if isinstance(document, StateReport) else ()
    rows: list[Cells] = [
        (row.item, _unless_hidden(document, row.handouts), _unless_hidden(document, row.items)) for row in items
    ]
    return PublishedTable("other_items", _("Items beside naloxone"), ("item", "item_times", "items"), rows)


def _typed_table(document: AreaReport) -> PublishedTable:
    """What agencies typed, added up over the state; hidden where it is small, empty where nobody typed it."""
    typed = (document.typed if isinstance(document, StateReport) else None) or {}
    cells = tuple(_unless_hidden(document, typed[name]) if name in typed else None for name in TYPED)
    return PublishedTable("typed", _("As stated by the agencies"), TYPED, [cells] if typed else [])
