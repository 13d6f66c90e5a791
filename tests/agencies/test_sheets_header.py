"""The header of a sheet: where it may stand, which words it knows, what it refuses."""

import pytest

from agencies.sheets import TRACKING, Column, UnknownColumns, roster_columns
from tests.agencies.sheet_files import cells, refusal, sheet


def test_header_cell_that_looks_like_data_is_named_by_its_letter():
    long = "x" * 41
    text = f"Date,Kits,518-555-0100,a@example.org,{long},Ra\x1bnk,Notes\n"

    with pytest.raises(UnknownColumns) as refused:
        sheet(text)

    assert refused.value.shown == ("column C", "column D", "column E", "column F", "Notes")


def test_no_more_than_eight_unknown_columns_are_listed():
    with pytest.raises(UnknownColumns) as refused:
        sheet("Date,Kits," + ",".join("abcdefghijkl"))

    assert refused.value.shown == (*"abcdefgh", "4 more")


def test_course_named_like_a_column_of_the_person_leaves_that_column_alone():
    columns = roster_columns(("Unit", "First aid (basic)", "First aid"))

    read = sheet("Last name,First name,Unit,First aid (basic),First aid\nA,B,C,D,E\n", columns)

    assert [row.cells for row in read.rows] == [
        {
            "full_name": "",
            "last_name": "A",
            "first_name": "B",
            "rank": "",
            "unit": "C",
            "employee_number": "",
            "First aid (basic)": "D",
            "First aid": "E",
        }
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Date,ZIP code,Kits,People trained",
        "day,zip,# of kits,trained",
        " DATE , Zip-Code ,Number of Kits,PEOPLE TRAINED",
        "Date:,zipcode,No. of kits,# trained",
        "Date (MM/DD/YYYY),ZIP_CODE,kits left,Number trained",
        "Date of distribution,Zip,Kits distributed,No. of people trained",
    ],
)
def test_header_words_are_known_in_many_spellings(header):
    assert cells(sheet(f"{header}\n01/05/2026,12202,2,1\n")) == [("01/05/2026", "12202", "2", "1")]


WORDS = {
    "day": "Date left|Date of distribution|Distribution date|Date kits were left|Month/Year|Date [mm/dd]|Log date",
    "zip_code": "ZIP code or county|County/ZIP|Jurisdiction or ZIP code"
    "|5-Digit Zip Code|Zip Code (5 digits)|ZIP where kits left|Location ZIP|Zip/Postal Code|zip_code",
    "county": "County name|County / borough|Jurisdiction|County of distribution",
    "kits": (
        "# of Narcan kits|Kit Qty|Quantity|Total number of kits|Number of LBN kits left behind|Leave-behind kits"
        "|Kits dispensed|# Naloxone Kits Left|Num. of kits|Kits\n(1-99)|# kits"
    ),
    "people_trained": "# Trained?|Persons trained|Total people trained|No. of individuals trained|People instructed",
    "item": "Kit type|Item type|Product",
}


@pytest.mark.parametrize(("key", "words"), [(key, word) for key, words in WORDS.items() for word in words.split("|")])
def test_what_agencies_really_write_is_known(key, words):
    others = [column.name for column in TRACKING if column.key != key]

    read = sheet(",".join([*others, f'"{words}"']))

    assert read.header.columns[len(others)].key == key


OTHERS = (
    "Name|Recipient|Case #|Kits left by|Kits given to|Trained by|Person trained name|ZIP code of residence|Home ZIP"
    "|Recipient ZIP|Date of birth|Date and time|Date of overdose|Kit number|Lot #|Unit|Officer|Badge|Time|Notes"
    "|Number|Total|People|Amount|Location|Address|Age|County of residence"
)


@pytest.mark.parametrize("word", OTHERS.split("|"))
def test_every_other_word_refuses_the_file(word):
    assert refusal(f"Date,ZIP code,County,Kits,People trained,Item,{word}\n") == (
        f"Remove the column {word} and import the sheet again. Only these columns may "
        "be there: Date, ZIP code, County, Kits, People trained and Item. Nothing of the file was kept."
    )


