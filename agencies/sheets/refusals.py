"""What people read when a sheet or one of its cells cannot be used. No sentence repeats text from the sheet."""

from typing import Any

from agencies.actions.refusals import Refused


class SheetRefused(Refused):
    """The whole file cannot be used; the message says what to do. Nothing of the file may be kept."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="file")


class UnknownColumns(SheetRefused):
    """The file has columns that nobody asked for, or one twice; `shown` is how they may be named to people.

    `people` are those that name people or cases: of these nothing can be said that would help. `sheet` is what was
    opened of the file, so that somebody can say what its columns hold.
    """

    def __init__(self, message: str, *, shown: tuple[str, ...]) -> None:
        super().__init__(message)
        self.shown = shown
        self.people: tuple[str, ...] = ()
        self.sheet: Any = None


class CellRefused(Exception):
    """One cell cannot be used; the message says what to write instead. It may show a number or a date of the cell,
    never text; `general` is the same without it, for sheets with very many different ones."""

    def __init__(self, message: str, *, general: str = "") -> None:
        super().__init__(message)
        self.general = general or message
