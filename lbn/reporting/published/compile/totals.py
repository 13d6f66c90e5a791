"""What an area is told without a place: people trained, strips, what agencies typed, and figures by kind of agency.

The fold does not know these figures. They are told by the same measure as its rows: a total is told when it is
nothing or at least k, and when that is so too of what is left of it for each insider, without what its own agencies
had. Strips are measured by how often they were left.

By kind of agency personnel trained and sessions are told. They are of personnel, and may be few; but nobody is to
read a single agency's small figure out of them. So what is left may also be that of two or more agencies that had
any.

A year is the sum of its quarters, and not told as soon as one of them is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from agencies.models import Agency
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import AgencyRow, OtherItems, SupplierReport, TypedFigures
from lbn.reporting.fold import THRESHOLD
from lbn.reporting.models import Issue, SealedItems
from lbn.reporting.published.compile.cells import source_of

BySource = Mapping[str, int]
KnownSources = Iterable[AbstractSet[str]]


class SourceRow(NamedTuple):
    """An agency's row in its supplier's report, the first day of that report, and the source that it is in the
    fold."""

    source: str
    starts_on: date
    row: AgencyRow


def rows_with_sources(issues: Iterable[Issue], reports: Sequence[SupplierReport]) -> list[SourceRow]:
    """Return the rows of suppliers' reports with their sources; `reports` are what the `issues` hold. One query."""
    pairs = list(zip(issues, reports, strict=True))
    slugs = {row.slug for report in reports for row in report.agencies}
    agencies = dict(Agency.objects.filter(slug__in=slugs).order_by().values_list("slug", "pk"))
    return [
        SourceRow(source_of(agencies[row.slug], supplier_of(issue)), issue.starts_on, row)
        for issue, report in pairs
        for row in report.agencies
    ]


def supplier_of(issue: Issue) -> object:
    """Return the id of the supplier that a scope's report is read by today."""
    assert issue.scope is not None
    return issue.scope.supplier.successor.pk


def left_for_each(figures: BySource, insiders: KnownSources) -> Iterable[set[str]]:
    """Yield whose figures are left, for anybody and for each insider."""
    sources = {source for source, figure in figures.items() if figure}
    yield sources
    for known in insiders:
        yield sources - known


def tell_total(figures: BySource, insiders: KnownSources) -> int | None:
    """Return the sum of some figures, None where it may not be told."""
    left = [sum(figures[source] for source in sources) for sources in left_for_each(figures, insiders)]
    return sum(figures.values()) if all(one == 0 or one >= THRESHOLD for one in left) else None


def tell_of_personnel(figures: BySource, insiders: KnownSources) -> int | None:
    """Return the sum of figures of personnel, None where it would tell a single agency's small one."""
    for sources in left_for_each(figures, insiders):
        is_of_one = len({source.split(" ")[0] for source in sources}) == 1
        if is_of_one and sum(figures[source] for source in sources) < THRESHOLD:
            return None
    return sum(figures.values())


def add_by_source(rows: Iterable[SourceRow], figure: str) -> BySource:
    """Add one figure of agencies' rows by source; what was not stated counts as nothing."""
    sums: dict[str, int] = defaultdict(int)
    for source, _day, row in rows:
        sums[source] += getattr(row, figure) or 0
    return sums


def tell_typed(rows: Iterable[SourceRow], insiders: KnownSources) -> TypedFigures:
    """Add what agencies typed, such as people served; None where it may not be told, left out where nobody typed
    it."""
    typed: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for source, _day, row in rows:
        for name, figure in row.typed.items():
            if figure is not None:
                typed[name][source] += figure
    return {name: tell_total(figures, insiders) for name, figures in typed.items()}


def tell_items(
    issues: Iterable[Issue], span: Span, insiders: KnownSources, *, hides_all: bool
) -> tuple[OtherItems, ...]:
    """Add what was left beside naloxone in the scopes of some reports, by kind of item. One query."""
    suppliers = {issue.scope_id: supplier_of(issue) for issue in issues}
    sealed = SealedItems.objects.posted_in(suppliers, span.first, span.last.replace(day=1))
    times: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    left: dict[str, int] = defaultdict(int)
    for one in sealed.order_by():
        times[one.kind][source_of(one.agency_id, suppliers[one.scope_id])] += one.handouts
        left[one.kind] += one.items
    told = {kind: None if hides_all else tell_total(figures, insiders) for kind, figures in times.items()}
    return tuple(
        OtherItems(item=kind, handouts=told[kind], items=None if told[kind] is None else left[kind])
        for kind in sorted(told)
    )
