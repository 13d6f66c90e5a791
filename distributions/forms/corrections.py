"""The right figures of a day, and why they were wrong."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from distributions.figures import Figures
from distributions.models import Correction

REASONS = [choice for choice in Correction.Reason.choices if choice[0] != Correction.Reason.SHEET_CHANGED]
HIGHEST = 100_000


class CorrectionForm(Refusable, forms.Form):
    """What the day should say. `seen` is what it said when the page was opened."""

    handouts = forms.IntegerField(label=_("Times"), min_value=0, max_value=HIGHEST)
    items = forms.IntegerField(label=_("Kits left"), min_value=0, max_value=HIGHEST)
    people_trained = forms.IntegerField(label=_("People trained"), min_value=0, max_value=HIGHEST)
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the figures were wrong.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, figures, **kwargs):
        seen = "-".join(map(str, figures))
        super().__init__(*args, initial={**figures._asdict(), "seen": seen}, **kwargs)

    def clean_seen(self):
        try:
            return Figures(*map(int, self.cleaned_data["seen"].split("-")))
        except (TypeError, ValueError):
            raise ValidationError(_("Open this page again and correct the figures anew.")) from None

    def clean(self):
        cleaned = super().clean()
        if {"handouts", "items", "people_trained"} <= cleaned.keys() and not self.wanted().is_possible:
            raise ValidationError(
                _("Each time leaves at least one kit, and no more people are trained than kits are left.")
            )
        return cleaned

    def wanted(self):
        return Figures(*(self.cleaned_data[name] for name in Figures._fields))
