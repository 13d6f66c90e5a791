"""What the ledger page shows."""

from django import forms
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_rows
from agencies.models import Location
from inventory.models import Item


class LedgerForm(forms.Form):
    """By GET: an item, by its slug, at one location or at all of them."""

    item = forms.ModelChoiceField(
        label=gettext_lazy("Item"),
        queryset=Item.objects.none(),
        to_field_name="slug",
        empty_label=None,
        required=False,
    )
    location = forms.ModelChoiceField(
        label=gettext_lazy("Location"),
        queryset=Location.objects.none(),
        empty_label=gettext_lazy("All locations"),
        required=False,
    )

    def __init__(self, data, *, agency):
        held = Item.objects.held_by(agency).kits_first()
        self.first = held.first()
        given = {"item": self.first.slug if self.first else ""} | {key: data[key] for key in data}
        super().__init__(given)
        offer_rows(self, "item", held)
        offer_rows(self, "location", agency.locations.with_books())

    def chosen(self):
        """Return the item and the location, or None; what cannot be chosen falls back to all."""
        self.full_clean()
        return self.cleaned_data.get("item") or self.first, self.cleaned_data.get("location")
