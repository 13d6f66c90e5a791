"""Where an agency keeps kits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import BranchForm, RefusableForm, single_line
from agencies.forms.choices import offer_rows
from agencies.models import Location

KINDS = [
    (Location.Kind.STOREROOM, _("Storeroom: where deliveries arrive")),
    (Location.Kind.STATION, _("Station: where officers take kits")),
    (Location.Kind.VEHICLE, _("Vehicle: carries kits of its station")),
    (Location.Kind.EVENT, _("Event: for a day or a season")),
]
NAME = {"required": _("Enter a name.")}


class LocationForm(BranchForm):
    branch_by = "kind"
    branches = {Location.Kind.VEHICLE: ["parent", "par"]}

    name = forms.CharField(label=_("Name"), max_length=80, error_messages=NAME)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of location it is.")},
    )
    parent = forms.ModelChoiceField(
        label=_("Its station or storeroom"),
        queryset=Location.objects.none(),
        empty_label=_("Choose the station"),
        help_text=_("The vehicle's kits are counted there."),
        error_messages={"required": _("Choose the station that the vehicle belongs to.")},
    )
    par = forms.IntegerField(
        label=_("Kits it should carry"),
        min_value=1,
        max_value=99,
        error_messages={
            "required": _("Enter how many kits the vehicle should carry."),
            "invalid": _("Enter a whole number from 1 to 99."),
            "min_value": _("Enter a whole number from 1 to 99."),
            "max_value": _("Enter a whole number from 1 to 99."),
        },
    )

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "parent", agency.locations.fit_for_terminals().order_by("name"))

    def clean_name(self):
        return single_line(self.cleaned_data["name"])


class LocationNameForm(RefusableForm):
    name = forms.CharField(label=_("Name"), max_length=80, error_messages=NAME)

    def clean_name(self):
        return single_line(self.cleaned_data["name"])
