"""Reading what was published before, to publish what follows from it."""

from collections.abc import Iterable
from typing import TypeVar

from lbn.reporting.calendar.spans import Span, is_quarter, tiles
from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import Issue
from lbn.reporting.published.compile.cells import Area
from lbn.reporting.published.compile.folds import known_in
from lbn.reporting.published.compile.insiders import Insiders, insiders_since
from lbn.reporting.published.compile.totals import KnownSources, SourceRow

AnyReport = TypeVar("AnyReport", bound=PublishedReport)
Issues = list[Issue]


def read_all(issues: Iterable[Issue], kind: type[AnyReport]) -> list[AnyReport]:
    """Read several reports; of those that are without their content, all contents at once."""
    every = list(issues)
    bare = [issue.pk for issue in every if "content" in issue.get_deferred_fields()]
    whole = Issue.objects.in_bulk(bare) if bare else {}
    return [whole.get(issue.pk, issue).read_as(kind) for issue in every]


def quarters_within(issues: Iterable[Issue], year: Span) -> Issues:
    """Return the reports of the quarters that make up a year, oldest first; [] for a quarter, and where one is
    missing."""
    own = {issue.span: issue for issue in issues if is_quarter(issue.span)}
    spans = [] if is_quarter(year) else tiles(own, year)
    return [own[span] for span in spans] if spans and spans[0].first == year.first else []


def readers_of_area(
    area: Area, span: Span, rows: Iterable[SourceRow], quarters: Iterable[Issue] = ()
) -> KnownSources:
    """Return what each reader of an area's report knows of some agencies otherwise; of a year's also what readers of
    its `quarters` knew then."""
    now = insiders_since(span.first, area.program, {one.source for one in rows}, Insiders.of_area).insiders
    return [*now, *(known for sets in known_in(quarters) for known in sets)]
