"""Sheets that mean harm, and sheets of any text at all, as the importer meets them."""

import tracemalloc
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.sheets import SheetRefused
from distributions.actions.importing import judge_file
from distributions.counts import total_of


@pytest.fixture
def judge(agency, kit, today):
    def judge(data, **how):
        given = {"agency": agency, "item": kit, "jurisdiction": None, "today": today} | how
        return judge_file(file=BytesIO(data), name="sheet.csv", **given)

    return judge


def weighed(judge, data, **how):
    """The verdict on `data`, and the most memory that was held for it."""
    tracemalloc.start()
    try:
        return judge(data, **how), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "line", [b"=1+%06d,=HYPERLINK(1),=2,@\n", b"11/20/2026,%05d,100,1\n", b"11/20/2025,12207,1,%06d\n"]
)
def test_refused_lines_take_little_memory_however_many_they_are(judge, line):
    data = b"Date,ZIP,Kits,Trained\n" + b"".join(line % number for number in range(10_000))

    verdict, memory = weighed(judge, data)

    assert len(verdict.refused) == 10_000
    assert memory < 3_000_000


def test_more_days_and_places_than_wanted_are_refused(judge):
    data = b"Date,County,Kits\n" + b"".join(b"11/%02d/2026,Albany,1\n" % day for day in range(1, 12))

    with pytest.raises(SheetRefused, match="too many days and places"):
        judge(data, most_keys=10)

    assert len(judge(data, most_keys=11).plan.added) == 11


WORDS = (
    "|11/20/2026|2026-10|11/20/2025|12/31/2099|12207|12222|05201|12207-1234|99999|1|0|99|100|2000|1.0|=1+1|Total"
    '|Albany|ny-albany|Atlantis|\x00|"|Kits'
)
CELL = st.one_of(st.text(max_size=8), st.sampled_from(WORDS.split("|")))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, max_size=7), max_size=12), st.sampled_from(",;\t"))
def test_any_lines_are_counted_refused_or_passed_over(judge, rows, separator):
    head = separator.join(["Date", "ZIP", "County", "Kits", "Trained", "Item"])
    body = "\n".join(separator.join(row) for row in rows)

    try:
        verdict = judge(f"{head}\n{body}".encode(errors="surrogatepass"))
    except SheetRefused:
        return

    counted = total_of(verdict.plan.added.values())
    assert counted.handouts + len(verdict.refused) == verdict.lines
    assert counted.handouts <= counted.items
    assert [line.row for line in verdict.refused] == sorted(line.row for line in verdict.refused)
