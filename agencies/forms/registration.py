"""What an agency says when it registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.actions.agency import judge_agency
from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_choices, offer_rows
from agencies.models import AgencyKind, Jurisdiction
from agencies.refusals import show_refusals


class CountyField(forms.ModelChoiceField):
    def label_from_instance(self, county):
        return county.label


class AgencyForm(RefusableForm):
    """The agency and its coordinator; `counties` are those in which agencies may register now."""

    jurisdiction = CountyField(
        label=_("County"),
        queryset=Jurisdiction.objects.none(),
        empty_label=_("Choose your county"),
        help_text=_("The county your agency works in. Kits may be left anywhere."),
        error_messages={"required": _("Choose your county.")},
    )
    agency_name = forms.CharField(
        label=_("Name of your agency"),
        max_length=160,
        error_messages={"required": _("Enter the name of your agency.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of agency"), error_messages={"required": _("Choose what kind of agency yours is.")}
    )
    is_registered_oopp = forms.BooleanField(
        label=_("Our agency is itself a registered Opioid Overdose Prevention Program (OOPP)"),
        help_text=_("Most agencies are no registered program themselves and need not be: they partner with one."),
        required=False,
    )
    coordinator_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("You will be the program coordinator; others can join you later."),
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    coordinator_email = forms.EmailField(
        label=_("Your work e-mail address"),
        help_text=_("We send a link to this address. It is your sign-in name afterwards."),
        error_messages={"required": _("Enter your work e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    coordinator_phone = forms.CharField(
        label=_("Your work phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args, program, counties, **kwargs):
        super().__init__(*args, **kwargs)
        self.program = program
        offer_rows(self, "jurisdiction", counties)
        kinds = [(kind, AgencyKind(kind).label) for kind in program.agency_kinds]
        offer_choices(self, "kind", [("", _("Choose the kind")), *kinds])

    def clean_agency_name(self):
        return single_line(self.cleaned_data["agency_name"])

    def clean_coordinator_name(self):
        return single_line(self.cleaned_data["coordinator_name"])

    def clean_coordinator_email(self):
        return self.cleaned_data["coordinator_email"].lower()

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("agency_name") and cleaned.get("jurisdiction"):
            with show_refusals(self):
                judge_agency(program=self.program, name=cleaned["agency_name"], jurisdiction=cleaned["jurisdiction"])
        return cleaned
