"""A sheet that was entered: what it is called, and where its kits go when it is taken back."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm
from distributions.forms.labels import HINT, judge_label
from distributions.forms.lines import FromStock
from distributions.models.sheet import LABEL_LENGTH


class LabelForm(forms.Form):
    label = forms.CharField(
        label=_("Label"),
        required=False,
        max_length=LABEL_LENGTH,
        help_text=HINT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, sheet, **options):
        super().__init__(*args, **options)
        self.fields["label"].initial = sheet.label
        self.agency = sheet.agency

    def clean_label(self):
        return judge_label(self.cleaned_data["label"], agency=self.agency)


class TakeBackForm(RefusableForm, FromStock):
    """Where the kits of a sheet go back to: the location from which they were taken, which nobody wrote down."""

    def __init__(self, *args, sheet, undo="", **options):
        super().__init__(*args, agency=sheet.agency, **options)
        if "location" in self.fields:
            self.fields["location"].label = _("Kits go back into the stock of")
            self.fields["location"].initial = read_undo(sheet, undo) or sheet.agency.main_location_id


def sign_undo(sheet, location):
    """Return a text for the link "Take it back" of a sheet that was typed just now: it knows the location, which
    is kept nowhere else."""
    return signing.dumps(str(location.pk), salt=_salt_of(sheet))


def read_undo(sheet, text):
    """Return the id of the location that `sign_undo` was given for this sheet; "" where that cannot be read."""
    try:
        return signing.loads(text, salt=_salt_of(sheet))
    except signing.BadSignature:
        return ""


def _salt_of(sheet):
    return f"distributions.undo.{sheet.pk}"
