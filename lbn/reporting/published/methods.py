"""How a published report was made, what its columns mean, and how to cite it: what an epidemiologist asks first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from agencies.models import Program
from agencies.wording import write_day
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PublishedReport
from lbn.reporting.models import Issue
from lbn.reporting.published.tables import PublishedTable


def methods_of(document: PublishedReport) -> list[str]:
    """Say how the figures of a report came about, in sentences."""
    return [
        _(
            "An agency logs a visit when its people leave naloxone with somebody: the day, the ZIP code or the "
            "county, what was left, and how many people were shown how to use it. It logs nothing about who they "
            "are."
        ),
        _(
            "A visit counts in the month in which it was made. One that was logged after the period had closed "
            "counts in the next report, and so does a correction."
        ),
        _(
            "A ZIP code that crosses a county line is counted whole in one county, the one that our table of ZIP "
            "codes gives it. A county line holds the visits of the ZIP codes of that county, and those logged for "
            "the county without a ZIP code."
        ),
        _(
            "A place is named when at least %(threshold)s visits were logged there and nobody who reads the "
            "report can work out a smaller number from it."
        )
        % {"threshold": document.report.threshold},
        _("Figures “as stated” are what agencies wrote in their reports. Nobody estimates what is missing."),
    ]


def definitions_of(tables: Iterable[PublishedTable]) -> list[tuple[str, str]]:
    """Return the heading and the meaning of each column that is on the page, once each."""
    return list({str(one.heading): str(one.meaning) for table in tables if table.rows for one in table.seen}.items())


def citation_of(issue: Issue) -> str:
    """Return the line by which others name a report as their source. Two queries at most."""
    words = _("%(program)s: report for %(period)s to %(reader)s. Published on %(day)s.")
    if issue.is_public:
        words = _("%(program)s: public figures for %(period)s. Published on %(day)s.")
    return words % {
        "program": program_of(issue).name,
        "period": period_in_words(issue.starts_on, issue.ends_on),
        "reader": issue.reader_name,
        "day": write_day(issue.issued_on),
    }


def program_of(issue: Issue) -> Program:
    """Return the state program in which a report was published."""
    if issue.scope:
        return issue.scope.supplier.program
    owner = issue.department or issue
    assert owner.program
    return owner.program
