"""What a reader has to know about figures, and about those that are not there, in sentences."""

from django.utils.translation import gettext as _

from lbn.reporting.documents import AreaReport, PublishedReport, ReportCounts, StateReport, SupplierReport
from lbn.reporting.fold import Kind, fewer_than
from lbn.reporting.published.compile.sums import add_counts


def notes_of(document: PublishedReport) -> list[str]:
    """Return the sentences that apply to a published report."""
    report = document.report
    to_date = document.to_date if isinstance(document, StateReport) else None
    people = to_date.people_are if to_date else ""
    hidden = {"fewer": fewer_than(report.threshold)}
    sentences = [
        (people == "stated", _("People are those that agencies stated as served.")),
        (people == "times", _("How many people got kits is not known; told is how often kits were left.")),
        (bool(document.withdrawn), _("A report that is added up here was withdrawn: see the report itself for why.")),
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
    return [sentence for applies, sentence in sentences if applies]


def completeness_in_words(document: PublishedReport) -> str:
    """Say how many of the expected reports came, and how many in time, with their shares; "" where none was.

    The first format does not say which reports came in time.
    """
    reports = reports_counted(document)
    if document.format == 1 or reports is None or not reports.expected or reports.came is None:
        return ""
    facts = {
        "expected": reports.expected,
        "came": reports.came,
        "on_time": reports.on_time,
        "came_share": round(100 * reports.came / reports.expected),
        "on_time_share": round(100 * reports.on_time / reports.expected),
    }
    words = _(
        "%(came)s of %(expected)s expected reports came (%(came_share)s%%), %(on_time)s of them on time "
        "(%(on_time_share)s%%)."
    )
    return words % facts


def reports_counted(document: PublishedReport) -> ReportCounts | None:
    """Return how the reports of all agencies stand; None where no agency is told of."""
    if isinstance(document, SupplierReport):
        return add_counts(row.reports for row in document.agencies)
    return document.reporting if isinstance(document, AreaReport) else None
