"""Published reports as facts: one number a row, in a shape that stacks over reports, periods and readers."""

from collections.abc import Iterator, Sequence

from django.utils import translation

from agencies.models import Jurisdiction
from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import Issue
from lbn.reporting.published.facts.fact import NOT_SHOWN, SHOWN, CountyName, Fact, period_kind_of
from lbn.reporting.published.facts.findings import counties_in, findings_of
from lbn.reporting.published.facts.findings_of_places import KnownCounties
from lbn.reporting.published.rates import Evidence

__all__ = ["NOT_SHOWN", "SHOWN", "STATUSES", "Fact", "list_facts"]
STATUSES = {Issue.Status.ISSUED: "published", Issue.Status.WITHDRAWN: "withdrawn"}


def list_facts(reports: Sequence[tuple[Issue, PublishedReport]]) -> list[Fact]:
    """Return the facts of published reports, one report after the other. Three queries, however many they are.

    Codes and names are the same in every language of whoever asks, so that files can be put together.
    """
    keys = {key for _issue, document in reports for key in counties_in(document)}
    evidence = Evidence.of(keys)
    with translation.override("en"):
        places = Jurisdiction.objects.filter(slug__in=keys) if keys else ()
        known = KnownCounties({place.slug: CountyName(place.label, place.fips) for place in places}, evidence)
        return [fact for issue, document in reports for fact in _facts_of_one(issue, document, known)]


def _facts_of_one(issue: Issue, document: PublishedReport, known: KnownCounties) -> Iterator[Fact]:
    about = (str(issue.pk), document.reader, STATUSES[Issue.Status(issue.status)], *document.span)
    for finding in findings_of(document, known):
        status = NOT_SHOWN if finding.value is None else SHOWN
        when = (period_kind_of(finding), *finding.span)
        yield Fact(*about, *when, *finding.subject, finding.measure, finding.value, status)
