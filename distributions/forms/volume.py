"""Which day was found right, and how many kits that were."""

from django import forms


class UsualDayForm(forms.Form):
    day = forms.DateField(input_formats=["%Y-%m-%d"])
    kits = forms.IntegerField(min_value=1, max_value=1_000_000)
