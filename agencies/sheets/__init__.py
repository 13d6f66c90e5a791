"""How a sheet is read and written: tracking sheets, rosters, exports. Nothing here touches the database."""

from .columns import Column
from .judging import (
    DAYS_BACK,
    judge_day,
    judge_kits,
    judge_people_trained,
    judge_whole_number,
    read_day,
    say_kits_at_a_time,
    within_a_year,
)
from .printed import BarsOf, PrintedSheet, SheetBlock, SheetColumn, printed_workbook
from .reading import Sheet, SheetRow, Skip, read_sheet
from .refusals import CellRefused, SheetRefused, UnknownColumns
from .vocabulary import TRACKING, roster_columns
from .writing import csv_bytes, neutralise, workbook_bytes

__all__ = [
    "DAYS_BACK",
    "TRACKING",
    "BarsOf",
    "CellRefused",
    "Column",
    "PrintedSheet",
    "Sheet",
    "SheetBlock",
    "SheetColumn",
    "SheetRefused",
    "SheetRow",
    "Skip",
    "UnknownColumns",
    "csv_bytes",
    "judge_day",
    "judge_kits",
    "judge_people_trained",
    "judge_whole_number",
    "neutralise",
    "printed_workbook",
    "read_day",
    "read_sheet",
    "roster_columns",
    "say_kits_at_a_time",
    "within_a_year",
    "workbook_bytes",
]
