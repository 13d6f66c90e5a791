"""Rosters as agencies keep them: names in one column, badges and shields, days as people write them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from agencies.sheets import SheetRefused, UnknownColumns
from tests.training.roster_files import stored, verdicts
from training.models import Completion, Person

NALOXONE = "Naloxone administration"


def people(agency):
    return stored(agency)[0]


def days(agency):
    return [day for _name, _course, day in stored(agency)[1]]


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("Last Name,First Name,Badge #", "Dolan,Maeve,12", ["Employee numbers are read from column C (Badge #)."]),
        ("Officer,Shield No.", '"Dolan, Maeve",12', ["Employee numbers are read from column B (Shield No.)."]),
        ("Badge Number,Name", "12,Maeve Dolan", ["Employee numbers are read from column A (Badge Number)."]),
        ("Employee,Employee #", '"DOLAN, MAEVE",12', ["Employee numbers are read from column B (Employee #)."]),
        ("Officer #,Officer Name", "12,Maeve Dolan", ["Employee numbers are read from column A (Officer #)."]),
        ("First,Last,ID", "Maeve,Dolan,12.0", ["Employee numbers are read from column C (ID)."]),
        ("Name of officer,Star no.", "Maeve Dolan,Badge 12", ["Employee numbers are read from column B (Star no.)."]),
    ],
)
def test_a_badge_a_shield_and_a_star_are_the_number(agency, bring, header, line, said):
    result = bring(f"{line}\n", header=f"{header}\n")

    [(last, first, _rank, _unit, number)] = people(agency)
    assert (last.casefold(), first.casefold(), number) == ("dolan", "maeve", "12")
    assert [one for one in result.sentences if one.startswith("Employee numbers are")] == said


@pytest.mark.parametrize(
    ("header", "name", "last", "first"),
    [
        ("Officer", '"Dolan, Maeve"', "Dolan", "Maeve"),
        ("Name", "Maeve R. Dolan", "Dolan", "Maeve R."),
        ("Member name", '"O\'Brien, Seán"', "O'Brien", "Seán"),
        ('"Last name, First name"', "Dolan Maeve", "Dolan", "Maeve"),
        ("Name (Last First)", "Dolan Maeve R.", "Dolan", "Maeve R."),
        ("First and last name", "Maeve Dolan", "Dolan", "Maeve"),
        ("Personnel", "Juan de la Cruz", "de la Cruz", "Juan"),
    ],
)
def test_full_names_may_stand_in_one_column(agency, bring, header, name, last, first):
    result = bring(f"{name},4\n", header=f"{header},Badge\n")

    assert people(agency) == [(last, first, "", "", "4")]
    said = header.strip('"')
    assert result.sentences[0] == f"Names are read from column A ({said})."


def test_a_rank_and_a_number_beside_a_name_find_their_columns(agency, bring):
    lines = '"Sgt. Dolan, Maeve #0042",Squad 3\nDet. Kim Ruiz,\n"Stone, Lee (17)",\n'

    result = bring(lines, header="Officer,Squad\n")

    assert people(agency) == [
        ("Dolan", "Maeve", "Sgt.", "Squad 3", "0042"),
        ("Ruiz", "Kim", "Det.", "", ""),
        ("Stone", "Lee", "", "", "17"),
    ]
    assert result.sentences == [
        "Names are read from column A (Officer).",
        "Units are read from column B (Squad).",
        "2 names have ranks beside them. They were read as the ranks.",
        "2 names have numbers beside them. They were read as the employee numbers.",
    ]


@pytest.mark.parametrize("word", ["Platoon", "Squad", "Shift", "Station", "Precinct", "Assigned unit", "Tour"])
def test_where_somebody_works_has_many_words(agency, bring, word):
    bring("Dolan,Maeve,B 2\n", header=f"Last,First,{word}\n")

    assert people(agency) == [("Dolan", "Maeve", "", "B 2", "")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("10/1/2026", date(2026, 10, 1)),
        ("1-Oct-26", date(2026, 10, 1)),
        ("3-Sep-26", date(2026, 9, 3)),
        ("10/1/2026 14:30", date(2026, 10, 1)),
        ('"Thursday, October 1, 2026"', date(2026, 10, 1)),
    ],
)
def test_days_are_read_as_in_tracking_sheets(agency, bring, cell, day):
    bring(f"Dolan,Maeve,12,{cell}\n", header=f"Last,First,Badge,{NALOXONE} date\n")

    assert days(agency) == [day]


@pytest.mark.parametrize("cell", ["n/a", "-", "No", "not yet", "NONE", ""])
def test_a_course_that_was_not_done_has_no_day(agency, bring, cell):
    result = bring(f"Dolan,Maeve,{cell}\n", header=f"Last,First,{NALOXONE}\n")

    assert (result.is_whole, days(agency)) == (True, [])


def test_a_workbook_may_hold_its_days_as_numbers(agency, bring):
    book = Workbook()
    book.active.append(["Officer", "Badge", f"Date of {NALOXONE}"])
    book.active.append(["Dolan, Maeve", 12, 46296])
    data = BytesIO()
    book.save(data)

    result = bring(data.getvalue())

    assert (people(agency), days(agency)) == ([("Dolan", "Maeve", "", "", "12")], [date(2026, 10, 1)])
    assert "1 date was stored as a number and read as Excel shows it." in result.sentences


def test_a_roster_is_one_tab_and_the_others_are_said(agency, bring):
    book = Workbook()
    for tab, name in ((book.active, "Dolan, Maeve"), (book.create_sheet("October"), "Ruiz, Kim")):
        tab.append(["Officer", "Badge"])
        tab.append([name, 12])
    book.active.title = "September"
    data = BytesIO()
    book.save(data)

    result = bring(data.getvalue())

    assert people(agency) == [("Dolan", "Maeve", "", "", "12")]
    assert "Other tabs of the workbook are not read: October." in result.sentences
    assert [line.row for line in result.lines] == [2]


@pytest.mark.parametrize(
    ("cell", "column", "sentence"),
    [
        ("Dolan,Maeve,,12,13/40/2026", NALOXONE, "There is no such date as 13/40/2026. Write it as 01/31/2026."),
        ("Dolan,Maeve,,12,2026-11-22", NALOXONE, "Nov 22, 2026 is in the future: check the year."),
        ("Dolan,Maeve,,12,x", NALOXONE, "Write the day on which it was completed, as in 01/31/2026."),
        ("Dolan,Maeve,,12,see Lt. Moreau", NALOXONE, "There is no such date: write it as 01/31/2026."),
        (f"Dolan,Maeve,{'Squad' * 9},12,", "Squad", "Shorten this to 40 characters or fewer."),
    ],
)
def test_a_refused_cell_costs_the_cell_and_not_the_person(agency, bring, cell, column, sentence):
    result = bring(f"{cell}\n", header=f"Last,First,Squad,Badge,{NALOXONE}\n")

    [line] = result.lines
    assert [(one.row, one.column, one.sentence) for one in line.refusals] == [(2, column, sentence)]
    assert (line.verdict, result.counts["refused"], result.counts["cells"]) == ("added", 0, 1)
    assert (people(agency), days(agency)) == ([("Dolan", "Maeve", "", "", "12")], [])


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ("Dolan,12", "Officer", "Write a last name and a first name on every line."),
        ('"Dolan, Maeve 2nd",12', "Officer", "Write the name without numbers. They have a column of their own."),
        (
            '"Dolan, Maeve #13",12',
            "Officer",
            "The number beside the name differs from the number on this line. Keep one of them.",
        ),
        (f'"Dolan, Maeve",{"1" * 21}', "Badge", f"{'1' * 21} is too long. Shorten it to 20 characters or fewer."),
        (f'"Dolan, Maeve",{"Lt Moreau" * 3}', "Badge", "Shorten this to 20 characters or fewer."),
    ],
)
def test_a_line_that_does_not_say_who_is_meant_is_refused(agency, bring, line, column, sentence):
    result = bring(f'{line}\n"Stone, Lee",2\n', header="Officer,Badge\n")

    assert verdicts(result)[0] == (2, "refused", column, sentence)
    assert people(agency) == [("Stone", "Lee", "", "", "2")]


def test_a_roster_without_names_is_refused(agency, bring):
    with pytest.raises(SheetRefused, match="no columns Last name and First name"):
        bring("12,Squad 3\n", header="Badge,Squad\n")

    assert not Person.objects.exists()


def test_a_word_that_nobody_knows_may_be_the_names(agency, bring):
    with pytest.raises(UnknownColumns, match="If a column of the sheet holds it, rename that column"):
        bring('"Dolan, Maeve",12,Chief\n', header="Wer,Badge,Rank\n")

    assert not Completion.objects.exists()


def test_a_heading_that_looks_like_data_is_told_by_its_letter_only(bring):
    result = bring('"Dolan, Maeve",4\n', header="Employee (call 518-555-0100),Badge\n")

    assert result.sentences[0] == "Names are read from column A (column A)."
