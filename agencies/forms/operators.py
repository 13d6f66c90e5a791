"""What the program office filters by, and how it marks a registration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.actions.registration import MARKS
from agencies.forms.registration import CountyField
from agencies.models import Jurisdiction


class CountyFilter(forms.Form):
    county = CountyField(
        label=_("County"),
        queryset=Jurisdiction.objects.none(),
        required=False,
        empty_label=_("All counties"),
        to_field_name="slug",
        error_messages={"invalid_choice": _("Choose a county from the list.")},
    )

    def __init__(self, *args, counties, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties

    @property
    def chosen(self):
        """The county that was chosen, or None."""
        return self.cleaned_data.get("county") if self.is_valid() else None


class MarkForm(forms.Form):
    status = forms.ChoiceField(choices=[(mark.value, mark.label) for mark in MARKS])
