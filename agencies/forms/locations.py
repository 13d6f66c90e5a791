"""Where an agency keeps kits."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import BranchForm, RefusableForm, single_line
from agencies.forms.choices import offer_choices, offer_rows
from agencies.models import Location

KINDS = {
    Location.Kind.STOREROOM: gettext_lazy("Storeroom: where deliveries arrive"),
    Location.Kind.STATION: gettext_lazy("Station: where officers take kits"),
    Location.Kind.VEHICLE: gettext_lazy("Vehicle: carries kits of its station"),
    Location.Kind.EVENT: gettext_lazy("Event: for a day or a season"),
}
NO_NUMBER = gettext_lazy("Enter how many kits the vehicle should carry.")
MOST_KITS = {True: 99, False: 9999}  # of a vehicle, of a place


class LocationForm(BranchForm):
    """A new location, or with `location` one that there is: a vehicle stays one, and nothing else becomes one."""

    branch_by = "kind"
    branches = {
        Location.Kind.VEHICLE: ["parent", "par"],
        Location.Kind.STATION: ["par"],
        Location.Kind.STOREROOM: ["par"],
    }

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=80, error_messages={"required": gettext_lazy("Enter a name.")}
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what kind of location it is.")},
    )
    parent = forms.ModelChoiceField(
        label=gettext_lazy("Its station or storeroom"),
        queryset=Location.objects.none(),
        empty_label=gettext_lazy("Choose the station"),
        help_text=gettext_lazy("The vehicle's kits are counted there."),
        error_messages={"required": gettext_lazy("Choose the station that the vehicle belongs to.")},
    )
    par = forms.IntegerField(
        label=gettext_lazy("Kits it should have"),
        required=False,
        help_text=gettext_lazy(
            "A vehicle always has a number. For a storeroom or station it is optional: the list of locations then "
            "says how many to bring."
        ),
        widget=forms.NumberInput(attrs={"min": 1}),
    )

    def __init__(self, *args, agency, location=None, **kwargs):
        if location:
            told = {name: getattr(location, name) for name in ("name", "kind", "parent", "par")}
            kwargs["initial"] = told
        super().__init__(*args, **kwargs)
        is_vehicle = location and location.kind == Location.Kind.VEHICLE
        kinds = [kind for kind in KINDS if location is None or (kind == Location.Kind.VEHICLE) == is_vehicle]
        offer_choices(self, "kind", [(kind, KINDS[kind]) for kind in kinds])
        stations = agency.locations.fit_for_vehicles().order_by("name")
        offer_rows(self, "parent", stations.exclude(pk=location.pk) if location else stations)
        self.fields["par"].error_messages["invalid"] = _("Enter a whole number.")
        if location:
            self._ask_of(is_vehicle)

    def _ask_of(self, is_vehicle):
        """Say of the number what holds for the kind that the location has."""
        par = self.fields["par"]
        par.required = is_vehicle
        par.error_messages["required"] = NO_NUMBER
        par.help_text = "" if is_vehicle else _("The list of locations then says how many to bring.")

    def clean_name(self):
        return single_line(self.cleaned_data["name"])

    def clean(self):
        super().clean()
        is_vehicle = self.cleaned_data.get("kind") == Location.Kind.VEHICLE
        par, most = self.cleaned_data.get("par"), MOST_KITS[is_vehicle]
        if par is None:
            if is_vehicle and "par" not in self.errors:
                self.add_error("par", NO_NUMBER)
        elif not 1 <= par <= most:
            self.add_error("par", _("Enter a whole number from 1 to %(most)s.") % {"most": most})
        return self.cleaned_data


class LocationMergeForm(RefusableForm):
    """Into which other location of the agency one is merged, because both are one place."""

    into = forms.ModelChoiceField(
        queryset=Location.objects.none(),
        label=gettext_lazy("Which one remains"),
        empty_label=gettext_lazy("Choose a location"),
        error_messages={"required": gettext_lazy("Choose which one remains.")},
    )

    def __init__(self, *args, location, **options):
        super().__init__(*args, **options)
        others = location.agency.locations.in_use().holding_stock().exclude(pk=location.pk)
        is_event = location.kind == Location.Kind.EVENT
        same = others.filter(kind=Location.Kind.EVENT) if is_event else others.exclude(kind=Location.Kind.EVENT)
        offer_rows(self, "into", same.order_by("name"))
