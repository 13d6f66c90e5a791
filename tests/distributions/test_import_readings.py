"""Sheets as people write them, brought in by the command: what is counted, and what is said of how it was read."""

from datetime import date

import pytest

from distributions.models import DailyCount
from tests.agencies.sheet_files import workbook
from tests.distributions.asking import log_of


@pytest.fixture
def bring(run, tmp_path):
    """Import lines under a header, or a workbook; return (exit code, what was said, line by line)."""

    def bring(*lines, **options):
        file = tmp_path / "sheet.csv"
        file.write_bytes(lines[0] if isinstance(lines[0], bytes) else "\r\n".join(lines).encode())
        code, said = run(file, **options)
        return code, said.splitlines()

    return bring


def days():
    return list(DailyCount.objects.order_by("handed_out_on").values_list("handed_out_on", "precision", "items"))


def test_dates_as_programs_write_them_are_counted_and_dropped_times_are_said(agency, bring):
    code, said = bring("Date,ZIP,Kits", "3-Sep-26,12207,1", "9/7/2026 14:35,12207,2", '"Sep 8, 2026 9:00 AM",12207,3')

    assert code == 0
    assert said[0] == "We left out the times of 2 dates."
    assert days() == [(date(2026, 9, 3), "day", 1), (date(2026, 9, 7), "day", 2), (date(2026, 9, 8), "day", 3)]


def test_month_totals_under_their_names(agency, bring):
    code, said = bring(
        "Month,County,Kits", "Sep-26,Albany,4", "August 2026,Albany,5", "7/2026,Albany,6", 'June,Albany,"1,200"'
    )

    assert code == 0
    assert said[0] == "1 month had no year. We used the most recent one."
    assert days() == [(date(2026, month, 1), "month", kits) for month, kits in ((6, 1200), (7, 6), (8, 5), (9, 4))]


def test_an_excel_number_in_the_date_column_is_its_day(agency, bring):
    code, said = bring(workbook(("Log", [["Date", "ZIP", "Kits"], [46267, 12207, 2]])))

    assert code == 0
    assert said[0] == "1 date was stored as a number and read as Excel shows it."
    assert days() == [(date(2026, 9, 2), "day", 2)]


def test_impossible_dates_are_refused_in_their_own_words(agency, bring):
    code, said = bring("Date,ZIP,Kits", "6/31/2026,12207,1", "13/09/2026,12207,1")

    assert code == 1
    assert said[:2] == [
        "Row 2, Date: There is no June 31, so there is no such date. Write it as 01/31/2026.",
        "Row 3, Date: There is no such date as 13/09/2026. Write the month first, as in 01/31/2026.",
    ]
    assert not DailyCount.objects.exists()


def test_days_without_kits_are_no_lines_and_are_counted_in_what_is_said(agency, bring):
    lines = ["9/1/2026,12207,0,", "9/2/2026,12207,1,", "9/3/2026,,-,", "9/4/2026,12207,none,0", "9/5/2026,12207,,"]

    code, said = bring("Date,ZIP,Kits,Trained", *lines)

    assert code == 0
    assert said[0] == "4 lines have 0, a dash or nothing under Kits. They are not counted."
    assert log_of(agency) == (1, 1, 0)


def test_people_trained_without_kits_are_not_passed_over(agency, bring):
    code, said = bring("Date,ZIP,Kits,Trained", "9/1/2026,12207,0,3")

    assert code == 1
    assert said[0] == "Row 2, Kits: Write how many kits: this line says that people were trained."


def test_yes_and_no_cost_no_kits(agency, bring):
    code, said = bring("Date,ZIP,# of kits left,Trained (Y/N)", "9/1/2026,12207,1,Y", "9/2/2026,12180,2,No")

    assert code == 0
    assert said[0] == "2 lines answered People trained with yes or no: yes was read as 1 person, no as 0."
    assert log_of(agency) == (2, 3, 1)


def test_a_line_with_more_kits_than_one_may_have_names_the_way(agency, bring):
    code, said = bring("Date,ZIP,Kits", "8/31/2026,12207,150", "9/1/2026,12207,1 kit")

    assert code == 1
    assert said[:2] == [
        "Row 2, Kits: Log between 1 and 99 kits at a time, not 150. "
        "Count more with “Enter an event” on the page of the log.",
        "We left out a word such as “kits” after 1 number.",
    ]
    assert log_of(agency) == (1, 1, 0)


def test_very_many_wrong_numbers_are_refused_in_one_sentence_at_last(agency, bring):
    code, said = bring("Date,ZIP,Kits", *(f"9/1/2026,12207,{number}.5" for number in range(1, 701)))

    assert code == 1
    assert said[0] == "Row 2, Kits: 1.5 is not a whole number. Write it in digits, such as 2."
    assert said[699] == "Row 701, Kits: Write a whole number in digits, such as 2."
