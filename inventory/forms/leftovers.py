"""What came back from an event, lot by lot."""

from django import forms
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.models import Location
from agencies.wording import say
from inventory.actions import StockChanged
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

    def refuse(self, refusal):
        """Show why. Where the stock changed, the page then has what is there now, and goes by that on the next press;
        a number that somebody had changed stays."""
        super().refuse(refusal)
        if isinstance(refusal, StockChanged):
            seen = read_seen(self.data["seen"], self.lots)
            anew = dict(self.data.items()) | {"seen": write_seen(self.lots)}
            for lot, quantity in self.lots.items():
                if self.cleaned_data[f"lot_{lot.pk}"] == seen.get(lot):
                    anew[f"lot_{lot.pk}"] = str(quantity)
            self.data = anew

    def seen_lots(self):
        """What the page showed of each lot, as far as it can be read, of a valid form; nothing where it showed more
        lots, or fewer."""
        seen = self.cleaned_data["seen"]
        return read_seen(seen, self.lots) if len(seen.split()) == len(self.lots) else {}

    def came_back(self):
        return {lot: self.cleaned_data[f"lot_{lot.pk}"] for lot in self.lots}
