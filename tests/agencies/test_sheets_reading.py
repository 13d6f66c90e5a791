"""Reading a sheet saved as text: its encoding, separator, rows and name."""

import tracemalloc

import pytest

from agencies.sheets import Skip
from tests.agencies.sheet_files import cells, refusal, sheet


@pytest.mark.parametrize("data", ["Date,Kits\n01/05/2026,1,caf\u00e9".encode("latin-1"), b"Date,Kits\n\x00,1"])
def test_other_encodings_and_nul_bytes_are_refused_alike(data):
    assert refusal(data).startswith("This file is not saved as UTF-8 text.")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_mark_and_line_ends_are_found(separator, mark, end):
    lines = ["Date|ZIP|Kits|Trained", '01/05/2026|12202|"2"|', "01/06/2026|12203|3|1"]

    read = sheet(mark + end.join(lines).replace("|", separator))

    assert cells(read) == [("01/05/2026", "12202", "2", ""), ("01/06/2026", "12203", "3", "1")]


def test_commas_inside_quotes_do_not_hide_a_semicolon_sheet():
    read = sheet('"Sheriff, Albany, NY, kits, date"\nDate;Kits;County\n01/05/2026;1;"Albany, NY"\n')

    assert read.header.row == 2
    assert [row.cells["county"] for row in read.rows] == ["Albany, NY"]


TOTALS = (
    "Total,,117|TOTAL:,5,|,total,9| Total : ,,1|Grand Total,,3|Sub-total,,3|Subtotal:,,3|TOTALS,,3"
    "|Total for September,,3|Sept. total,,3|2026 Q3 Total,,9|Total kits:,,9|Sum,,9|Monthly total,,9|Page total,,9"
)


@pytest.mark.parametrize("line", TOTALS.split("|"))
def test_total_line_is_skipped_wherever_its_word_stands(line):
    rows = list(sheet(f"Date,,Kits\n01/05/2026,,1\n{line}\n").rows)

    assert [row.skipped for row in rows] == [None, Skip.TOTAL]


@pytest.mark.parametrize("line", ["Totally,,1", "Summer,,1", "2026,,1", "To,,1", "Tot,,1"])
def test_other_words_are_no_total(line):
    assert [row.skipped for row in sheet(f"Date,,Kits\n{line}\n").rows] == [None]


def test_a_header_repeated_on_the_next_page_is_no_line():
    header = "Date,ZIP,Kits,People trained"
    rows = list(sheet(f"{header}\n9/1/2026,12207,1,1\n{header},,\n9/2/2026,12207,1,1\nDate,ZIP,Kits,2\n").rows)

    assert [row.skipped for row in rows] == [None, Skip.HEADER, None, None]


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u200e", "\u2060", "\u00ad", "\u200c", "\u202c"])
def test_what_nobody_sees_is_no_part_of_a_cell(mark):
    text = f"Date,ZI{mark}P,Kits\n{mark}9/2/2026,121{mark}80,1{mark}\n".encode()

    assert cells(sheet(text)) == [("9/2/2026", "12180", "1", "")]


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f"])
def test_blanks_that_do_not_break_are_blanks(blank):
    text = f"Date,ZIP{blank}code,Kits{blank}\n9/2/2026{blank},12180,{blank}1\n"

    assert cells(sheet(text)) == [("9/2/2026", "12180", "1", "")]


@pytest.mark.parametrize("code", ['="12207"', '"=""12207"""'])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_code_guarded_as_a_formula_is_its_text(code, separator):
    line = separator.join(["9/2/2026", code, '="3"'])

    assert cells(sheet(separator.join(["Date", "ZIP", "Kits"]) + f"\r\n{line}\r\n")) == [
        ("9/2/2026", "12207", "3", "")
    ]


def test_empty_lines_keep_numbers_and_are_left_out_at_the_end():
    rows = list(sheet("Date,Kits\n\n , \n01/05/2026,1\n,\n\n").rows)

    assert [(row.number, row.skipped) for row in rows] == [(2, Skip.EMPTY), (3, Skip.EMPTY), (4, None)]


def test_rows_begin_anew_each_time():
    read = sheet("Date,Kits\n01/05/2026,1\n")

    assert list(read.rows) == list(read.rows)


def test_quotation_mark_left_open_is_refused_instead_of_swallowing_the_rest():
    lines = "01/06/2026,1\n" * 500

    assert refusal('Date,Kits\n01/05/2026,"1\n') == (
        "Row 2 has a quotation mark that is out of place. Correct it and import the sheet again."
    )
    assert refusal(f'Date,Kits\n01/05/2026,"1\n{lines}').startswith("Row 2 has a quotation mark")


def test_formula_in_text_is_only_text():
    assert cells(sheet("Date,ZIP,Kits\n01/05/2026,=1+1,1\n")) == [("01/05/2026", "=1+1", "1", "")]


def test_numbers_in_text_are_not_padded():
    assert cells(sheet("Date,ZIP,Kits\n01/05/2026,1220,1\n"))[0][1] == "1220"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("2026 log.csv", "2026 log"),
        ("../../etc/passwd", "passwd"),
        ("C:\\logs\\Q1.final.xlsx", "Q1.final"),
        ("a\x00\nb.csv", "ab"),
        (".csv", "csv"),
        ("../..", "sheet"),
        ("", "sheet"),
        ("x" * 300, "x" * 100),
    ],
)
def test_name_is_never_a_path(name, kept):
    assert sheet("Date,Kits\n", name=name).name == kept


@pytest.mark.slow
def test_memory_stays_flat_over_100_000_lines():
    line = "01/{:02d}/2026,12202,1,1\n"
    data = ("Date,ZIP,Kits,Trained\n" + "".join(line.format(n % 28 + 1) for n in range(100_000))).encode()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]

        rows = sum(1 for _row in sheet(data).rows)

        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert rows == 100_000
    assert peak < len(data) + 2_000_000
