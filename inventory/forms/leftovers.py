"""What came back from an event, lot by lot."""

from django import forms
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.models import Location
from agencies.wording import say
from inventory.forms.fields import quantity_field, read_seen, write_seen
from inventory.forms.stock_counts import lot_label
from inventory.querysets import leftovers_at


class LeftoversForm(Refusable, forms.Form):
    """One box for each lot that should be there, filled in with how many; and where they go."""

    target = forms.ModelChoiceField(
        Location.objects.none(),
        label=gettext_lazy("They are back at"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a location.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, location, **options):
        super().__init__(*args, **options)
        self.lots = leftovers_at(location)
        agency = location.agency
        offer_rows(self, "target", agency.locations.in_use().holding_stock().exclude(pk=location.pk))
        self.fields["target"].initial = agency.main_location_id
        for lot, quantity in self.lots.items():
            self.fields[f"lot_{lot.pk}"] = quantity_field(
                say("%(item)s, %(lot)s", item=lot.item, lot=lot_label(lot)), least=0, initial=quantity
            )
        self.fields["seen"].initial = write_seen(self.lots)
        self.order_fields([*(f"lot_{lot.pk}" for lot in self.lots), "target"])

    def seen_lots(self):
        """What the page showed of each lot, as far as it can be read, of a valid form."""
        return read_seen(self.cleaned_data["seen"], self.lots)

    def came_back(self):
        return {lot: self.cleaned_data[f"lot_{lot.pk}"] for lot in self.lots}
