"""Which day was found right, and how many kits that were."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from distributions.volume import ASKED_FOR


class UsualDayForm(forms.Form):
    day = forms.DateField(input_formats=["%Y-%m-%d"])
    kits = forms.IntegerField(min_value=1, max_value=1_000_000)

    def __init__(self, *args, today, **options):
        super().__init__(*args, **options)
        self.today = today

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not self.today - ASKED_FOR < day <= self.today:
            raise ValidationError(_("This day is not asked about any more."))
        return day
