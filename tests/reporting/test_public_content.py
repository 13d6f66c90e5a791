"""What anyone may read of a state: nothing before the office shows it, then rows of twenty and their sums."""

from datetime import date

import pytest

from lbn.reporting.calendar.spans import Span
from lbn.reporting.models import Issue
from lbn.reporting.published.actions import show_public_figures
from tests.reporting.conftest import SEAL_DAY
from tests.reporting.reading import stored
from tests.reporting.rolling import AFTER_THE_YEAR, QUARTER_ENDS, YEAR, a_year_of, places, seal_all, total


def test_nothing_is_public_unless_the_office_shows_it(agency, new_york, department, leave, olga):
    leave("12207", times=41)
    leave("12208", times=15)
    leave("12047", times=6)
    leave("12110", times=7)
    seal_all(new_york, SEAL_DAY)
    before = Issue.objects.filter(is_public=True).count()

    show_public_figures(program=new_york, shows=True, by=olga)
    new_york.refresh_from_db()
    seal_all(new_york, SEAL_DAY)

    assert before == 0
    issue = Issue.objects.public_of(new_york).get()
    assert places(issue.read()) == {"12207": 41, "Other ZIP codes in Albany County": 28}
    assert issue.read().report.threshold == 20
    assert set(stored(issue)) == PUBLIC_KEYS
    assert "agencies" not in stored(issue)


PUBLIC_KEYS = {
    "format",
    "kind",
    "reader",
    "state",
    "starts_on",
    "ends_on",
    "as_of",
    "report",
    "operating",
    "withdrawn",
}


@pytest.fixture
def public(new_york, olga):
    """What anyone may read after the year: {span: report}."""

    def read():
        show_public_figures(program=new_york, shows=True, by=olga)
        new_york.refresh_from_db()
        seal_all(new_york, AFTER_THE_YEAR)
        return {issue.span: issue.read() for issue in Issue.objects.public_of(new_york)}

    return read


QUARTERS = [Span(date(2027, month, 1), end) for month, end in QUARTER_ENDS]


def test_a_public_year_is_all_that_was_left(agency, leave, public):
    a_year_of(leave)

    shown = public()

    assert [total(shown[quarter]) for quarter in QUARTERS] == [36] * 4
    assert (total(shown[YEAR]), places(shown[YEAR])) == (144, {"12207": 144})


def test_what_an_agency_could_find_by_subtraction_is_not_public(agency, sparse, leave, public):
    """In a quarter one agency has 36 visits, the other one 6; in the year 24, of which no quarter told any."""
    a_year_of(leave)
    a_year_of(leave, of=sparse, place="12047", times=2)

    shown = public()

    assert [total(shown[span]) for span in (*QUARTERS, YEAR)] == [None] * 5
