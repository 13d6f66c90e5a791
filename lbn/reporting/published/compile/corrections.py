"""Net corrections to earlier periods, as readers of an area may see them."""

from collections.abc import Sequence
from datetime import date, timedelta

from distributions.models import Correction
from lbn.reporting.calendar.spans import Span, is_quarter
from lbn.reporting.documents import NetCorrections, StateReport
from lbn.reporting.fold import Figures, release_safely
from lbn.reporting.published.compile.cells import Area, source_of
from lbn.reporting.published.compile.insiders import Insiders, insiders_since

BEGINNING = date(2000, 1, 1)


def release_corrections(area: Area, span: Span, earlier: Sequence[StateReport]) -> NetCorrections:
    """Return the net corrections that may be read with the quarter `span`: all since the last of the `earlier`
    reports that told any, or nothing yet."""
    told = [one.ends_on for one in earlier if is_quarter(one.span) and not one.net_corrections.is_nothing]
    since = max(told) + timedelta(days=1) if told else BEGINNING
    scopes = area.scopes_begun()
    suppliers = {scope.pk: scope.supplier.successor.pk for scope in scopes}
    posted = Correction.objects.filter(scope__in=list(scopes)).net_lines().of_published_counts()
    new: dict[str, Figures] = {}
    for agency, scope, *figures in posted.posted_between(since, span.last.replace(day=1)).naloxone_by_source():
        source = source_of(agency, suppliers[scope])
        new[source] = new.get(source, Figures()) + Figures(*figures)
    insiders = insiders_since(min(since, span.first), area.program, new, Insiders.of_area).insiders if new else ()
    readable = release_safely(new, insiders)
    return NetCorrections(handouts=readable.handouts, kits=readable.kits, doses=readable.doses)
