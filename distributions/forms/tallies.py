"""Four figures for each of the last thirteen months."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.periods import add_months, month_of
from agencies.wording import write_month
from distributions.models.tally import TALLIES

MONTHS = 13
HIGHEST = 100_000
PREFIX = "months"


def tally_months(today):
    """The first days of the running month and the twelve before it, newest first."""
    return [add_months(month_of(today), -back) for back in range(MONTHS)]


def figure_field(label):
    sentence = _("Enter a whole number from 0 on, or leave it empty.")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=HIGHEST,
        show_hidden_initial=True,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
    )


class TallyForm(forms.Form):
    """One month. What its boxes said when the page was opened goes with it, so that only what somebody changed is
    stored."""

    overdose_responses = figure_field(_("Overdose responses"))
    declined = figure_field(_("Offered and declined"))
    none_on_hand = figure_field(_("None on hand"))
    reported_used = figure_field(_("Kits reported used"))

    def __init__(self, data=None, *, month, tally, **options):
        super().__init__(data, initial={name: getattr(tally, name, None) for name in TALLIES}, **options)
        self.month = month

    def changes(self):
        """The figures that were changed, by name; the form is valid."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class TallySheet:
    """A form for each of `months`, read as one; `tallies` maps a month to its `MonthlyTally`, where there is one."""

    def __init__(self, data=None, *, months, tallies):
        self.is_bound = data is not None
        self.forms = [
            TallyForm(data, prefix=f"{PREFIX}-{month:%Y-%m}", month=month, tally=tallies.get(month))
            for month in months
        ]

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self):
        return self.is_bound and not any(form.errors for form in self.forms)

    def non_form_errors(self):
        """A month never contradicts another one."""
        return []

    def name_entry(self, number):
        return write_month(self.forms[number - 1].month)

    def changes(self):
        """The figures that were changed, by month and name; the sheet is valid."""
        return {form.month: form.changes() for form in self.forms if form.has_changed()}
