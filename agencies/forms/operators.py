"""What the program office filters by, what it marks, and whom it adds."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.actions.registration import MARKS
from agencies.forms.branches import BranchForm, RefusableForm, single_line
from agencies.forms.choices import offer_choices, offer_rows
from agencies.forms.registration import CountyField
from agencies.models import Application, HealthDepartment, Jurisdiction

NAME = {"required": _("Enter the name.")}


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
        offer_rows(self, "county", counties)

    @property
    def chosen(self):
        """The county that was chosen, or None."""
        return self.cleaned_data.get("county") if self.is_valid() else None


class PlaceFilter(forms.Form):
    """Only ZIP codes that are marked as too small, or will be."""

    marked = forms.BooleanField(label=_("Only marked ones"), required=False)

    def narrow(self, zip_codes):
        """Return those that are asked for."""
        if self.is_bound and self.is_valid() and self.cleaned_data["marked"]:
            return zip_codes.filter(Q(too_small=True) | Q(too_small_from_on__isnull=False))
        return zip_codes


class ApplicationFilter(forms.Form):
    """Only applications of one status."""

    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        beyond = (Application.Status.DRAFT, Application.Status.SUBMITTED)
        seen = [one for one in Application.Status.choices if one[0] not in beyond]
        offer_choices(self, "status", [("", _("All")), *seen])

    def narrow(self, applications):
        """Return those that are asked for."""
        chosen = self.is_bound and self.is_valid() and self.cleaned_data["status"]
        return applications.filter(status=chosen) if chosen else applications


class MarkForm(forms.Form):
    status = forms.ChoiceField(choices=[(mark.value, mark.label) for mark in MARKS])


class NewSupplierForm(RefusableForm):
    name = forms.CharField(label=_("Name"), max_length=160, error_messages=NAME)
    kind = forms.ChoiceField(
        label=_("Kind of supplier"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of supplier it is.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Agencies see it and write there."), required=False
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    units_per_case = forms.IntegerField(
        label=_("Kits in a case"),
        help_text=_("1 where it sends single kits."),
        min_value=1,
        max_value=1000,
        initial=1,
        error_messages={"required": _("Enter how many kits a case holds.")},
    )
    lead_days = forms.IntegerField(
        label=_("Days from request to delivery"),
        min_value=0,
        max_value=365,
        initial=14,
        error_messages={"required": _("Enter the days from a request to its delivery.")},
    )

    def __init__(self, *args, program, **kwargs):
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [(kind["slug"], kind["name"]) for kind in program.supplier_kinds])

    def clean_name(self):
        return single_line(self.cleaned_data["name"])

    def clean_phone(self):
        return single_line(self.cleaned_data["phone"])


class ListingForm(RefusableForm):
    """What the program office says of a supplier that it puts on the list."""

    email = forms.EmailField(
        label=_("E-mail address of the supplier"),
        help_text=_("We ask there who takes part. Enter only an address that you know to be the supplier's own."),
        required=False,
    )


class SameForm(RefusableForm):
    """Which health department or agency a supplier is one organization with."""

    name = forms.CharField(
        label=_("Name of the health department or agency"),
        help_text=_("As it is written on your lists."),
        max_length=160,
        error_messages=NAME,
    )

    def clean_name(self):
        return single_line(self.cleaned_data["name"])


class MergeForm(RefusableForm):
    """Into which other one of the same list, `others`."""

    into = forms.ModelChoiceField(
        queryset=None,
        label=_("Which one remains"),
        help_text=_("The other one disappears from all lists."),
        empty_label=_("Choose one"),
        error_messages={"required": _("Choose which one remains."), "invalid_choice": _("Choose one from the list.")},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "into", others)


class CountiesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, county):
        return county.label


class NewDepartmentForm(BranchForm):
    """`counties` are those that a city or county health department may see."""

    branch_by = "level"
    branches = {
        HealthDepartment.Level.CITY: ["jurisdictions"],
        HealthDepartment.Level.COUNTY: ["jurisdictions"],
    }

    name = forms.CharField(label=_("Name"), max_length=160, error_messages=NAME)
    level = forms.ChoiceField(
        label=_("What it sees"),
        choices=[
            (HealthDepartment.Level.STATE, _("State: every county")),
            (HealthDepartment.Level.CITY, _("City: its own counties")),
            (HealthDepartment.Level.COUNTY, _("County: its own county or counties")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it sees.")},
    )
    jurisdictions = CountiesField(
        label=_("Counties"),
        queryset=Jurisdiction.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the counties that this health department sees."),
            "invalid_choice": _("Choose counties from the list."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The program office sees it and writes there."), required=False
    )

    def __init__(self, *args, counties, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "jurisdictions", counties)

    def clean_name(self):
        return single_line(self.cleaned_data["name"])
