"""What a reader has to know about figures, and about those that are not there, in sentences."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lbn.reporting.documents import AreaReport, PublicReport, PublishedReport, StateReport, SupplierReport
from lbn.reporting.fold import Folded
from lbn.reporting.published.tables.places import is_new_sum
from lbn.reporting.published.tables.table import PublishedTable

RULES = gettext_lazy(
    "We name a place when at least %(threshold)s visits were logged there, and none or at least %(threshold)s of "
    "them are left after we take off the visits of agencies whose counts a reader sees elsewhere. We add everything "
    "else to other places. Each line is the complete count of what its label says, and “not shown” never means zero. "
    "A published report never changes; corrections appear in the next one."
)
FORMER_RULES = gettext_lazy(
    "This report follows the rules of its day: a place is named only if kits were left there at least %(threshold)s "
    "times in the period, and everything else in its county is added together. Its figures are those that were "
    "published; one that was hidden, or only a part of what its label says, reads “not shown”."
)


def protection(report: Folded) -> str:
    """Say in a few words how a report is protected; of one that was published under the former rules, which these
    were."""
    words = FORMER_RULES if report.version == 1 else RULES
    return str(words) % {"threshold": report.threshold}


def notes_of(document: PublishedReport) -> list[str]:
    """Return the sentences that apply to a published report."""
    report = document.report
    to_date = document.to_date if isinstance(document, StateReport) else None
    people = to_date.people_are if to_date else ""
    is_sum = is_new_sum(report)
    hidden = _("Not shown: fewer than %(threshold)s visits, or it would reveal a smaller number.")
    sentences = [
        (True, _("We count visits, not people. One person may be visited more than once.")),
        (people == "stated", _("People are those that agencies stated as served.")),
        (bool(document.withdrawn), _("A report that is added up here was withdrawn: see the report itself for why.")),
        (
            is_sum,
            _(
                "This report adds up shorter reports. What each of them shows is added here; everything else is not "
                "shown, even where one of them shows it."
            ),
        ),
        (report.version > 1 and has_gaps(document), hidden % {"threshold": report.threshold}),
        (report.places_hidden and report.total is not None, _("No place is shown, and no month.")),
        (report.times_hidden, _("No month is shown.")),
    ]
    return [sentence for applies, sentence in sentences if applies]


def all_notes(document: PublishedReport, tables: Iterable[PublishedTable]) -> list[str]:
    """Return everything that a page says beside its tables, how the report is protected first."""
    about = [table.about for table in tables if table.about and table.rows]
    return [protection(document.report), *notes_of(document), *about]


def has_gaps(document: PublishedReport) -> bool:
    """Tell whether anything in a report is not shown: its total, a row, or all of its places or months."""
    report = document.report
    if report.total is None or report.places_hidden or report.times_hidden:
        return True
    rows = (*report.rows, *report.counties, *report.regions, *report.steps, *report.times)
    operating = counties_with_agencies(document)
    return any(row.figures is None for row in rows) or any(report.of_county(one) is None for one in operating)


def counties_with_agencies(document: PublishedReport) -> Iterable[str]:
    """The keys of the counties in which an agency took part."""
    if isinstance(document, SupplierReport):
        return [row.county for row in document.agencies]
    return document.operating or () if isinstance(document, AreaReport | PublicReport) else ()


def completeness_in_words(document: PublishedReport) -> str:
    """Say how many of the expected reports came, and how many in time, with their shares; "" where none was.

    The first format does not say which reports came in time.
    """
    expected, came, on_time = reports_counted(document)
    if document.format == 1 or not expected or came is None:
        return ""
    facts = {
        "expected": expected,
        "came": came,
        "on_time": on_time,
        "came_share": round(100 * came / expected),
        "on_time_share": round(100 * on_time / expected),
    }
    words = _(
        "%(came)s of %(expected)s expected reports came (%(came_share)s%%). %(on_time)s of these %(expected)s were "
        "on time (%(on_time_share)s%%)."
    )
    return words % facts


def reports_counted(document: PublishedReport) -> tuple[int | None, int | None, int]:
    """Return how many reports were expected of all agencies, how many of them came, and how many in time; nothing for
    a public report."""
    if isinstance(document, SupplierReport):
        every = [row.reports for row in document.agencies]
        expected = sum(one.expected or 0 for one in every)
        return expected, sum(one.came or 0 for one in every), sum(one.on_time for one in every)
    if isinstance(document, AreaReport):
        return document.reporting.expected, document.reporting.came, document.reporting.on_time
    return None, None, 0
