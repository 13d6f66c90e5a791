"""The tables of what a whole state, a health department, or everyone is published."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.packs.schema import TYPED
from lbn.reporting.documents import AreaReport, PublicReport, StateReport
from lbn.reporting.published.rates import Evidence, rates_of
from lbn.reporting.published.tables.comparison import comparison_table
from lbn.reporting.published.tables.places import place_tables
from lbn.reporting.published.tables.table import FIGURES, HIDDEN, Cells, PublishedTable, figure_cells, say_figure
from lbn.reporting.returns.renderings import CONFIRMATIONS

REPORTING = ("agencies", "expected", "came", *CONFIRMATIONS)
KINDS = ("agencies", "expected", "came", "on_time", "personnel_trained", "sessions")


def area_tables(document: AreaReport, evidence: Evidence | None = None) -> Iterator[PublishedTable]:
    """The tables of a state's report, or of a health department's part of it."""
    report = document.report
    yield _totals(document)
    yield _to_date(document)
    yield comparison_table(document)
    yield _reporting(document)
    yield PublishedTable(
        "by_kind",
        _("Agencies by kind"),
        ("kind", *KINDS),
        [(row.kind, *(say_figure(getattr(row, name)) for name in KINDS)) for row in document.by_kind],
        about=_(
            "Personnel trained and sessions as the agencies stated, unless they would tell a small number of one "
            "agency. Kits are not told by kind of agency."
        ),
    )
    is_of_counties = not isinstance(document, StateReport)
    yield from place_tables(
        report,
        operating=document.operating or (),
        counties=[row.county for row in report.counties] if is_of_counties else (),
        labels=evidence.labels if evidence else {},
        rates=rates_of(document, evidence),
    )
    yield _other_items(document)
    yield _typed_table(document)


def public_tables(document: PublicReport, evidence: Evidence | None = None) -> Iterator[PublishedTable]:
    """The tables that anyone may read."""
    row = ("counted", *figure_cells(document.report.total), len(document.operating))
    yield PublishedTable("totals", _("Totals"), ("line", *FIGURES, "jurisdictions"), [row])
    labels, rates = evidence.labels if evidence else {}, rates_of(document, evidence)
    yield from place_tables(document.report, operating=document.operating, labels=labels, rates=rates)


def _totals(document: AreaReport) -> PublishedTable:
    """Totals and, where there are any, net corrections; people trained of a whole state only, without corrections."""
    net = document.net_corrections
    rows: list[Cells] = [("counted", *figure_cells(document.report.total))]
    if net and not net.is_nothing:
        rows.append(("net_corrections", *figure_cells(net)))
    if not isinstance(document, StateReport):
        return PublishedTable("totals", _("Totals"), ("line", *FIGURES), rows)
    trained = (say_figure(document.people_trained), HIDDEN)
    rows = [(*row, cell) for row, cell in zip(rows, trained, strict=False)]
    return PublishedTable("totals", _("Totals"), ("line", *FIGURES, "people_trained"), rows)


def _to_date(document: AreaReport) -> PublishedTable:
    """How many places, doses and people there were since the first published quarter."""
    sums = document.to_date if isinstance(document, StateReport) else None
    header = ("since", "until", "jurisdictions", "doses", "people", "people_are")
    rows: list[Cells] = []
    if sums:
        days = (sums.since.isoformat(), document.ends_on.isoformat())
        rows = [(*days, sums.jurisdictions, say_figure(sums.doses), say_figure(sums.people), sums.people_are)]
    return PublishedTable("to_date", _("Since the beginning"), header, rows)


def _reporting(document: AreaReport) -> PublishedTable:
    counties = None if document.operating is None else len(document.operating)
    row = (counties, *(getattr(document.reporting, name) for name in REPORTING))
    return PublishedTable("reporting", _("Who has reported"), ("jurisdictions", *REPORTING), [row])


def _other_items(document: AreaReport) -> PublishedTable:
    items = document.other_items if isinstance(document, StateReport) else ()
    rows: list[Cells] = [(row.item, say_figure(row.handouts), say_figure(row.items)) for row in items]
    return PublishedTable("other_items", _("Items beside naloxone"), ("item", "item_times", "items"), rows)


def _typed_table(document: AreaReport) -> PublishedTable:
    """What agencies typed, added up over the state: not shown where it is small, no row where nobody typed it."""
    rows: list[Cells] = []
    if isinstance(document, StateReport) and document.typed is None:
        rows = [(HIDDEN,) * len(TYPED)]
    elif isinstance(document, StateReport) and document.typed:
        typed = document.typed
        rows = [tuple(say_figure(typed[name]) if name in typed else None for name in TYPED)]
    return PublishedTable("typed", _("As stated by the agencies"), TYPED, rows)
