"""`import_counts --column`: what a column holds is said by its header word."""

import pytest

from distributions.models import DailyCount
from tests.agencies.sheet_files import workbook
from tests.distributions.asking import log_of


@pytest.fixture
def bring(run, tmp_path):
    """Import lines or a workbook; return (exit code, what was said)."""

    def bring(*lines, **options):
        file = tmp_path / "sheet.csv"
        file.write_bytes(lines[0] if isinstance(lines[0], bytes) else "\n".join(lines).encode())
        return run(file, **options)

    return bring


@pytest.mark.parametrize(
    ("header", "line", "column", "said"),
    [
        ("Date,Zip,# given", "9/1/2026,12207,2", "# given=kits", "Kits from column C (# given)"),
        ("When,Zip,Kits", "9/1/2026,12207,2", "when=date", "Date from column A (When)"),
        ("Date,Spot,Kits", "9/1/2026,12207,2", "Spot=place", "ZIP code from column B (Spot)"),
        ("Date,Spot,Kits", "9/1/2026,Albany,2", "Spot=place", "ZIP code from column B (Spot)"),
        ("Date,Spot,Kits", "9/1/2026,Albany,2", "Spot=county", "County from column B (Spot)"),
        ("Date,Zip,Kits,Taught", "9/1/2026,12207,2,0", "Taught=trained", "People trained from column D (Taught)"),
        ("Date,Zip,Kits,Stuff", "9/1/2026,12207,2,Narcan", "Stuff=item", "Item from column D (Stuff)"),
        ("Date,Zip,Kits,Remarks", "9/1/2026,12207,2,x", "REMARKS=skip", "not stored: column D (Remarks)"),
        ("Remarks,Date,Zip,Kits", "x,9/1/2026,12207,2", "Remarks=skip", "not stored: column A (Remarks)"),
        ("Date,Zip,Kits,a=b", "9/1/2026,12207,2,0", "a=b=trained", "People trained from column D (a=b)"),
        ("Date,Zip,Kits,Qty", "9/1/2026,12207,2,5", "Qty=skip", "Left out and not stored: column D (Qty)"),
    ],
)
def test_a_column_is_what_is_said_of_it(agency, bring, header, line, column, said):
    code, lines = bring(header, line, column=[column])

    assert code == 0
    assert said in lines
    assert log_of(agency) == (1, 2, 0)


def test_several_columns_may_be_said(agency, bring):
    code, _said = bring("When,Spot,Amount", "9/1/2026,12207,2", column=["When=date", "Spot=zip", "Amount=kits"])

    assert code == 0
    assert log_of(agency) == (1, 2, 0)


def test_an_unknown_column_is_offered_the_option_before_it_is_to_be_changed(bring):
    code, said = bring("Date,Zip,# given", "9/1/2026,12207,2")

    assert code == 2
    assert said.startswith(
        'Say what the column # given holds with --column, such as --column "# given=kits" '
        '(date, place, county, kits, trained, item), or leave it out with --column "# given=skip"'
    )
    assert "rename that column to Kits" in said
    assert not DailyCount.objects.exists()


@pytest.mark.parametrize("option", ["# given", "# given=", "=kits", "# given=kitties", ""])
def test_an_option_that_says_nothing_is_one_sentence(bring, option):
    code, said = bring("Date,Zip,# given", "9/1/2026,12207,2", column=[option])

    assert (code, said) == (
        2,
        f"“{option}” is not of the form HEADER=kits, with one of date, place, county, kits, trained, item, skip.",
    )
    assert not DailyCount.objects.exists()


def test_a_column_that_the_sheet_has_not_is_one_sentence(bring):
    assert bring("Date,Zip,Kits", "9/1/2026,12207,2", column=["Given=skip"]) == (
        2,
        "The sheet has no column “given”.",
    )
    assert not DailyCount.objects.exists()


def test_kit_numbers_stay_numbers_unless_somebody_says_otherwise(agency, bring):
    lines = ["Date,Zip,Kit #", "9/1/2026,12207,17", "9/2/2026,12207,18"]

    assert bring(*lines)[0] == 2
    assert bring(*lines, column=["Kit #=skip"])[0] == 2
    assert log_of(agency) == (0, 0, 0)


def test_refused_rows_of_a_tab_are_named_with_it(agency, bring):
    header = ["Date", "ZIP", "Kits"]
    book = workbook(
        ("Aug", [header, ["8/3/2026", 12207, 1]]), ("Sept", [header, ["9/3/2026", "x", 1], ["9/4/2026", 12207, 2]])
    )

    code, said = bring(book)

    assert code == 1
    assert said.startswith("Row 2 of tab Sept, ZIP code: ")
    assert log_of(agency) == (2, 3, 0)
