"""The same kits counted at another grain: a month over its days, a county over its ZIP codes, and the reverse."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Jurisdiction
from distributions.actions.sheets import items_in_log
from distributions.counts import Key
from distributions.elsewhere import Elsewhere, Grain
from distributions.models import DailyCount, Sheet
from tests.distributions.asking import log_of

DAYS = ("11/03/2026,12207,2,0", "11/05/2026,12207,3,0")
MONTH = "2026-11,12207,5,0"


@pytest.fixture
def bring(run, tmp_path):
    """Import lines (day, ZIP code, county, kits) as a sheet of this name; return (exit code, what was said)."""

    def bring(name, *lines, **options):
        file = tmp_path / f"{name}.csv"
        file.write_text("Date,ZIP code,County,Kits\n" + "".join(f"{line}\n" for line in lines))
        code, said = run(file, on="2026-12-10", **options)
        return code, said.splitlines()

    return bring


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        pytest.param(
            ["11/03/2026,12207,,2", "11/05/2026,12207,,3"],
            "2026-11,12207,,5",
            "2026-11 12207: 5 kits in the sheet, 5 counted already (days of the month)",
            id="a month over its days",
        ),
        pytest.param(
            ["2026-11,12207,,5"],
            "11/05/2026,12207,,3",
            "2026-11-05 12207: 3 kits in the sheet, 5 counted already (total of the month)",
            id="a day of a month",
        ),
        pytest.param(
            ["11/03/2026,12207,,2", "11/03/2026,12208,,3"],
            "11/03/2026,,Albany,5",
            "2026-11-03 Albany County: 5 kits in the sheet, 5 counted already (ZIP codes of the county)",
            id="a county over its ZIP codes",
        ),
        pytest.param(
            ["11/03/2026,,Albany,5"],
            "11/03/2026,12208,,3",
            "2026-11-03 12208: 3 kits in the sheet, 5 counted already (county without ZIP code)",
            id="a ZIP code of a county",
        ),
        pytest.param(
            ["11/03/2026,12207,,2", "11/05/2026,12208,,3"],
            "2026-11,,Albany,6",
            "2026-11 Albany County: 6 kits in the sheet, "
            "5 counted already (days of the month, ZIP codes of the county)",
            id="a month of a county over days of its ZIP codes",
        ),
        pytest.param(
            ["2026-11,,Albany,6"],
            "11/05/2026,12208,,3",
            "2026-11-05 12208: 3 kits in the sheet, 6 counted already (total of the month, county without ZIP code)",
            id="a day of a ZIP code in a month of its county",
        ),
        pytest.param(
            ["11/03/2026,12207,,2", "2026-11,12207,,4"],
            "11/03/2026,12207,,2",
            "2026-11-03 12207: 2 kits in the sheet, 6 counted already (same place and time, total of the month)",
            id="at two grains at once",
        ),
    ],
)
def test_the_same_kits_at_another_grain_are_asked_about(agency, bring, first, second, said):
    bring("first", *first, overlap="add")
    before = log_of(agency)

    code, lines = bring("second", second)

    assert code == 2
    assert lines[0] == said
    assert lines[-1].startswith("Nothing was stored: kits of the same days and places are counted from elsewhere")
    assert lines[-1].endswith(f"Days: {said.split()[0]}")
    assert log_of(agency) == before
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    "second",
    [
        "2026-10,12207,,5",
        "12/01/2026,12207,,5",
        "2026-11,12208,,5",
        "11/04/2026,12207,,5",
        "11/03/2026,12180,,5",
        "11/03/2026,,Rensselaer,5",
        "2026-11,,Rensselaer,5",
    ],
)
def test_other_days_and_places_are_not(agency, bring, second):
    bring("first", "11/03/2026,12207,,2")

    assert bring("second", second)[0] == 0
    assert log_of(agency) == (2, 7, 0)


@pytest.mark.parametrize(("overlap", "log"), [("add", (3, 10, 0)), ("skip", (2, 5, 0))])
def test_the_total_of_a_month_is_added_or_left_out(agency, run, sheet_of, overlap, log):
    run(sheet_of(*DAYS, name="days.csv"))

    code, _said = run(sheet_of(MONTH, name="month.csv"), on="2026-12-10", overlap=overlap)

    assert code == 0
    assert log_of(agency) == log


def test_a_sheet_is_no_overlap_of_itself(agency, bring):
    assert bring("2026", "11/03/2026,12207,,2")[0] == 0
    assert bring("2026", "11/03/2026,12207,,2", "11/03/2026,,Albany,1", "11/04/2026,12207,,1")[0] == 0
    assert log_of(agency) == (3, 4, 0)


def test_what_a_sheet_took_back_is_counted_no_more(agency, bring):
    bring("2026", "11/03/2026,12207,,2", "11/09/2026,12208,,1")
    bring("2026", "11/09/2026,12208,,1", replace=True)

    assert bring("months", "2026-11,12207,,5")[0] == 0


def test_a_months_total_below_its_days_in_one_sheet_is_asked_about(agency, bring):
    lines = ["11/03/2026,12207,,2", "11/04/2026,12208,,1", "2026-11,,Albany,3"]

    code, said = bring("2026", *lines)

    assert code == 2
    assert said[0] == "2026-11 Albany County: 3 kits in the sheet, 3 counted already (days in this sheet)"
    assert not DailyCount.objects.exists()
    assert bring("2026", *lines, overlap="skip")[0] == 0
    assert log_of(agency) == (2, 3, 0)


def test_the_entries_of_a_terminal_are_asked_about_too(agency, run, sheet_of, leave):
    leave("12207", items=2)
    leave("", items=1)

    code, said = run(sheet_of("2026-11,12207,3,0"), on="2026-12-10")

    assert code == 2
    assert (
        "2026-11 12207: 3 kits in the sheet, 3 counted already (days of the month, county without ZIP code)" in said
    )


COUNTIES = {1: ("", "12207", "12208"), 2: ("", "13202")}
KEYS = st.builds(
    lambda day, is_month, place, item: Key(
        day.replace(day=1) if is_month else day, "month" if is_month else "day", *place, item
    ),
    st.sampled_from([date(2026, month, day) for month in (9, 10) for day in (1, 2)]),
    st.booleans(),
    st.sampled_from([(county, code) for county, codes in COUNTIES.items() for code in codes]),
    st.sampled_from([7, 8]),
)


def may_be_the_same(one, other):
    """Whether two keys may tell of the same kits, said pair by pair."""
    months = one.handed_out_on.replace(day=1) == other.handed_out_on.replace(day=1)
    times = months if "month" in (one.precision, other.precision) else one.handed_out_on == other.handed_out_on
    places = one.zip_code == other.zip_code or not (one.zip_code and other.zip_code)
    return times and places and (one.jurisdiction_id, one.item_id) == (other.jurisdiction_id, other.item_id)


@given(st.dictionaries(KEYS, st.integers(-2, 5)), KEYS)
def test_what_is_found_is_what_pairs_of_keys_say(items, key):
    found = Elsewhere(items).find(key)

    assert found.items == sum(max(0, number) for one, number in items.items() if may_be_the_same(one, key))
    assert (Grain.SAME in found.grains) == (items.get(key, 0) > 0)


@pytest.mark.parametrize("days", [1, 20])
def test_a_long_sheet_asks_the_database_no_more_than_a_short_one(agency, leave, django_assert_num_queries, kit, days):
    """One query for counts and one for corrections, however many days and places overlap."""
    asked = [date(2026, 11, day) for day in range(1, days + 1)]
    for day in asked:
        leave("12207", day=day, items=2)
    county = Jurisdiction.objects.get(slug="ny-albany")

    with django_assert_num_queries(2):
        said = items_in_log(agency=agency, days=asked)

    assert said == {Key(day, "day", county.pk, "12207", kit.pk): 2 for day in asked}
