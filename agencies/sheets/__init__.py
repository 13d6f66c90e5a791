"""How a sheet is read and written: tracking sheets, rosters, exports. Nothing here touches the database."""

from .carrying import asked_columns, carry_sheet, read_carried
from .column_refusals import columns_to_tell, show_word
from .columns import NOTHING_SAID, Column, ColumnMeanings, Header, fold_words, word_of
from .dates import DAYS_BACK, judge_day, read_date, read_day, within_a_year
from .judging import (
    judge_kits,
    judge_people_trained,
    judge_whole_number,
    say_kits_at_a_time,
    say_people_trained,
    says_no_kits,
)
from .letters import column_letter
from .opening import Readable
from .printed import BarsOf, PrintedSheet, SheetBlock, SheetColumn, printed_workbook
from .reading import RowNames, SheetFile, SheetRow, read_sheet, require_readable
from .readings import Reading, Skip, say_readings, say_skips
from .refusals import CellRefused, SheetRefused, UnknownColumns
from .seen import LEAVE_OUT, SeenColumn, see_columns
from .shapes import is_number_or_date
from .vocabulary import OWN_LOG, TRACKING, roster_columns
from .writing import csv_bytes, neutralise, workbook_bytes

__all__ = [
    "DAYS_BACK",
    "LEAVE_OUT",
    "NOTHING_SAID",
    "OWN_LOG",
    "TRACKING",
    "BarsOf",
    "CellRefused",
    "Column",
    "ColumnMeanings",
    "Header",
    "PrintedSheet",
    "Readable",
    "Reading",
    "RowNames",
    "SeenColumn",
    "SheetBlock",
    "SheetColumn",
    "SheetFile",
    "SheetRefused",
    "SheetRow",
    "Skip",
    "UnknownColumns",
    "asked_columns",
    "carry_sheet",
    "column_letter",
    "columns_to_tell",
    "csv_bytes",
    "fold_words",
    "is_number_or_date",
    "judge_day",
    "judge_kits",
    "judge_people_trained",
    "judge_whole_number",
    "neutralise",
    "printed_workbook",
    "read_carried",
    "read_date",
    "read_day",
    "read_sheet",
    "require_readable",
    "roster_columns",
    "say_kits_at_a_time",
    "say_people_trained",
    "say_readings",
    "say_skips",
    "says_no_kits",
    "see_columns",
    "show_word",
    "within_a_year",
    "word_of",
    "workbook_bytes",
]
