"""The audit by attack of the pure fold: every reader, over everything published of made-up states in a year.

`python -m tests.attack` prints its figures; with LBN_FULL=1 twenty states of each kind are attacked.
"""

import pytest

from lbn.reporting.fold import add_up
from tests.conftest import FULL

from .minds import Mind, narrow
from .readers import PRINTED, Reader, knowing, readers_of
from .states import Style, add_writer, draw_state, draw_tight_state
from .told import Press

YEAR = 2025
STYLES = {
    "even": Style(years=(YEAR,)),
    "one leaves most": Style(dominant=60, pace=0.25, quiet=0.4, years=(YEAR,)),
    "two or three agencies": Style(dominant=15, pace=0.4, agencies=(2, 3), quiet=0.3, years=(YEAR,)),
    "hardly anything": Style(pace=0.7, agencies=(2, 4), counties=(1, 3), suppliers=(1, 3), quiet=0.4, years=(YEAR,)),
    "many counties": Style(counties=(5, 7), zips=(1, 3), pace=1, quiet=0.3, years=(YEAR,)),
}
SEEDS = range(20) if FULL else range(1, 2)


def found(state, *, all_suppliers, press=Press, wanted=None):
    """What every reader finds that may not be found, and how many small figures were attacked."""
    told = press(state, all_suppliers=all_suppliers).year(YEAR)
    bad, attacked = {}, 0
    for reader in readers_of(state, told, all_suppliers=all_suppliers):
        if reader.kind not in PRINTED and (wanted is None or reader.kind in wanted):
            mind = Mind(state, reader)
            widths = mind.attack()
            attacked += len(widths)
            if more := narrow(widths) + mind.attack_few():
                bad[reader.kind, reader.name] = more
    return bad, attacked


@pytest.mark.parametrize("all_suppliers", [False, True])
@pytest.mark.parametrize("style", STYLES)
def test_no_reader_narrows_a_small_figure(style, all_suppliers):
    attacked = 0
    for seed in SEEDS:
        bad, number = found(draw_state(seed, STYLES[style]), all_suppliers=all_suppliers)
        assert bad == {}, f"seed {seed}"
        attacked += number
    assert attacked > 50


def test_counts_about_the_threshold_are_narrowed_by_nobody():
    attacked = 0
    for seed in range(1500 if FULL else 60):
        bad, number = found(draw_tight_state(seed), all_suppliers=False, wanted={"D", "D+", "W"})
        assert bad == {}, f"seed {seed}"
        attacked += number
    assert attacked > 3000


def test_a_writer_that_is_admitted_reads_nothing_back():
    attacked = 0
    for seed in SEEDS:
        state = add_writer(draw_state(seed, STYLES["even"]), "agency 0")
        told = Press(state, all_suppliers=True).year(YEAR)
        (reader,) = (one for one in readers_of(state, told) if (one.kind, one.name) == ("W", "agency 0"))
        widths = Mind(state, reader).attack()
        assert narrow(widths) == [], f"seed {seed}"
        attacked += len(widths)
    assert attacked > 20


def test_nothing_of_a_writer_that_is_not_admitted_is_in_a_report():
    state = draw_state(0, STYLES["even"])
    admitted = frozenset(state.books)
    before = Press(state).year(YEAR)
    add_writer(state, "stranger")

    after = Press(state, area_sources=admitted).year(YEAR)

    assert [one.report for one in after] == [one.report for one in before]


def test_a_stranger_whose_counts_are_published_reads_much_back():
    """The fault: an agency that nobody vouched for is in the area's report, and no insider of it."""
    state = draw_state(0, STYLES["even"])
    admitted = frozenset(state.books)
    add_writer(state, "stranger")

    class Careless(Press):
        def insiders_of_public(self):
            return [sources for sources in super().insiders_of_public() if sources <= admitted]

    told = [one for one in Careless(state).year(YEAR) if one.reader == "public"]
    stranger = knowing("W", "stranger", told, frozenset(["stranger"]), frozenset(state.books))

    assert len(narrow(Mind(state, stranger).attack())) > 5


def test_fiscal_years_and_two_calendar_years_side_by_side_tell_no_more():
    state = draw_state(3, Style(pace=1.2))
    press = Press(state)
    years = [press.year(2025), press.year(2026)]
    told = [one for year in years for one in year if one.reader in ("area", "public")]
    everybody = frozenset(state.books)
    fiscal = [
        press.tell(scope, everybody, add_up(quarters_of(years, scope)[2:6], scope=scope, period="2025-26"))
        for scope in ("area", "public")
    ]
    reader = Reader("D", "all together", (*told, *fiscal), frozenset(), (everybody,), everybody)

    widths = Mind(state, reader).attack()

    assert len(widths) > 200
    assert narrow(widths) == []


def quarters_of(years, scope):
    reports = [one.report for year in years for one in year if one.report.scope == scope]
    return sorted((one for one in reports if len(one.months) == 3), key=lambda one: one.months)
