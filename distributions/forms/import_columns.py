"""What somebody says of the columns of a sheet that nobody knows. The sheet comes back signed, kept nowhere."""

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

from agencies.forms.branches import Refusable
from agencies.sheets import OWN_LOG, SheetFile, SheetRefused, carry_sheet, read_carried
from distributions.forms.imports import LONGEST_TOKEN, VALID_FOR, salt_of
from distributions.sheet_columns import LEAVE_OUT, SeenColumn, meanings

SALT_OF_COLUMNS = ".columns"


class ColumnsForm(Refusable, forms.Form):
    """One question for each column that is asked about. What holds text can only be left out."""

    def __init__(self, *args, columns: list[SeenColumn], **options):
        super().__init__(*args, **options)
        self.names = {column.word: f"column_{number}" for number, column in enumerate(columns) if column.is_asked}
        offered = meanings()
        for column in columns:
            if column.is_asked:
                choices = {LEAVE_OUT: offered[LEAVE_OUT]} if column.is_text else offered
                self.fields[self.names[column.word]] = forms.ChoiceField(
                    label=_("What is in column %(letter)s (%(title)s)?") % column._asdict(),
                    choices=[("", _("Choose")), *choices.items()],
                    error_messages={"required": _("Say what this column holds, or leave it out.")},
                )

    def question(self, column: SeenColumn):
        """The bound field that asks about a column, None where nobody has to say."""
        return self[self.names[column.word]] if column.is_asked else None

    def read_answers(self):
        """What was said, as `read_sheet` takes it; the form is valid."""
        chosen = {word: self.cleaned_data[name] for word, name in self.names.items()}
        return {word: "" if key == LEAVE_OUT else key for word, key in chosen.items()}


def sign_sheet(sheet: SheetFile, *, keeps, given: dict, agency, user) -> str:
    """Return a sheet, and what was given with it, as text for a hidden field, signed for this user at this agency.

    Of columns that nobody knows go along only the cells that `keeps`. Raises `SheetRefused` if it is too long.
    """
    held = {"sheet": carry_sheet(sheet, keeps), "given": given}
    token = signing.dumps(held, salt=salt_of(agency, user) + SALT_OF_COLUMNS, compress=True)
    if len(token) > LONGEST_TOKEN:
        raise SheetRefused(
            _(
                "This sheet is too long to ask about its columns. Name them in the sheet as in the template, "
                "and choose it again."
            )
        )
    return token


def read_signed_sheet(token: str, said, *, agency, user) -> tuple[SheetFile, dict]:
    """Return the sheet and what was given with it of `sign_sheet`, for this user within the hour, its columns as
    somebody `said`; raise `SheetRefused`."""
    try:
        held = signing.loads(token, salt=salt_of(agency, user) + SALT_OF_COLUMNS, max_age=VALID_FOR)
    except signing.BadSignature:
        raise SheetRefused(_("This page is too old to go on from. Choose the sheet again.")) from None
    return read_carried(held["sheet"], OWN_LOG, said), held["given"]
