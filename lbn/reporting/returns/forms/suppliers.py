"""Which period a supplier looks at, and why it does without a report."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from lbn.reporting.models import ReportWaiver
from lbn.reporting.returns.completeness import Reporting
from lbn.reporting.returns.standings import State

SHOWN = {
    "came": (_("came"), lambda row: row.has_reported),
    "missing": (_("expected and not there"), lambda row: row.is_expected and not row.has_reported),
    "waived": (_("waived"), lambda row: row.state == State.WAIVED),
}


class PeriodForm(forms.Form):
    """Filters by GET: an earlier month, what became of the report, a part of the agency's name."""

    until = forms.ChoiceField(label=_("Periods that ended by"), required=False)
    report = forms.ChoiceField(label=_("Reports"), required=False)
    name = forms.CharField(label=_("Agency"), max_length=160, required=False)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months}
        words = [(key, date_format(month, "F Y")) for key, month in self.months.items()]
        self.fields["until"].choices = [("", _("today")), *words]
        self.fields["report"].choices = [("", _("all")), *((key, words) for key, (words, _wants) in SHOWN.items())]
        self.is_valid()

    @property
    def month(self):
        """The last day of the month that was chosen, or None."""
        return self.months.get(self._given("until"))

    def wants(self, row: Reporting) -> bool:
        """Tell whether a row is among those asked for."""
        chosen = SHOWN.get(self._given("report"))
        return self._given("name").lower() in row.agency.name.lower() and (chosen is None or chosen[1](row))

    def _given(self, name):
        return getattr(self, "cleaned_data", {}).get(name, "")


class WaiverForm(Refusable, forms.Form):
    """Why a supplier does without a report."""

    reason = forms.ChoiceField(
        label=_("Why can it be left out?"),
        choices=ReportWaiver.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
