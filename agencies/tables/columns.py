"""The columns of a table on a page: what each shows of a row, how that is written, and how one may sort by it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

Words = str | Promise  # as they are, or to be translated when they are drawn
Kind = Literal["text", "number", "change", "day", "weekday", "month", "status", "actions", "tick"]
DASH = "\N{EN DASH}"
CLASSES: dict[Kind, str] = {"actions": "screen-only", "tick": "tick"}
DAYS = ("day", "weekday", "month")


@dataclass(frozen=True)
class StatusWord:
    """A status as `parts/status.html` draws it; where only text can stand, such as in a file, it is its word.

    `tone` is ok, attention, bad or quiet.
    """

    tone: str
    word: Words

    def __str__(self) -> str:
        return str(self.word)


@dataclass(frozen=True)
class ListColumn:
    """One column of a `ListTable`.

    `value` says what a row holds here: a path of attributes such as "jurisdiction.label" (`name`, where it is empty),
    or a function of the row. It is an int, a date, a `StatusWord`, a text, or None; it stands in the file, and a list
    is sorted and searched by it. `link` gives the address to which the cell leads. `template` draws the cell instead,
    and takes the page's variables and `row`.

    A queryset is sorted by the fields `order_by`, a list where it `is_sortable` by `value`, or by `sort_value`, such
    as the day of a cell that says it in words.
    """

    name: str
    heading: Words
    kind: Kind = "text"
    value: str | Callable[[Any], Any] = ""
    link: Callable[[Any], str] | None = None
    template: str = ""
    order_by: tuple[str, ...] = ()
    is_sortable: bool = False
    sort_value: Callable[[Any], Any] | None = None
    is_unbroken: bool = False
    ticked: Collection[str] = ()  # of a column of boxes: the values of those that are ticked
    nothing: str = DASH  # what a cell says that holds nothing

    @property
    def is_number(self) -> bool:
        return self.kind in ("number", "change")

    @property
    def is_day(self) -> bool:
        return self.kind in DAYS

    @property
    def is_in_files(self) -> bool:
        return self.kind not in ("actions", "tick")

    @property
    def head_css(self) -> str:
        """The classes of its head."""
        return "number" if self.is_number else CLASSES.get(self.kind, "")

    @property
    def css(self) -> str:
        """The classes of its cells."""
        unbroken = "nowrap" if self.is_unbroken or self.is_number or self.is_day else ""
        return f"{self.head_css} {unbroken}".strip()

    def read(self, row: Any) -> Any:
        """What `row` holds in this column."""
        if callable(self.value):
            return self.value(row)
        return follow(row, self.value or self.name)


def follow(row: Any, path: str) -> Any:
    """Go from attribute to attribute as a template does: methods are called, and nothing leads to nothing."""
    for name in path.split("."):
        if row is None:
            return None
        row = getattr(row, name)
        row = row() if callable(row) else row
    return row
