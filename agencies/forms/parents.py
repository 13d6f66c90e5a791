"""Under which agency another one is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_rows
from agencies.forms.registration import CountyField
from agencies.models import Jurisdiction


class ParentForm(RefusableForm):
    """The parent by the name under which it is registered, and its county."""

    name = forms.CharField(
        label=_("Name of the agency that yours is under"),
        max_length=160,
        help_text=_("As it is registered here. Its coordinator can tell you."),
        error_messages={"required": _("Enter the name of the agency.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    county = CountyField(label=_("Its county"), queryset=Jurisdiction.objects.none(), empty_label=None)

    def __init__(self, *args, counties, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "county", counties)

    def clean_name(self):
        return single_line(self.cleaned_data["name"])
