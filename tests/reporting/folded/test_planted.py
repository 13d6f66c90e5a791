"""Faults that are planted into the fold or into what is made of it: each must turn the audit red."""

import pytest

from lbn.reporting.fold import Figures, Level, fold, gathering, places, report
from lbn.reporting.fold.knowledge import Knowledge

from .cases import ONONDAGA, area, place
from .minds import Mind, narrow
from .plainly import wrong_figures
from .readers import knowing
from .states import draw_tight_state, months_of
from .test_attack import found
from .told import Press

YEAR = 2025


def is_red(press=Press, wanted=("D", "D+", "W"), first=0):
    """Whether some tight state lets somebody narrow a small figure; `first` is the first that does today."""
    return any(
        found(draw_tight_state(seed), all_suppliers=False, press=press, wanted=set(wanted))[0]
        for seed in range(first, first + 400)
    )


def test_a_threshold_on_kits_is_noticed(monkeypatch):
    really = gathering.gather

    def gather(cells, months):
        spots = really(cells, months)
        for spot in spots.values():
            for source, handed in spot.sources.items():
                spot.sources[source] = [20 * handouts for handouts in handed]
        return spots

    monkeypatch.setattr(report, "gather", gather)

    assert is_red(wanted=["D"])


class WithoutInsiders(Press):
    def insiders_of_area(self):
        return []

    insiders_of_public = insiders_of_area


@pytest.mark.parametrize("kind", ["D+", "W"])
def test_no_insiders_are_noticed(kind):
    assert is_red(WithoutInsiders, [kind])


def test_insiders_with_earlier_rows_apart_are_noticed(monkeypatch):
    """The fault: what an insider counted is taken off, or what was told before, but not both."""

    def apart(held, known):
        left = {None: held.total - known.total}
        return left | {insider: held.total - own for insider, own in held.own.items()}

    monkeypatch.setattr(Knowledge, "subtract", staticmethod(apart))

    assert is_red(wanted=["D+", "W"])


def test_covers_one_by_one_are_noticed(monkeypatch):
    monkeypatch.setattr("lbn.reporting.fold.unions.unions_of", set)

    assert is_red(wanted=["D"], first=82)


def test_a_year_without_the_union_rule_is_noticed(monkeypatch):
    monkeypatch.setattr(places, "find_bad_union", lambda county, known: ())

    assert is_red(wanted=["D"], first=11)


def test_an_earlier_rest_that_is_not_known_by_county_is_noticed(monkeypatch):
    monkeypatch.setattr(Knowledge, "known_in_county", Knowledge.known_inside)

    assert is_red(wanted=["D"], first=135)


def test_a_year_folded_beside_a_hidden_quarter_is_noticed(monkeypatch):
    monkeypatch.setattr("tests.reporting.folded.told.must_add_up", lambda parts: False)

    assert is_red(wanted=["D"], first=7)


class ThirdCut(Press):
    """The fault: a fiscal year, here its half, is folded again."""

    def area(self, year):
        everybody = frozenset(self.state.books)
        months = months_of(year)[3:9]
        again = fold(
            self.cells(months), key=self.state.key, scope="area", level=Level.AREA, period="half", months=months
        )
        return [*super().area(year), self.tell("area", everybody, again.report)]


class RegionApart(Press):
    """The fault: a department's counties are folded apart."""

    def area(self, year):
        told = super().area(year)
        everybody = frozenset(self.state.books)
        for region in self.state.regions:
            for start in range(0, 12, 3):
                months = months_of(year)[start : start + 3]
                cells = [cell for cell in self.cells(months) if cell.county.key in region.counties]
                apart = fold(cells, key=self.state.key, scope=region.key, level=Level.AREA, period="q", months=months)
                told.append(self.tell("area", everybody, apart.report))
        return told


class ByAgency(Press):
    """The fault: a table by agency and ZIP code, each agency's counts folded by themselves."""

    def area(self, year):
        told = super().area(year)
        for agency in groups_of(self.state)[0]:
            for start in range(0, 12, 3):
                months = months_of(year)[start : start + 3]
                own = fold(self.cells(months, {agency}), key=self.state.key, scope=agency, period="q", months=months)
                told.append(self.tell("area", frozenset([agency]), own.report))
        return told


@pytest.mark.parametrize("press", [ThirdCut, RegionApart])
def test_a_further_cut_is_noticed(press):
    assert is_red(press, ["D"])


def in_groups(state, told, groups):
    """Somebody who reads the area's reports and wonders about the first of some groups of agencies."""
    reader = knowing(
        "D", "by group", [one for one in told if one.reader == "area"], frozenset(), frozenset(state.books)
    )
    return Mind(state, reader.__class__(**{**vars_of(reader), "unknown": groups, "wanted": groups[0]}))


def vars_of(reader):
    return {name: getattr(reader, name) for name in ("kind", "name", "reports", "known")}


def groups_of(state):
    first, *others = sorted(state.books)
    return frozenset([first]), frozenset(others)


def states_of_several():
    return [state for seed in range(120) if len((state := draw_tight_state(seed)).books) > 1]


def test_a_table_by_agency_and_zip_is_noticed():
    def narrowed(press):
        for state in states_of_several():
            yield from narrow(in_groups(state, press(state).year(YEAR), groups_of(state)).attack())

    assert list(narrowed(Press)) == []
    assert len(list(narrowed(ByAgency))) > 20


class ByKind(Press):
    """The fault: community members by kind of agency. Each kit comes with an explanation: it is a second grouping."""

    def area(self, year):
        told = super().area(year)
        for kind in groups_of(self.state):
            for start in range(0, 12, 3):
                months = months_of(year)[start : start + 3]
                own = fold(self.cells(months, kind), key=self.state.key, scope="kind", period="q", months=months)
                total = report.replace(own.report, rows=(), counties=(), times=(), steps=(), level=Level.AREA)
                told.append(self.tell("area", kind, total))
        return told


def test_community_members_by_kind_are_noticed():
    def narrowed(press):
        for state in states_of_several():
            yield from narrow(in_groups(state, press(state).year(YEAR), groups_of(state)).attack())

    assert len(list(narrowed(ByKind))) > 5


def test_a_printed_remainder_is_noticed():
    cells = [*place(ONONDAGA, "13202", 14, 12, 15), *place(ONONDAGA, "13205", 8, 8, 8), *place(ONONDAGA, "13224", 3)]
    whole = area(cells).report
    assert wrong_figures(whole, cells) == []
    named = [row.figures for row in whole.rows if row.zip_code]

    for wrong in (report.replace(whole, total=sum(named, Figures())), report.replace(whole, total=Figures())):
        assert [label for label, _told, _plain in wrong_figures(wrong, cells)] == ["total"]


def test_a_zero_for_what_is_not_shown_is_noticed():
    cells = [*place(ONONDAGA, "13202", 14, 12, 15), *place(ONONDAGA, "13224", 3)]
    whole = area(cells).report
    hidden = report.replace(whole.rows[0], kind="zip", label="13224", handouts=0, kits=0, doses=0)

    assert ("13224", (0, 0, 0), (3, 3, 6)) in wrong_figures(report.replace(whole, rows=(hidden,)), cells)
