"""`import_counts` as the contract has it: what is stored, what is said, how it ends."""

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Jurisdiction
from agencies.sheets import workbook_bytes
from distributions.actions import importing
from distributions.models import DailyCount, Sheet, SheetTotal
from distributions.models.sheet import SheetTotalQuerySet
from inventory.actions import receive
from inventory.models import Item
from tests.distributions.asking import DATA, EXPECTED, ledger_closes, log_of, on_hand, short

TRACKING = DATA / "tracking_sheet.csv"
ALL = (EXPECTED["rows"], EXPECTED["kits"], EXPECTED["people_trained"])


def test_the_tracking_sheet_is_stored_and_summed(agency, run):
    code, said = run(TRACKING)

    assert code == 0
    assert said.splitlines()[-1] == (
        f"{Sheet.objects.get()}: 999 kits, 540 times, 510 people trained added · 0 kits unchanged · 0 lines refused"
    )
    assert log_of(agency) == ALL
    assert (short(agency), ledger_closes()) == (0, True)


def test_the_same_file_twice_counts_once(agency, run):
    run(TRACKING)
    code, said = run(TRACKING)

    assert code == 0
    assert "0 kits, 0 times, 0 people trained added · 999 kits unchanged" in said
    assert log_of(agency) == ALL


def test_a_grown_and_a_raised_line_add_the_difference(agency, run, tmp_path):
    lines = TRACKING.read_text().splitlines()
    run(TRACKING)
    day, zip_code, kits, trained = lines[1].split(",")
    lines[1] = f"{day},{zip_code},{int(kits) + 1},{trained}"
    grown = tmp_path / "tracking_sheet.csv"
    grown.write_text("\n".join([*lines, *["11/02/2026,12207,1,1"] * 3]))

    code, said = run(grown)

    assert code == 0
    assert "4 kits, 3 times, 3 people trained added" in said
    assert log_of(agency) == (ALL[0] + 3, ALL[1] + 4, ALL[2] + 3)


def test_the_workbook_gives_what_is_expected(agency, run):
    code, _said = run(DATA / "tracking_sheet.xlsx")

    assert code == 0
    assert log_of(agency) == (EXPECTED["xlsx_rows"], EXPECTED["xlsx_kits"], EXPECTED["xlsx_people_trained"])


@pytest.mark.parametrize(("county", "given"), [(None, "without"), ("ny-albany", "with")])
def test_messy_lines_are_listed_and_the_good_ones_stored(agency, run, county, given):
    code, said = run(DATA / "tracking_sheet_messy.csv", jurisdiction=county)

    assert code == 1
    expected = EXPECTED[f"messy_stored_{given}_jurisdiction"]
    assert log_of(agency) == (expected["handouts"], expected["kits"], expected["people_trained"])
    refused = [line for line in said.splitlines() if line.startswith("Row ")]
    assert [int(line.split()[1].rstrip(",")) for line in refused] == [
        line["row"]
        for line in EXPECTED["messy"]
        if line["verdict"].startswith("refused") or (line["row"] == 16 and not county)
    ]
    assert "Row 6, ZIP code: Enter only the first five digits." in refused
    assert "12206-1234" not in said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("tracking_sheet_personal.csv", "Recipient name"), ("tracking_sheet_utf16.csv", "CSV UTF-8")],
)
def test_a_file_refused_as_a_whole_leaves_nothing_and_is_not_repeated(run, name, sentence):
    code, said = run(DATA / name)

    assert code == 2
    assert sentence in said
    assert "not to be read" not in said
    assert "26-000123" not in said
    assert not DailyCount.objects.exists()
    assert not SheetTotal.objects.exists()


def test_a_dry_run_says_the_same_and_changes_nothing(run):
    code, said = run(TRACKING, dry_run=True)

    assert code == 0
    assert "999 kits, 540 times, 510 people trained added" in said
    assert "(dry run: nothing was stored)" in said
    assert not DailyCount.objects.exists()
    assert not SheetTotal.objects.exists()


def test_a_month_total_counts_as_one_time(agency, run, sheet_of):
    code, _said = run(sheet_of("2026-10,12207,120,90"))

    assert code == 0
    assert log_of(agency) == (1, 120, 90)
    assert DailyCount.objects.get().precision == "month"


