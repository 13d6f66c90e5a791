"""A published report as tables: the one shape from which pages, CSV and workbooks are drawn.

So the same numbers are in all of them. Cells are text, whole numbers, or None where nothing was stated; a hidden
figure is the text "fewer than 11".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lbn.reporting.columns import COLUMNS, Column
from lbn.reporting.fold import NAMED_PART, Folded, Kind, fewer_than, from_plain

Content = dict[str, Any]
Row = tuple[str | int | None, ...]
FIGURES = ("times", "kits", "doses")


@dataclass(frozen=True)
class Table:
    """A table of a published report: its stable name, its title for people, its columns by name, and its rows."""

    name: str
    title: str
    header: tuple[str, ...]
    rows: list[Row]
    adds_up: bool = False

    @property
    def columns(self) -> list[Column]:
        return [COLUMNS[name] for name in self.header]

    @property
    def cells(self) -> list[list[tuple[Column, str | int | None]]]:
        """The rows for people: codes and months in words, each cell with its column."""
        shown = self.shown
        return [
            [(one, in_words(one, cell)) for one, cell in zip(self.columns, row, strict=True) if one in shown]
            for row in self.rows
        ]

    @property
    def shown(self) -> list[Column]:
        """The columns that people see: a remark only where there is one."""
        nothing = [not any(cells) for cells in zip(*self.rows, strict=True)]
        return [one for one, empty in zip(self.columns, nothing, strict=True) if one.name != "part" or not empty]

    @property
    def total(self) -> list[tuple[Column, int | None]]:
        """The sums of the number columns, from the second column on, for a foot; [] where none is meant."""
        if not self.adds_up or len(self.rows) < 2:
            return []
        sums = [[row[number] for row in self.rows] for number in range(1, len(self.header))]
        return [
            (column, sum(cell or 0 for cell in cells) if column.is_number else None)
            for column, cells in zip(self.columns[1:], sums, strict=True)
            if column in self.shown
        ]


def in_words(column: Column, cell: str | int | None) -> str | int | None:
    """A cell as people read it."""
    if column.name == "month":
        return date_format(date.fromisoformat(str(cell)), "F Y")
    return column.words.get(cell, cell)


def tables_of(content: Content) -> list[Table]:
    """Return the tables of a published report's content, a supplier's or a health department's; empty ones too."""
    return list(_of_scope(content) if content["kind"] == "scope" else _of_department(content))


def _of_scope(content: Content) -> Iterator[Table]:
    report = from_plain(content["report"])
    net = content["net_corrections"]
    yield Table(
        "totals",
        _("Totals"),
        ("line", *FIGURES, "people_trained"),
        [
            ("counted", *_total(report), content["people_trained"]),
            ("net_corrections", net["handouts"], net["kits"], net["doses"], net["people_trained"]),
        ],
    )
    yield _agencies(content["agencies"])
    yield from _places(report)
    yield Table(
        "other_items",
        _("Items beside naloxone"),
        ("item", "item_times", "items"),
        [(row["item"], row["handouts"], row["items"]) for row in content["other_items"]],
    )


def _of_department(content: Content) -> Iterator[Table]:
    report = from_plain(content["report"])
    rows: list[Row] = [("counted", *_total(report))]
    net = content.get("net_corrections")
    if net and any(net.values()):
        rows.append(("net_corrections", net["handouts"], net["kits"], net["doses"]))
    yield Table("totals", _("Totals"), ("line", *FIGURES), rows)
    names = ("agencies", "on_time", "late", "no_kits", "not_confirmed")
    yield Table("reporting", _("Who has reported"), names, [tuple(content["reporting"][name] for name in names)])
    yield from _places(report)


def _total(report: Folded) -> Row:
    """The exact total, or the words for one that is hidden."""
    if report.total is None:
        return (fewer_than(report.threshold),) * len(FIGURES)
    return report.total.handouts, report.total.kits, report.total.doses


def _agencies(agencies: list[dict[str, Any]]) -> Table:
    rows: list[Row] = [
        (
            row["agency"],
            row["status"],
            row["handouts"],
            row["kits"],
            row["doses"],
            row["people_trained"],
            row["received"],
            row["on_hand"],
            row["county_label"],
        )
        for row in agencies
    ]
    header = ("agency", "report", *FIGURES, "people_trained", "received", "on_hand", "county")
    return Table("agencies", _("Agencies"), header, rows, adds_up=True)


def _places(report: Folded) -> Iterator[Table]:
    yield Table(
        "places",
        _("Places"),
        ("place", "town", "county", *FIGURES, "part"),
        [(row.label, row.town, row.county_label, *_figures(row), _part(row)) for row in report.rows],
        adds_up=True,
    )
    yield Table(
        "counties",
        _("Counties"),
        ("county", *FIGURES, "part"),
        [(row.county_label, *_figures(row), _part(row)) for row in report.counties],
    )
    yield Table(
        "months",
        _("By quarter") if report.step == "quarter" else _("By month"),
        ("area", "month", *FIGURES, "part"),
        [(row.area, row.starts_on.isoformat(), *_figures(row), _part(row)) for row in report.times],
    )


def _figures(row) -> Row:
    return row.handouts, row.kits, row.doses


def _part(row) -> str:
    return NAMED_PART if row.part else ""


def notes_of(content: Content) -> list[str]:
    """Return what a reader has to know about figures that are not there, in sentences."""
    report = from_plain(content["report"])
    hidden = {"fewer": fewer_than(report.threshold)}
    said = [
        (report.too_small, _("In all there are %(fewer)s times, so no place and no month is shown.") % hidden),
        (report.totals_only, _("Places are shown with the report for the whole year.")),
        (
            report.times_hidden,
            _("Months are not shown: in some of them a place would stand on %(fewer)s times.") % hidden,
        ),
        (
            report.waiting > 0,
            _("Some suppliers' places are shown by year: their figures (of %(number)s) come with the year.")
            % {"number": report.waiting},
        ),
        (report.left_out > 0, _("Parts that stand on %(fewer)s times are not in these figures.") % hidden),
        (report.part, _("More may have been left in these counties: it is in rows that name no county.")),
        (
            any(row.part for row in report.rows) or any(row.kind == Kind.UNPLACED for row in report.rows),
            _("“Named part”: more of this place may be in a joint row."),
        ),
    ]
    return [sentence for applies, sentence in said if applies]
