"""The opening count: one location, several lots."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_values
from inventory.actions import OpeningLine
from inventory.forms.fields import (
    AtLocationForm,
    DayForm,
    expiry_field,
    items,
    lot_number_field,
    quantity_field,
)

MOST_LINES = 60


class OpeningLineForm(Refusable, forms.Form):
    item = forms.TypedChoiceField(label=gettext_lazy("Item"))
    number = lot_number_field(required=False)
    expires_on = expiry_field(required=False)
    quantity = quantity_field(gettext_lazy("How many"))

    def __init__(self, *args, known, **options):
        super().__init__(*args, **options)
        offer_values(self, "item", known)
        self.fields["item"].initial = next(iter(known), None)


class LineFormSet(forms.BaseFormSet):
    """Lines that stay empty are no lines."""

    @cached_property
    def known(self):
        return {item.slug: item for item in items()}

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"known": self.known}


OpeningLines = forms.formset_factory(
    OpeningLineForm, formset=LineFormSet, extra=4, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
)


class OpeningForm(AtLocationForm, DayForm):
    """Where and when, with the `lines` that were counted there."""

    field_order = ["location", "on"]

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.lines = OpeningLines(data, prefix="lines")
        self.inner_forms = [self.lines]
        self.fields["on"].label = _("Counted on")
        self.fields["on"].help_text = _("Kits left before this day are not taken out of stock.")

    def is_valid(self):
        return all([super().is_valid(), self.lines.is_valid()])

    @property
    def filled(self):
        return [line for line in self.lines if line.has_changed()]

    def refuse(self, refusal):
        """Put the sentence at the line that the refusal names, if any."""
        if refusal.line is None:
            super().refuse(refusal)
        else:
            self.filled[refusal.line].refuse(refusal)

    def as_counted(self):
        """Return what `opening_count` asks of a valid form: location, day and the filled lines."""
        return self.cleaned_data | {"lines": [OpeningLine(**line.cleaned_data) for line in self.filled]}


def with_more(data, extra=4):
    """Return the posted lines with room for more, for another look before they are stored."""
    grown = data.copy()
    total = data.get("lines-TOTAL_FORMS", "")
    grown["lines-TOTAL_FORMS"] = min(MOST_LINES, (int(total) if total.isascii() and total.isdigit() else 0) + extra)
    return grown
