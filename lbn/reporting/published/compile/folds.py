"""Folding what was counted: for a supplier, for an area, and for anyone, each beside its own earlier reports."""

from collections.abc import Iterable, Sequence

from django.db.models import Manager, QuerySet

from agencies.models import ReportingScope
from lbn.reporting.calendar.spans import Span
from lbn.reporting.fold import EarlierRow, Fold, Level, coarsen, fold, key_id
from lbn.reporting.models import Issue, PlaceMembers
from lbn.reporting.published.compile.cells import (
    Area,
    cells_of,
    disclosure_key,
    months_in,
    period_label,
    sources_of,
    town_names,
)
from lbn.reporting.published.compile.insiders import Insiders


def fold_scope(scope: ReportingScope, span: Span, earlier: Iterable[Issue] = ()) -> Fold:
    """Fold what was counted in a scope; for a year, beside the `earlier` reports of its months or quarters."""
    require_same_key(scope.issues, span)
    program = scope.supplier.program
    cells = cells_of(Area(program), [scope], span)
    return fold(
        cells,
        Insiders(program, sources_of(cells)).of_scope(scope),
        earlier_rows(earlier),
        key=disclosure_key(),
        scope=f"scope {scope.pk}",
        period=period_label(span),
        months=months_in(span),
        towns=town_names(cells),
    )


def fold_area(area: Area, span: Span, earlier: Iterable[Issue] = ()) -> Fold:
    """Fold what all agencies that take part counted in an area; for a year, beside its quarters."""
    require_same_key(Issue.objects.of_state(area.program), span)
    cells = cells_of(area, area.scopes_begun(), span)
    return fold(
        cells,
        Insiders(area.program, sources_of(cells)).of_area(),
        earlier_rows(earlier),
        key=disclosure_key(),
        scope=area.label,
        period=period_label(span),
        months=months_in(span),
        level=Level.AREA,
        regions=area.regions(),
        towns=town_names(cells),
    )


def coarsen_area(area: Area, issue: Issue, earlier: Iterable[Issue] = ()) -> Fold:
    """Fold what anyone may read of the area, from its own report `issue`; for a year, beside the public quarters."""
    require_same_key(Issue.objects.public_of(area.program), issue.span)
    cells = cells_of(area, area.scopes_begun(), issue.span)
    return coarsen(
        issue.read().report,
        issue.members.spots_by_row,
        cells,
        Insiders(area.program, sources_of(cells)).of_public(),
        earlier_rows(earlier),
        key=disclosure_key(),
        scope=area.public_label,
    )


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