def test_stock_is_taken_for_days_after_the_opening_count_only(stocked, run, sheet_of):
    run(sheet_of("11/02/2026,12207,3,0", "10/30/2026,12207,5,0"))

    assert on_hand(stocked) == 37
    assert ledger_closes()


def test_after_the_sheet_an_opening_count_and_one_entry_leave_39(agency, run, request, leave):
    run(TRACKING)
    stocked = request.getfixturevalue("stocked")

    leave()

    assert on_hand(stocked) == 39
    assert ledger_closes()


def test_an_import_stopped_in_the_middle_goes_on_where_it_stood(agency, run, monkeypatch):
    monkeypatch.setattr(importing, "INCREASES_AT_A_TIME", 100)
    remember, calls = SheetTotalQuerySet.remember, []

    def stopped(self, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        remember(self, **kwargs)

    monkeypatch.setattr(SheetTotalQuerySet, "remember", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(TRACKING)
    assert SheetTotal.objects.count() == 200
    assert 0 < log_of(agency)[0] < ALL[0]

    code, _said = run(TRACKING)

    assert code == 0
    assert log_of(agency) == ALL


def test_the_day_of_today_can_be_given(agency, run, sheet_of):
    file = sheet_of("11/20/2026,12207,1,0")

    assert run(file, on="2026-11-19")[0] == 1
    assert log_of(agency) == (0, 0, 0)
    assert run(file, on="2026-11-20")[0] == 0


def test_two_kits_need_the_option(agency, run, sheet_of, kit, alice, today, stocked):
    other = Item.objects.create(slug="vials", name="Vials", kind="naloxone_kit", doses_per_item=2)
    receive(
        agency=agency,
        location=agency.main_location,
        item=other,
        number="B1",
        expires_on=today.replace(year=2029),
        quantity=5,
        on=today,
        today=today,
        by=alice,
    )
    file = sheet_of("11/20/2026,12207,1,0")

    code, said = run(file)
    assert code == 2
    assert "--item" in said
    assert not DailyCount.objects.exists()

    assert run(file, item=other.slug)[0] == 0
    assert DailyCount.objects.get().item == other


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"item": "no-such"}, "There is no item “no-such”."),
        ({"jurisdiction": "ny-nowhere"}, "There is no county “ny-nowhere”."),
        ({"jurisdiction": "vt-bennington"}, "There is no county “vt-bennington”."),
        ({"on": "11/20/2026"}, "11/20/2026 is not a day: write it as 2026-11-21."),
        ({"sheet": "x" * 31}, "A label has at most 30 characters."),
        (
            {"sheet": "badge 4411"},
            "This looks like the number of a badge, a unit or a case, or a time. Leave it out.",
        ),
    ],
)
def test_a_wrong_option_is_one_sentence(run, options, sentence):
    assert run(TRACKING, **options) == (2, sentence)
    assert not DailyCount.objects.exists()


def test_a_missing_file_and_an_unknown_agency_are_one_sentence(run, tmp_path):
    missing = tmp_path / "nothing.csv"

    assert run(missing) == (2, "The file cannot be read: No such file or directory.")
    with pytest.raises(CommandError, match="There is no agency “nobody”") as refusal:
        call_command("import_counts", str(TRACKING), agency="nobody")
    assert refusal.value.returncode == 2


def test_tabs_that_are_not_read_are_named(run, tmp_path):
    lines = (["Date", "ZIP code", "Kits"], [["11/20/2026", "12207", 1]])
    file = tmp_path / "book.xlsx"
    file.write_bytes(workbook_bytes({"2026": lines, "2025": lines}))

    code, said = run(file)

    assert code == 0
    assert "Other tabs, not read: 2025" in said


def test_county_lines_are_counted_without_zip(run, tmp_path):
    file = tmp_path / "county.csv"
    file.write_text("Date,County,Kits\n11/20/2026,Albany County,2\n11/20/2026,Atlantis,2\n")

    code, said = run(file)

    assert code == 1
    assert "Row 3, County: No county of this state has this name." in said
    counted = DailyCount.objects.get()
    assert (counted.jurisdiction, counted.zip_code, counted.items) == (
        Jurisdiction.objects.get(slug="ny-albany"),
        "",
        2,
    )
