"""A sheet between two pages, while somebody says what its columns hold: as plain values that a page can carry.

Of columns that nobody knows only cells go along that cannot be somebody's name: the rest is gone before the page is
made. Nothing of the file stays with us.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from .columns import Column, ColumnMeanings, Header, match_header, word_of
from .opening import SheetText
from .parts import SheetPart
from .reading import SheetFile, look_through
from .readings import Reading
from .totals import is_total
from .workbooks import NUMBERS_OF_DAYS, day_of_number, number_as_text

NOT_CARRIED = "\u2026"
TOTAL = "Total"


def asked_columns(header: Header) -> frozenset[int]:
    """The positions of columns that nobody knows, or that two are."""
    keys = [column.key for column in header.columns.values()]
    return header.unknown | {at for at, column in header.columns.items() if keys.count(column.key) > 1}


def carry_sheet(sheet: SheetFile, keeps: Callable[[str], bool]) -> dict[str, Any]:
    """What `read_carried` needs, without the name of the file. Of columns that nobody knows go along only the cells
    that `keeps`, and that others are there. Raises `SheetRefused` where a line cannot be read."""
    for part in sheet.parts:
        look_through(part, sheet._columns)
    return {
        "other_tabs": sheet.other_tabs,
        "readings": dict(sheet.readings),
        "parts": [_carry_part(part, keeps) for part in sheet.parts],
    }


def _carry_part(part: SheetPart, keeps: Callable[[str], bool]) -> dict[str, Any]:
    unknown = part.header.unknown

    def change(position: int, cell: str) -> str:
        if position not in unknown or not cell or keeps(cell):
            return cell
        return TOTAL if is_total([cell]) else NOT_CARRIED

    return {
        "tab": part.tab,
        "row": part.header.row,
        "cells": part.header.cells,
        "epoch": part.epoch,
        "text": part.rewrite(change).decode(),
    }


def read_carried(held: Mapping[str, Any], columns: Sequence[Column], said: ColumnMeanings) -> SheetFile:
    """The sheet that was carried, with its columns as somebody `said`. Whether it will do is another question:
    `require_readable`."""
    readings = {Reading(name): times for name, times in held["readings"].items()}
    parts = []
    for each in held["parts"]:
        header = match_header((each["row"], each["cells"]), columns, said)
        part = SheetPart(each["tab"], header, SheetText(each["text"].encode()), epoch=each["epoch"])
        parts.append(_as_said(part, said, readings))
    return SheetFile("", tuple(parts), tuple(held["other_tabs"]), readings, columns)


def _as_said(part: SheetPart, said: ColumnMeanings, readings: dict[Reading, int]) -> SheetPart:
    """A part with the numbers of a workbook as the columns have them that somebody named."""
    named = {at: column for at, column in part.header.columns.items() if word_of(part.header.cells[at]) in said}
    if not part.epoch or not any(column.dates or column.digits for column in named.values()):
        return part

    def change(position: int, cell: str) -> str:
        column = named.get(position)
        if column is None or not cell.isdecimal():
            return cell
        if column.dates and int(cell) in NUMBERS_OF_DAYS:
            readings[Reading.NUMBER_AS_DATE] = readings.get(Reading.NUMBER_AS_DATE, 0) + 1
            return day_of_number(int(cell), date.fromisoformat(part.epoch)).isoformat()
        return number_as_text(int(cell), column.digits)

    return replace(part, text=SheetText(part.rewrite(change)), separator=",")
