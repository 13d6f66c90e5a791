"""A count: where and what, then what lies there, then why it differs."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.wording import write_day
from inventory.actions import STOCK_COUNT_REASONS, CountedLot
from inventory.forms.fields import AtLocationForm, expiry_field, lot_number_field, quantity_field
from inventory.models import Item, StockLevel, StockMovement
from inventory.querysets import Variance


class WhereForm(AtLocationForm):
    """By GET: which item is counted where."""

    item = forms.ModelChoiceField(
        label=gettext_lazy("Item"), queryset=Item.objects.none(), to_field_name="slug", empty_label=None
    )

    field_order = ["location", "item"]

    def __init__(self, *args, agency, **options):
        super().__init__(*args, agency=agency, **options)
        offer_rows(self, "item", Item.objects.held_by(agency).kits_first())


class BlindCountForm(Refusable, forms.Form):
    """One box for each lot that should be there, without saying how many, and room for a lot that should not."""

    def __init__(self, *args, agency, location, item, **options):
        super().__init__(*args, **options)
        levels = StockLevel.objects.filter(agency=agency, location=location, lot__item=item, quantity__gt=0)
        self.lots = [level.lot for level in levels.select_related("lot").first_to_expire()]
        for lot in self.lots:
            self.fields[f"lot_{lot.pk}"] = quantity_field(lot_label(lot), least=0)
        self.fields["number"] = lot_number_field(
            required=False, help_text=_("Only if you found a lot that is not asked for above.")
        )
        self.fields["expires_on"] = expiry_field(required=False)
        self.fields["found"] = quantity_field(_("How many of it"), least=0, required=False)
        if self.lots:
            self.fields["number"].label = _("Another lot")

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        named = [cleaned.get(name) for name in ("number", "expires_on")]
        if any(named) and cleaned.get("found") is None and "found" not in self.errors:
            self.add_error("found", _("Enter how many of this lot you found."))
        return cleaned

    def counted_lots(self):
        """Return what was counted, lot by lot, of a valid form."""
        cleaned = self.cleaned_data
        lots = [CountedLot(lot.number, lot.expires_on, cleaned[f"lot_{lot.pk}"]) for lot in self.lots]
        if cleaned["found"] is not None:
            lots.append(CountedLot(cleaned["number"], cleaned["expires_on"], cleaned["found"]))
        return lots


def lot_label(lot):
    if lot.expires_on is None:
        return _("Lot not recorded")
    return _("Lot %(lot)s, expires %(day)s") % {"lot": lot, "day": write_day(lot.expires_on)}


class VarianceForm(forms.Form):
    """The second look: the variance that was shown, and why something is missing."""

    seen_counted = forms.IntegerField(widget=forms.HiddenInput)
    seen_level = forms.IntegerField(widget=forms.HiddenInput)
    seen_shortfall = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why are some missing?"),
        widget=forms.RadioSelect,
        initial=StockMovement.Reason.COUNTED.value,
        choices=[
            (reason.value, gettext_lazy("Not known") if reason == StockMovement.Reason.COUNTED else reason.label)
            for reason in STOCK_COUNT_REASONS
        ],
    )

    def __init__(self, data=None, *, variance, **options):
        shown = {f"seen_{name}": number for name, number in variance._asdict().items()}
        super().__init__(data, initial=shown, **options)
        if variance.difference >= 0:
            self.fields["reason"].widget = forms.HiddenInput()

    def seen_variance(self):
        """Return the variance that was looked at, of a valid form."""
        return Variance(*(self.cleaned_data[f"seen_{name}"] for name in Variance._fields))
