"""Every number of a published report, one by one, whoever reads it.

What was not stated is no finding. What may not be seen is one, with None. The comparison with earlier reports is left
out: its other side are findings of those reports.
"""

from collections.abc import Iterable, Iterator

from agencies.packs.schema import TYPED
from inventory.models import Item
from lbn.reporting.calendar.spans import Span
from lbn.reporting.documents import AreaReport, OtherItems, PublicReport, PublishedReport, StateReport, SupplierReport
from lbn.reporting.published.facts.fact import Finding, Subject
from lbn.reporting.published.facts.findings_of_agencies import agency_findings, kind_findings, stated_findings
from lbn.reporting.published.facts.findings_of_places import TOTAL, KnownCounties, figure_findings, place_findings
from lbn.reporting.returns.renderings import CONFIRMATIONS

NET = "net_"


def findings_of(document: PublishedReport, known: KnownCounties) -> Iterator[Finding]:
    """Yield the findings of a document; `known` is what is known of its counties."""
    match document:
        case SupplierReport():
            yield from _of_supplier(document, known)
        case AreaReport():
            yield from _of_area(document, known)
        case PublicReport():
            yield from figure_findings(TOTAL, document.span, document.report.total)
            yield from stated_findings(TOTAL, document.span, {"jurisdictions": len(document.operating)})
            yield from place_findings(document, document.operating, known)


def counties_in(document: PublishedReport) -> set[str]:
    """Return the keys of all counties that a document names or in which an agency took part."""
    report = document.report
    named = {row.county for row in (*report.rows, *report.counties)} | {row.county for row in report.times}
    named.discard("")
    if isinstance(document, SupplierReport):
        return named | {row.county for row in document.agencies}
    return named.union(counties_operating(document))


def counties_operating(document: PublishedReport) -> Iterable[str]:
    """Return the keys of the counties with an agency, of which an area's report may not know the names."""
    return (document.operating or ()) if isinstance(document, AreaReport | PublicReport) else ()


def _of_supplier(document: SupplierReport, known: KnownCounties) -> Iterator[Finding]:
    span, net = document.span, document.net_corrections
    yield from figure_findings(TOTAL, span, document.report.total)
    sums = {"people_trained": document.people_trained, "received": document.received}
    yield from stated_findings(TOTAL, span, sums)
    yield from figure_findings(TOTAL, span, net, prefix=NET)
    yield from stated_findings(TOTAL, span, {"net_people_trained": net.people_trained})
    for agency in document.agencies:
        yield from agency_findings(agency, span, known.fips(agency.county), with_training=document.format > 1)
    counties = {row.county: row.county_label for row in document.agencies}
    yield from place_findings(document, counties, known, counties)
    for item in document.other_items:
        subject = _subject_of_item(item)
        yield from stated_findings(subject, span, {"visits": item.handouts, "items": item.items})


def _subject_of_item(item: OtherItems) -> Subject:
    label = Item.Kind(item.item).label if item.item in Item.Kind.values else item.item
    return Subject("item", item.item, "", str(label))


def _of_area(document: AreaReport, known: KnownCounties) -> Iterator[Finding]:
    span, net = document.span, document.net_corrections
    yield from figure_findings(TOTAL, span, document.report.total)
    if net and not net.is_nothing:
        yield from figure_findings(TOTAL, span, net, prefix=NET)
    counties = None if document.operating is None else len(document.operating)
    reporting = document.reporting
    counts = {name: getattr(reporting, name) for name in ("agencies", "expected", "came", *CONFIRMATIONS)}
    yield from stated_findings(TOTAL, span, {"jurisdictions": counties} | counts)
    for row in document.by_kind:
        yield from kind_findings(row, span)
    yield from place_findings(document, counties_operating(document), known)
    if isinstance(document, StateReport):
        yield from _of_state(document)


def _of_state(document: StateReport) -> Iterator[Finding]:
    """What a whole state is told besides: people trained, other items, what was typed, sums since the beginning."""
    span = document.span
    yield Finding(TOTAL, span, "people_trained", document.people_trained)
    if not document.net_corrections.is_nothing:
        yield Finding(TOTAL, span, "net_people_trained", None)
    for item in document.other_items:
        subject = _subject_of_item(item)
        yield Finding(subject, span, "visits", item.handouts)
        yield Finding(subject, span, "items", item.items)
    typed = dict.fromkeys(TYPED) if document.typed is None else document.typed
    yield from (Finding(TOTAL, span, name, typed[name]) for name in TYPED if name in typed)
    if sums := document.to_date:
        until = Span(sums.since, document.ends_on)
        people = "people_served" if sums.people_are == "stated" else "visits"
        yield Finding(TOTAL, until, "counties_taking_part", sums.jurisdictions, is_to_date=True)
        yield Finding(TOTAL, until, "doses", sums.doses, is_to_date=True)
        yield Finding(TOTAL, until, people, sums.people, is_to_date=True)