def test_header_may_stand_in_line_ten_but_not_below():
    rows = "Date,Kits\n01/05/2026,1\n"

    assert sheet("title\n" * 9 + rows).header.row == 10
    assert refusal("title\n" * 10 + rows) == (
        "No header line was found in the first 10 lines. Name the columns with words such as Date, ZIP code, "
        "County, Kits, People trained and Item and import the sheet again."
    )


def test_title_lines_with_one_known_word_are_no_header():
    read = sheet("Kits\nDate: January,,\n,,\nDate,ZIP,Kits\n01/05/2026,12202,1\n")

    assert read.header.row == 4


def test_missing_required_column_is_named():
    assert refusal("Date,ZIP\n01/05/2026,12202\n") == (
        "The header line has no column Kits. Add it and import the sheet again."
    )


@pytest.mark.parametrize(
    "label", ["Kit #", "KIT NO.", "Kit number", "Kit (#)", "Naloxone kit no", "Kit#", "Kits #", "kit_id"]
)
def test_the_number_on_a_kit_is_never_how_many(label):
    assert refusal(f"Date,ZIP,{label}\n9/1/2026,12207,17\n").startswith(
        f"{label} reads as the number on a kit, not as how many kits. If it says how many, rename it # of kits;"
    )


def test_the_number_on_a_kit_beside_the_kits_is_removed():
    assert refusal("Date,ZIP,Kits,Kit #\n").startswith("Remove the column Kit # and import")


@pytest.mark.parametrize(
    ("header", "missing", "names"),
    [
        ("Date,Zip,# given", "Kits", "# given"),
        ("Date,ZIP,Narcan,Notes", "Kits", "Narcan and Notes"),
        ("When,ZIP,Kits", "Date", "When"),
        ("When,ZIP,Kits,People trained,Amount", "Date", "When and Amount"),
    ],
)
def test_a_needed_column_under_another_word_is_to_be_renamed_not_removed(header, missing, names):
    said = refusal(f"{header}\n")

    assert said.startswith(
        f"The header line has no column {missing}. If a column of the sheet holds it, rename that "
    )
    assert f"rename that column to {missing}; not known are {names}. Only" in said
    assert "Remove" not in said


@pytest.mark.parametrize("word", ["Timestamp", "TIMESTAMP", "Submission date", "Submitted at"])
def test_the_time_a_form_was_sent_stands_in_for_the_date(word):
    read = sheet(f"{word},ZIP code where kit was left,Number of kits left\n9/1/2026 14:03:22,12207,2\n")

    assert cells(read) == [("9/1/2026 14:03:22", "12207", "2", "")]
    assert read.header.stands_in("day")
    assert not sheet("Date,Kits\n").header.stands_in("day")


def test_the_time_a_form_was_sent_beside_a_date_is_to_be_removed():
    assert refusal("Timestamp,Date,Kits\n").startswith("Remove the column Timestamp and import")


def test_column_named_twice_is_refused():
    assert refusal("Date,Kits,Number of kits\n01/05/2026,1,2\n") == (
        "Two columns are named Kits. Keep one of them and import the sheet again."
    )


def test_blank_columns_are_ignored():
    read = sheet("Date,,Kits,,\n01/05/2026,,1,,,,\n")

    assert [row.cells["kits"] for row in read.rows] == ["1"]


@pytest.mark.parametrize(("line", "letter"), [("01/05/2026,x,1", "B"), ("01/05/2026,,1,,,y", "F")])
def test_values_without_a_column_name_refuse_the_file_before_any_row_is_given(line, letter):
    text = f"Date,,Kits\n01/04/2026,,1\n{line}\n"

    assert refusal(text) == (
        f"Column {letter} holds values but has no name in the header line. "
        "Name it or empty it, and import the sheet again."
    )


def test_a_vocabulary_of_one_column_is_found_by_its_one_word():
    assert sheet("Kits\n3\n", (Column("kits", ("Kits",)),)).header.row == 1
