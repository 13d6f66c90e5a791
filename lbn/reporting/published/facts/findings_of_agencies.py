"""Findings about agencies, and about their kinds: what was counted, what they stated, how their reports stand."""

from collections.abc import Iterator, Mapping

from agencies.models import AgencyKind
from agencies.packs.schema import TYPED
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import AgencyRow, KindRow
from lbn.reporting.published.columns import in_files
from lbn.reporting.published.facts.fact import Finding, Subject
from lbn.reporting.returns.renderings import CONFIRMATIONS

COUNTED = {"visits": "handouts", "kits": "kits", "doses": "doses"}
TRAINED = ("personnel_trained", "personnel_current", "sessions")
REPORTS = ("expected", "came", *CONFIRMATIONS)


def stated_findings(subject: Subject, span: Span, figures: Mapping[str, int | None]) -> Iterator[Finding]:
    """Yield a finding for each figure by its column's name; what was not stated is none."""
    for name, figure in figures.items():
        if figure is not None:
            yield Finding(subject, span, in_files(name), figure)


def agency_findings(row: AgencyRow, span: Span, fips: str, *, with_training: bool) -> Iterator[Finding]:
    """Yield what a supplier reads of one agency; `fips` is its county's. The first format did not say whom it
    trained."""
    subject = Subject("agency", row.slug, fips, row.agency)
    figures: dict[str, int | None] = {name: getattr(row, field) for name, field in COUNTED.items()}
    figures |= {"people_trained": row.people_trained, "received": row.received, "on_hand": row.on_hand}
    figures |= {name: getattr(row.reports, name) for name in REPORTS}
    if with_training:
        figures |= {name: getattr(row, name) for name in TRAINED}
    figures |= {name: row.typed.get(name) for name in TYPED}
    yield from stated_findings(subject, span, figures)


def kind_findings(row: KindRow, span: Span) -> Iterator[Finding]:
    """Yield what is told of one kind of agency: never kits; None where it may not be told."""
    label = AgencyKind(row.kind).label if row.kind in AgencyKind.values else row.kind
    names = ("agencies", "expected", "came", "on_time", "personnel_trained", "sessions")
    subject = Subject("agency_kind", row.kind, "", str(label))
    yield from (Finding(subject, span, in_files(name), getattr(row, name)) for name in names)
