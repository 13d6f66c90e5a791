"""How many of one item, on a terminal where no script runs."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_choices
from agencies.sheets import say_kits_at_a_time
from agencies.wording import say
from distributions.limits import MOST_KITS

MORE = "more"
NUMBERS = {str(number) for number in range(1, MOST_KITS + 1)}
OFF = {"autocomplete": "off"}
DAMAGED = {
    name: gettext_lazy("This page is damaged: open the terminal again.")
    for name in ("required", "invalid", "invalid_choice")
}


class TerminalLineForm(forms.Form):
    """How many of one item; the prefix of its fields is the item's slug. Each line has a uuid, drawn with the page.

    The first line begins with 1, the others with 0; an item that is alone cannot be 0.
    """

    uuid = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput(attrs=OFF), error_messages=DAMAGED)
    quantity = forms.ChoiceField(widget=forms.RadioSelect(attrs=OFF), error_messages=DAMAGED)
    more = forms.CharField(
        required=False,
        initial=4,
        widget=forms.NumberInput(attrs=OFF | {"min": 1, "max": MOST_KITS, "inputmode": "numeric"}),
    )

    def __init__(self, *args, line, alone, first, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line
        numbers = ["1", "2", "3"] if alone else ["0", "1", "2", "3"]
        offer_choices(self, "quantity", [*zip(numbers, numbers, strict=True), (MORE, _("More"))])
        self.fields["quantity"].initial = "1" if first else "0"

    @property
    def no_number(self):
        """The sentence for a number that cannot be."""
        if self.line.usual:
            return say_kits_at_a_time(MOST_KITS)
        return say(_("%(item)s: log between 1 and %(most)s at a time."), item=self.line.name, most=MOST_KITS)

    @property
    def number(self):
        """How many were left of it, 0 for none."""
        chosen = self.cleaned_data["quantity"]
        return int(self.cleaned_data["more"] if chosen == MORE else chosen)

    def clean(self):
        data = self.cleaned_data
        if data.get("quantity") == MORE and data.get("more") not in NUMBERS:
            self.add_error("more", self.no_number)
        return data
