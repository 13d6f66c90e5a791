"""What somebody says of the columns of a sheet that nobody knows."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _

from agencies.forms.branches import Refusable
from agencies.sheets import LEAVE_OUT, ColumnMeanings, SeenColumn


class ColumnsForm(Refusable, forms.Form):
    """One question for each column that is asked about.

    `offered` are the answers: {what is sent: its words}, to leave it out among them, and `of_text` those for a column
    that holds text.
    """

    def __init__(
        self, *args, columns: list[SeenColumn], offered: Mapping[str, str], of_text: Mapping[str, str], **options
    ):
        super().__init__(*args, **options)
        self.names = {column.word: f"column_{number}" for number, column in enumerate(columns) if column.is_asked}
        for column in columns:
            if column.is_asked:
                choices = of_text if column.is_text else offered
                self.fields[self.names[column.word]] = forms.ChoiceField(
                    label=_("What is in column %(letter)s (%(title)s)?") % column._asdict(),
                    choices=[("", _("Choose")), *choices.items()],
                    error_messages={"required": _("Say what this column holds, or leave it out.")},
                )

    def question(self, column: SeenColumn):
        """The bound field that asks about a column, None where nobody has to say."""
        return self[self.names[column.word]] if column.is_asked else None

    def read_answers(self) -> ColumnMeanings:
        """What was said, as `read_sheet` takes it; the form is valid."""
        chosen = {word: self.cleaned_data[name] for word, name in self.names.items()}
        return {word: "" if key == LEAVE_OUT else key for word, key in chosen.items()}
