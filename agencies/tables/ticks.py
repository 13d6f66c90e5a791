"""Rows to tick in a form, as a table: who took part, what to change at once."""

from collections.abc import Sequence
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agencies.tables.columns import ListColumn, Words
from agencies.tables.table import ListTable


class TickTable(CheckboxSelectMultiple):
    """Draws the rows of a `ModelMultipleChoiceField` as a table with a box to tick in front of each.

    A script adds how many are ticked, a search, and all or none; without it the boxes are all there is.
    """

    def __init__(self, *, caption: Words, columns: Sequence[ListColumn], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.caption, self.columns = caption, columns

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        ticked = frozenset(str(getattr(one, "pk", one)) for one in value or ())
        boxes = ListColumn(name, _("Select"), kind="tick", value="pk", ticked=ticked)
        choices: Any = self.choices  # those of a model's field, which know their rows
        rows = [choice.instance for choice, _label in choices]
        table = ListTable(
            name=name, caption=str(self.caption), columns=[boxes, *self.columns], rows=rows, is_caption_hidden=True
        )
        return render_to_string("parts/table_to_tick.html", {"table": table})
