"""What a field offers can be said when the form is made, of a field that chooses."""

import pytest
from django import forms

from agencies.forms.choices import offer_choices, offer_values


class MonthForm(forms.Form):
    month = forms.TypedChoiceField()
    note = forms.CharField(required=False)


def test_a_field_offers_values_by_their_keys_and_cleans_to_the_value():
    form = MonthForm({"month": "nov"})

    offer_values(form, "month", {"nov": 11, "dec": 12}, label="month {}".format, first=[("", "any")])

    assert form.fields["month"].choices == [("", "any"), ("nov", "month 11"), ("dec", "month 12")]
    assert form.is_valid()
    assert form.cleaned_data["month"] == 11


def test_a_field_that_does_not_choose_offers_nothing():
    with pytest.raises(TypeError, match=r"note is no ChoiceField\."):
        offer_choices(MonthForm(), "note", [])
