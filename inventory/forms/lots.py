"""What stands on the label of a lot that was entered wrong, was not known at first, or may be used longer."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from inventory.forms.fields import expiry_field, lot_number_field


class LotForm(Refusable, forms.Form):
    """The label of a lot; for one that has a label, why it changes."""

    TYPED_WRONG, EXTENDED = "typed_wrong", "extended"

    number = lot_number_field()
    expires_on = expiry_field()
    why = forms.ChoiceField(
        label=gettext_lazy("Why"),
        widget=forms.RadioSelect,
        choices=[
            (TYPED_WRONG, gettext_lazy("The label says something else")),
            (EXTENDED, gettext_lazy("The lot may be used longer than its label says")),
        ],
        initial=TYPED_WRONG,
    )
    extended_by = forms.CharField(
        label=gettext_lazy("Reference of the extension"),
        help_text=gettext_lazy("As the FDA or the manufacturer published it, such as the number of the letter."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, lot, **options):
        super().__init__(*args, **options)
        self.initial = {**self.initial, "number": lot.number, "expires_on": lot.expires_on}
        if not lot.number:
            del self.fields["why"], self.fields["extended_by"]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        is_extended = cleaned.get("why") == self.EXTENDED
        if is_extended and not cleaned.get("extended_by"):
            self.add_error("extended_by", ValidationError(_("Enter the reference of the extension.")))
        if not is_extended:
            cleaned["extended_by"] = ""
        return cleaned

    def facts(self):
        """What `correct_lot` takes, of a valid form."""
        return {name: self.cleaned_data.get(name, "") for name in ("number", "expires_on", "extended_by")}
