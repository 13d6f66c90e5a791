"""What an agency says of itself."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import BranchForm, single_line
from agencies.forms.choices import offer_choices, offer_rows
from agencies.forms.operators import CountiesField
from agencies.forms.registration import CountyField
from agencies.identifiers import fold_number, why_no_ems_number, why_no_npi, why_no_ori
from agencies.models import AgencyKind, Jurisdiction, Program
from agencies.time_zones import offer_time_zones

TICKED = "on"
BOTH = _("A registered program has a program director and a clinical director. One person may be both.")


def name_field(label, *, limit, missing="", hint="", **attrs):
    """A line of text; required where a sentence says what is `missing`."""
    return forms.CharField(
        label=label,
        max_length=limit,
        required=bool(missing),
        help_text=hint,
        error_messages={"required": missing},
        widget=forms.TextInput(attrs={"autocomplete": "off"} | attrs),
    )


class SettingsForm(BranchForm):
    """`planned` is the cadence that the page has announced for what is typed, "" where it has announced none."""

    branch_by = "is_registered_oopp"
    branches = {TICKED: ["oopp_number", "program_director", "clinical_director"]}

    name = name_field(_("Name of your agency"), limit=160, missing=_("Enter the name of your agency."))
    kind = forms.ChoiceField(label=_("Kind of agency"))
    jurisdiction = CountyField(
        label=_("County"),
        queryset=Jurisdiction.objects.none(),
        empty_label=None,
        help_text=_("Where your office is."),
    )
    also_serves = CountiesField(
        label=_("Other counties you serve"),
        queryset=Jurisdiction.objects.none(),
        required=False,
        help_text=_("Terminals find the towns of all your counties. The counties decide how often you report, too."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose counties from the list.")},
    )
    is_registered_oopp = forms.BooleanField(
        label=_("Our agency is itself a registered Opioid Overdose Prevention Program (OOPP)"),
        help_text=_("Most agencies are not, and need not be: they partner with one."),
        required=False,
    )
    oopp_number = name_field(_("Registration number"), limit=40, hint=_("If you have it at hand."))
    program_director = name_field(
        _("Program director"), limit=120, missing=_("Enter the program director."), hint=BOTH
    )
    clinical_director = name_field(_("Clinical director"), limit=120, missing=_("Enter the clinical director."))
    ori = name_field(
        _("ORI"),
        limit=20,
        hint=_("Law enforcement: nine characters, such as NY0010000."),
        **{"class": "short"},
    )
    nemsis_number = name_field(
        _("EMS agency number"),
        limit=40,
        hint=_("EMS and fire: the number by which your state's EMS office knows you, as in NEMSIS."),
        **{"class": "short"},
    )
    npi = name_field(
        _("NPI"),
        limit=20,
        hint=_("Agencies that bill for care: the ten digits of the National Provider Identifier."),
        **{"class": "short", "inputmode": "numeric"},
    )
    help_name = name_field(
        _("Whom officers ask"), limit=80, hint=_("Shown on your terminals, such as “Training unit” or a name.")
    )
    help_phone = name_field(_("Phone"), limit=40, hint=_("Shown on your terminals."), inputmode="tel")
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("It decides which day is today on your terminals.")
    )
    is_on_public_list = forms.BooleanField(
        label=_("Name us on the public list of agencies that take part"),
        help_text=_("Everybody can read it: your agency's name, its county, and since when it takes part."),
        required=False,
    )
    planned = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, agency, counties, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = dict.fromkeys([*agency.program.agency_kinds, agency.kind])
        offer_choices(self, "kind", [(kind, AgencyKind(kind).label) for kind in kinds])
        offer_choices(self, "time_zone", offer_time_zones(agency.time_zone))
        offer_rows(self, "jurisdiction", counties)
        offer_rows(self, "also_serves", counties)
        if agency.program.entry != Program.Entry.REVIEWED:
            del self.fields["is_on_public_list"]

    def clean(self):
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = single_line(value)
        self._judge("ori", why_no_ori, fold_number)
        self._judge("nemsis_number", why_no_ems_number, str.strip)
        self._judge("npi", why_no_npi, fold_number)
        return self.cleaned_data

    def _judge(self, name: str, why: Callable[[str], str], fold: Callable[[str], str]) -> None:
        given = fold(self.cleaned_data.get(name, ""))
        if given and (refusal := why(given)):
            self.add_error(name, refusal)
        else:
            self.cleaned_data[name] = given

    @property
    def said(self):
        """What `change_settings` takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "planned"}
