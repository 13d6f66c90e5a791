"""A delivery, a move, a loss."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_rows
from agencies.models import Location
from agencies.tables import ListColumn, TickTable
from inventory.actions import LOSSES, StockChanged
from inventory.forms.fields import (
    AtLocationForm,
    LevelField,
    OnceForm,
    expiry_field,
    item_field,
    items,
    levels_of,
    lot_number_field,
    quantity_field,
    read_seen,
    write_seen,
)
from inventory.models import StockLevel, StockMovement


class ReceiptForm(AtLocationForm, OnceForm):
    item = item_field()
    number = lot_number_field(help_text=gettext_lazy("From the label on the box or the kit."))
    expires_on = expiry_field()
    quantity = quantity_field(
        gettext_lazy("How many"), help_text=gettext_lazy("Kits or single items, not boxes or doses.")
    )

    field_order = ["item", "number", "expires_on", "quantity", "location", "on"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["on"].label = _("Received on")
        self.fields["expires_on"].help_text = (
            _("From the label; if it shows a month only, its last day.") + usual_life()
        )


def usual_life():
    """A hint at shelf lives; nothing is filled in from it."""
    known = [item for item in items() if item.shelf_life_months]
    if not known:
        return ""
    lives = "; ".join(
        _("%(item)s %(months)s months") % {"item": item, "months": item.shelf_life_months} for item in known
    )
    return " " + _("Usual when new: %(lives)s.") % {"lives": lives}


class FromStockForm(OnceForm):
    """A form about some of one lot at one location."""

    level = LevelField(
        label=gettext_lazy("From"),
        queryset=None,
        empty_label=gettext_lazy("Choose a lot"),
        error_messages={"required": gettext_lazy("Choose the lot.")},
    )
    quantity = quantity_field(gettext_lazy("How many"))

    def __init__(self, *args, agency, **options):
        super().__init__(*args, **options)
        offer_rows(self, "level", levels_of(agency, also=self.initial.get("level")))


class StockMoveForm(FromStockForm):
    target = forms.ModelChoiceField(
        label=gettext_lazy("To"),
        queryset=Location.objects.none(),
        empty_label=gettext_lazy("Choose a location"),
        error_messages={"required": gettext_lazy("Choose where it went.")},
    )

    field_order = ["level", "quantity", "target", "on"]

    def __init__(self, *args, agency, **options):
        super().__init__(*args, agency=agency, **options)
        offer_rows(self, "target", agency.locations.in_use().holding_stock())
        self.fields["on"].label = _("Moved on")


class WriteOffLotsForm(OnceForm):
    """All of some lots at once: what needs it is ticked already."""

    levels = forms.ModelMultipleChoiceField(
        StockLevel.objects.none(),
        label=gettext_lazy("Lots"),
        error_messages={"required": gettext_lazy("Select at least one lot.")},
        widget=TickTable(
            caption=gettext_lazy("Lots on hand"),
            columns=[
                ListColumn("lot", gettext_lazy("Lot")),
                ListColumn("item", gettext_lazy("Item"), value="lot.item"),
                ListColumn("location", gettext_lazy("Location")),
                ListColumn("expires_on", gettext_lazy("Expires on"), kind="day", value="lot.expires_on"),
                ListColumn("quantity", gettext_lazy("On hand"), kind="number"),
            ],
        ),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[(reason.value, reason.label) for reason in LOSSES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ["levels", "reason", "on"]

    def __init__(self, *args, levels, reason, **options):
        super().__init__(*args, **options)
        self.offered = levels
        offer_rows(self, "levels", levels)
        self.fields["levels"].initial = rows = list(levels)
        self.fields["seen"].initial = write_seen({level: level.quantity for level in rows})
        self.fields["reason"].initial = reason

    def clean_seen(self):
        """What the page showed of each level that is ticked."""
        return read_seen(self.cleaned_data["seen"], self.cleaned_data.get("levels", ()))

    def refuse(self, refusal):
        """Show why; the table then shows what is on hand now, and that is what is written off by the next press."""
        super().refuse(refusal)
        if isinstance(refusal, StockChanged):
            self.data = see_anew(self.data, self.offered.all())

    def clean_reason(self):
        return StockMovement.Reason(self.cleaned_data["reason"])


def see_anew(data, levels):
    """Return what was posted, as from a page that shows what is on hand of `levels` now."""
    anew = data.copy()
    anew["seen"] = write_seen({level: level.quantity for level in levels})
    return anew


class WriteOffForm(FromStockForm):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"),
        choices=[(reason.value, reason.label) for reason in LOSSES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why.")},
    )

    field_order = ["level", "quantity", "reason", "on"]

    def clean_reason(self):
        return StockMovement.Reason(self.cleaned_data["reason"])
