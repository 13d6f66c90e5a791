"""How a sheet is read and written: tracking sheets, rosters, exports. Nothing here touches the database."""

from .columns import Column
from .dates import DAYS_BACK, judge_day, read_date, read_day, within_a_year
from .judging import judge_kits, judge_people_trained, judge_whole_number, say_kits_at_a_time, says_no_kits
from .printed import BarsOf, PrintedSheet, SheetBlock, SheetColumn, printed_workbook
from .reading import SheetFile, SheetRow, read_sheet
from .readings import Reading, Skip, say_readings, say_skips
from .refusals import CellRefused, SheetRefused, UnknownColumns
from .vocabulary import OWN_LOG, TRACKING, roster_columns
from .writing import csv_bytes, neutralise, workbook_bytes

__all__ = [
    "DAYS_BACK",
    "OWN_LOG",
    "TRACKING",
    "BarsOf",
    "CellRefused",
    "Column",
    "PrintedSheet",
    "Reading",
    "SheetBlock",
    "SheetColumn",
    "SheetFile",
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
    "read_date",
    "read_day",
    "read_sheet",
    "roster_columns",
    "say_kits_at_a_time",
    "say_readings",
    "say_skips",
    "says_no_kits",
    "within_a_year",
    "workbook_bytes",
]
