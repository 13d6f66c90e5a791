"""Which period a supplier looks at, and why it does without a report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_choices
from agencies.models import Cadence
from agencies.packs.rules import Deadlines
from agencies.terms import TYPED_LABELS
from agencies.wording import write_month
from lbn.reporting.models import ReportWaiver
from lbn.reporting.returns.states import ReportState, ReportStatus

SHOWN = {
    "came": (_("came"), lambda state: state.has_come),
    "missing": (_("expected and not there"), lambda state: state.is_expected and not state.has_come),
    "waived": (_("waived"), lambda state: state.status == ReportStatus.WAIVED),
}


class PeriodForm(forms.Form):
    """Filters by GET: an earlier month, what became of the report, a part of the agency's name."""

    until = forms.ChoiceField(label=_("Periods that ended by"), required=False)
    report = forms.ChoiceField(label=_("Reports"), required=False)
    name = forms.CharField(label=_("Agency"), max_length=160, required=False)

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.months = {f"{month:%Y-%m}": month for month in months}
        words = [(key, write_month(month)) for key, month in self.months.items()]
        self._offer("until", [("", _("today")), *words])
        self._offer("report", [("", _("all")), *((key, words) for key, (words, _wants) in SHOWN.items())])
        self.is_valid()

    def _offer(self, name, choices):
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def month(self):
        """The last day of the month that was chosen, or None."""
        return self.months.get(self._answer("until"))

    def wants(self, state: ReportState) -> bool:
        """Tell whether a state is among those asked for."""
        chosen = SHOWN.get(self._answer("report"))
        return self._answer("name").lower() in state.agency.name.lower() and (chosen is None or chosen[1](state))

    def _answer(self, name):
        return getattr(self, "cleaned_data", {}).get(name, "")


class TermsForm(Refusable, forms.Form):
    """What a supplier asks of an agency beside the rules of its state program."""

    cadence = forms.ChoiceField(label=_("How often you want its report"), widget=forms.RadioSelect, required=False)
    due_day = forms.IntegerField(
        label=_("Day of the month on which its report is due"),
        min_value=1,
        required=False,
        error_messages={
            "invalid": _("Enter a day of the month, such as 8, or leave it empty."),
            "min_value": _("Enter a day of the month, such as 8, or leave it empty."),
        },
    )
    asks_for = forms.MultipleChoiceField(
        label=_("Figures that the agency types in its report"),
        choices=list(TYPED_LABELS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("An agency that does not know a figure leaves it empty."),
    )

    def __init__(self, *args, by_the_rules: str, deadlines: Deadlines, **kwargs):
        super().__init__(*args, **kwargs)
        rules = _("As the rules of the state program say: %(how_often)s") % {"how_often": by_the_rules}
        offer_choices(self, "cadence", [("", rules), (str(Cadence.MONTHLY), _("Every month"))])
        self.fields["due_day"].help_text = _(
            "Empty: day %(due)s, as the rules say. The period closes on day %(seal)s."
        ) % {"due": deadlines.due_day, "seal": deadlines.seal_day}


class WaiverForm(Refusable, forms.Form):
    """Why a supplier does without a report."""

    reason = forms.ChoiceField(
        label=_("Why can it be left out?"),
        choices=ReportWaiver.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
