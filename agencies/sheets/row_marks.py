"""What a workbook says of rows besides their values: which are hidden, and where a formula has no value yet.

The library that reads values passes over both, so the sheet's own text is asked.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .columns import Header
from .letters import column_letter
from .refusals import SheetRefused
from .totals import is_total

_ROW = re.compile(rb"<row\b[^<>]*>")
_IS_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="([0-9]{1,7})"')
_UNCALCULATED = re.compile(
    rb'<c\b[^<>]{0,200}\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]{0,200}>\s*<f\b(?:[^<>]*/>|[^<>]*>[^<]*</f>)\s*'
    rb"(?:(?:<v\s*/>|<v></v>)\s*)?</c>"
)


@dataclass(frozen=True, slots=True)
class RowMarks:
    """The numbers of the hidden rows, and by row the columns, as letters, of formulas that have no value."""

    hidden: frozenset[int]
    uncalculated: dict[int, list[str]]

    def refuse_uncalculated(self, number: int, cells: list[str], header: Header) -> None:
        """Raise `SheetRefused` if a line that is no sum has a formula without a value in a column of the sheet."""
        letters = self.uncalculated.get(number)
        if not letters or is_total(cells):
            return
        for position in header.columns:
            if column_letter(position) in letters:
                sentence = _(
                    "Cell %(cell)s is a formula that was never calculated. "
                    "Open the workbook in Excel, save it, and import it again."
                )
                raise SheetRefused(sentence % {"cell": f"{column_letter(position)}{number}"})


def look_at_rows(workbook: Any, tab: Any) -> RowMarks:
    """The marks of the rows of a tab of an opened workbook."""
    text = workbook._archive.read(tab._worksheet_path)
    uncalculated = defaultdict(list)
    if b"<f" in text:
        for letters, row in _UNCALCULATED.findall(text):
            uncalculated[int(row)].append(letters.decode())
    return RowMarks(frozenset(_hidden_rows(text)), dict(uncalculated))


def _hidden_rows(text: bytes) -> list[int]:
    if b"hidden=" not in text:
        return []
    rows = (found[0] for found in _ROW.finditer(text) if _IS_HIDDEN.search(found[0]))
    return [int(number[1]) for row in rows if (number := _NUMBER.search(row))]
