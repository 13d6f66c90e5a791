"""Terminals and their place buttons."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_rows
from agencies.models import Location


class TerminalForm(RefusableForm):
    location = forms.ModelChoiceField(
        label=_("Where it stands"),
        queryset=Location.objects.none(),
        empty_label=_("Choose the storeroom, station or event"),
        help_text=_("Kits logged there are taken out of this location's stock."),
        error_messages={"required": _("Choose where the terminal stands.")},
    )
    label = forms.CharField(
        label=_("Label"),
        max_length=80,
        required=False,
        help_text=_("Such as “Front desk”. Left empty, it is the name of the location."),
    )

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "location", agency.locations.fit_for_terminals().order_by("name"))

    def clean_label(self):
        return single_line(self.cleaned_data["label"])


class TerminalChangeForm(TerminalForm):
    """What a terminal is called and where it stands."""

    field_order = ["label", "location"]

    def __init__(self, *args, terminal, **kwargs):
        told = {"label": terminal.label, "location": terminal.location}
        super().__init__(*args, agency=terminal.agency, initial=told, **kwargs)
        label = self.fields["label"]
        label.required, label.help_text = True, _("Such as “Front desk”.")
        label.error_messages["required"] = _("Enter a label.")


class PresetForm(RefusableForm):
    zip_code = forms.CharField(
        label=_("ZIP code"),
        max_length=20,
        error_messages={"required": _("Enter the five digits of the ZIP code.")},
        widget=forms.TextInput(
            attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off", "list": "zip-codes"}
        ),
    )
