"""The empty tracking sheet: what is printed on it, and that a copy of it is read by the import."""

import re
from datetime import date
from io import BytesIO

from distributions.actions.importing import judge_file
from distributions.counts import Counts, total_of
from inventory.actions import OpeningLine, opening_count
from tests.distributions.asking import words

COLUMNS = ["Date", "ZIP code", "County (ZIP not known)", "Kits", "People trained"]


def header_of(answer):
    head = answer.content.decode().partition("<thead>")[2].partition("</thead>")[0]
    return re.findall(r"<th[^>]*>([^<]*)</th>", head)


def test_the_sheet_says_whose_it_is_and_what_is_never_written_on_it(staff, url, agency, alice):
    answer = staff.get(url("tracking_sheet"), {"location": agency.main_location_id, "month": "2026-12"})

    said = words(answer)
    assert "Agency Albany County Sheriff&#x27;s Office Location Storeroom Month December 2026" in said
    assert "Nothing about a person is written on this sheet. No name, initials, birth date" in said
    assert "hand it to your program coordinator, Alice." in said
    assert answer.content.decode().count("<tr><td></td>") == 22


def test_location_and_month_are_left_to_the_pen_unless_chosen(staff, url):
    for chosen in ({}, {"location": "not-one", "month": "2020-01"}):
        assert "Location Month Nothing about a person" in words(staff.get(url("tracking_sheet"), chosen))


def test_a_typed_up_copy_of_the_sheet_is_imported(staff, url, agency, kit, today):
    header = header_of(staff.get(url("tracking_sheet")))
    lines = ["11/18/2026,12207,,2,1", "11/19/2026,,Albany,1,", "Total,,,3,1"]
    copy = BytesIO("\n".join([",".join(header), *lines]).encode())

    how = {"agency": agency, "item": kit, "jurisdiction": None, "today": today}
    verdict = judge_file(file=copy, name="2026.csv", **how)

    assert header == COLUMNS
    assert list(verdict.refused) == []
    assert total_of(verdict.plan.new.values()) == Counts(2, 3, 1)


def test_the_item_is_a_column_where_there_are_several(staff, url, agency, strips, alice, today):
    line = OpeningLine(strips, "S1", date(2028, 1, 31), 40)
    opening_count(agency=agency, location=agency.main_location, lines=[line], on=today, today=today, by=alice)

    assert header_of(staff.get(url("tracking_sheet"))) == [*COLUMNS, "Item"]
