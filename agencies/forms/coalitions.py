"""Whom a coalition names, and what it is called."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_rows
from agencies.forms.telling import refuse_telling
from agencies.models import Agency, HealthDepartment
from agencies.tables import ListColumn, TickTable


class CoalitionNameForm(RefusableForm):
    """What a coalition is called."""

    name = forms.CharField(
        label=_("Name of the coalition"),
        max_length=80,
        validators=[refuse_telling],
        help_text=_("Every agency in it reads this name, such as “Capital District police”."),
        error_messages={"required": _("Enter a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self):
        return single_line(self.cleaned_data["name"])


class CoalitionForm(CoalitionNameForm):
    """A new coalition: its name, the other agencies that it names, and the health department, if it names one."""

    others = forms.ModelMultipleChoiceField(
        label=_("Agencies to ask"),
        queryset=Agency.objects.none(),
        error_messages={
            "required": _("Choose at least one other agency."),
            "invalid_choice": _("One of these agencies does not take part any more."),
        },
        widget=TickTable(
            caption=_("Agencies that take part in your program"),
            columns=[
                ListColumn("name", _("Agency")),
                ListColumn("county", _("County"), value="jurisdiction.label"),
            ],
        ),
    )
    department = forms.ModelChoiceField(
        label=_("Health department that reads the totals too"),
        queryset=HealthDepartment.objects.none(),
        required=False,
        empty_label=_("None: only the agencies read them"),
        error_messages={"invalid_choice": _("Choose a health department from the list.")},
    )

    def __init__(self, *args, agencies, departments, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "others", agencies)
        offer_rows(self, "department", departments)
