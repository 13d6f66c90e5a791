"""Folding what was counted: for a supplier, for an area, and for anyone, each beside its own earlier reports.

A year is folded for everybody who is an insider of it, and for those of its quarters or months, who knew something
of these alone. So the sources of a year have a name for each part of it, such as "agency supplier 2". Where counts of
an earlier report have another place today, as when a second program took over some of a state's counties, nothing is
folded beside it: such a year adds up its quarters.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import Manager, QuerySet

from agencies.models import ReportingScope, Supplier
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import Cell, EarlierRow, Folded, Level, Members, coarsen, fold, key_id, spot_key
from lbn.reporting.models import Issue, PlaceMembers
from lbn.reporting.published.compile.cells import (
    Area,
    cells_of,
    disclosure_key,
    months_in,
    period_label,
    source_of,
    sources_of,
    town_names,
)
from lbn.reporting.published.compile.insiders import Insiders, Known, Sources, distinct, insiders_since


class Folding(NamedTuple):
    """A folded report, which spots its rows hold, and which sources each insider of it knew: see `Fold`."""

    report: Folded
    members: Members
    insiders: Sequence[Sources]


def fold_scope(scope: ReportingScope, span: Span, earlier: Sequence[Issue] = ()) -> Folding | None:
    """Fold what was counted in a scope; for a year, beside the `earlier` reports of its months or quarters; None
    where that cannot be done."""
    require_same_key(scope.issues, span)
    program = scope.supplier.program
    cells = cells_of(Area(program), [scope], span)
    if not are_all_held(cells, earlier):
        return None
    known = insiders_since(span.first, program, sources_of(cells), lambda one: one.of_scope(scope))
    made = fold(
        *beside_earlier(cells, known, earlier),
        earlier_rows(earlier),
        key=disclosure_key(),
        scope=f"scope {scope.pk}",
        period=period_label(span),
        months=months_in(span),
        towns=town_names(cells),
    )
    return Folding(made.report, made.members, known.insiders)


def fold_area(area: Area, span: Span, earlier: Sequence[Issue] = ()) -> Folding | None:
    """Fold what all agencies that take part counted in an area; for a year, beside its quarters; None where that
    cannot be done."""
    require_same_key(Issue.objects.of_state(area.program), span)
    cells = cells_of(area, area.scopes_begun(), span)
    if not are_all_held(cells, earlier):
        return None
    known = insiders_since(span.first, area.program, sources_of(cells), Insiders.of_area)
    made = fold(
        *beside_earlier(cells, known, earlier),
        earlier_rows(earlier),
        key=disclosure_key(),
        scope=area.label,
        period=period_label(span),
        months=months_in(span),
        level=Level.AREA,
        regions=area.regions(),
        towns=town_names(cells),
    )
    return Folding(made.report, made.members, known.insiders)


def coarsen_area(area: Area, issue: Issue, earlier: Sequence[Issue] = ()) -> Folding | None:
    """Fold what anyone may read of the area, from its own report `issue`; for a year, beside the public quarters;
    None where that cannot be done."""
    require_same_key(Issue.objects.public_of(area.program), issue.span)
    cells = cells_of(area, area.scopes_begun(), issue.span)
    if not are_all_held(cells, earlier):
        return None
    known = insiders_since(issue.span.first, area.program, sources_of(cells), Insiders.of_public)
    made = coarsen(
        issue.read().report,
        issue.members.spots_by_row,
        *beside_earlier(cells, known, earlier),
        earlier_rows(earlier),
        key=disclosure_key(),
        scope=area.public_label,
    )
    return Folding(made.report, made.members, known.insiders)


def are_all_held(cells: Iterable[Cell], earlier: Iterable[Issue]) -> bool:
    """Tell whether every place that earlier reports had counts of has them still."""
    places = {spot_key(cell.county.key, cell.zip_code) for cell in cells if cell.handouts or cell.kits or cell.doses}
    return all(row.spots <= places for row in earlier_rows(earlier))


def beside_earlier(
    cells: Sequence[Cell], known: Known, earlier: Sequence[Issue]
) -> tuple[Sequence[Cell], Sequence[Sources]]:
    """Return counts and what insiders know of them, with a name for each source in each of the `earlier` reports,
    with what insiders of these knew then, and with what may have been lacking to them in one of these."""
    if not earlier:
        return cells, known.insiders
    part_of = {month: part for part, issue in enumerate(earlier) for month in months_in(issue.span)}
    named = [cell._replace(source=f"{cell.source} {part_of[cell.month]}") for cell in cells]
    parts = range(len(earlier))
    now = [in_parts(sources, parts) for sources in known.insiders]
    then = [in_parts(sources, [part]) for part, every in enumerate(known_in(earlier)) for sources in every]
    with_gaps = [in_parts(gap.known, parts) - in_parts(gap.lacking, [part]) for gap in known.gaps for part in parts]
    return named, distinct([*now, *then, *with_gaps])


def in_parts(sources: Sources, parts: Iterable[int]) -> Sources:
    """Return the names of sources in some parts of a year."""
    return frozenset(f"{one} {part}" for one in sources for part in parts)


def known_in(issues: Iterable[Issue]) -> list[list[Sources]]:
    """Return, of each of some folded reports, what its insiders knew; suppliers that were merged meanwhile are what
    they were merged into. One query."""
    every = list(issues)
    merged = Supplier.objects.exclude(merged_into=None) if every else Supplier.objects.none()
    into = {str(pk): str(successor) for pk, successor in merged.values_list("pk", "merged_into")}

    def present_name(source: str) -> str:
        agency, supplier = source.split(" ")
        return source_of(agency, into.get(supplier, supplier))

    return [
        [frozenset(map(present_name, sources)) for sources in issue.members.insiders]
        if hasattr(issue, "members")
        else []
        for issue in every
    ]


def earlier_rows(issues: Iterable[Issue]) -> Sequence[EarlierRow]:
    """Return the place rows of shorter reports with what they hold; of withdrawn ones too, for somebody has read
    them."""
    return [
        EarlierRow(tuple(months_in(issue.span)), spots)
        for issue in issues
        for spots in issue.members.spots_by_row.values()
    ]


def require_same_key(issues: QuerySet[Issue] | Manager[Issue], span: Span) -> None:
    """Raise ValueError where one of a reader's reports of this year was drawn with another key: other partners in
    every quarter give the year away. One query."""
    drawn = PlaceMembers.objects.filter(issue__in=issues.all())
    if drawn.drawn_otherwise(span.first.year, key_id(disclosure_key())).exists():
        raise ValueError(
            f"LBN_DISCLOSURE_KEY is not the one with which reports of {span.first.year} were made: nothing is "
            "published with this one. Set the former key again, and run seal_reports again. Another key can be set "
            "when everything of a year is published and nothing of the next one is."
        )
