"""Fields that several stock forms share."""

from uuid import UUID, uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows
from agencies.forms.days import day_field
from agencies.models import Location
from agencies.wording import say, write_number
from inventory.actions.ledger import MOST
from inventory.models import Item, StockLevel

LONGEST_SEEN = 9  # Digits.


def expiry_field(**options):
    missing = gettext_lazy("Enter the expiry date from the label.")
    return day_field(gettext_lazy("Expires on"), missing=missing, **options)


def lot_number_field(**options):
    return forms.CharField(
        label=gettext_lazy("Lot number"),
        max_length=40,
        error_messages={"required": gettext_lazy("Enter the lot number from the label.")},
        widget=forms.TextInput(attrs={"class": "short", "autocomplete": "off", "autocapitalize": "characters"}),
        **options,
    )


def quantity_field(label, *, least=1, **options):
    sentence = gettext_lazy("Enter a whole number between %(least)s and %(most)s.") % {
        "least": least,
        "most": write_number(MOST),
    }
    errors = dict.fromkeys(["invalid", "min_value", "max_value"], sentence) | {
        "required": gettext_lazy("Enter how many.")
    }
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, error_messages=errors, **options)


def items():
    """The items that can be entered: those in use, the naloxone kit first."""
    return Item.objects.filter(active=True).kits_first()


def item_field():
    return forms.ModelChoiceField(label=gettext_lazy("Item"), queryset=items(), empty_label=None)


class LevelField(forms.ModelChoiceField):
    """One lot at one location, as people name it."""

    def label_from_instance(self, level):
        return say(
            _("%(location)s: %(item)s, lot %(lot)s, expires %(day)s, %(quantity)s on hand"),
            item=level.lot.item,
            lot=level.lot,
            location=level.location,
            quantity=level.quantity,
            day=level.lot.expires_on or _("not recorded"),
        )


def is_uuid(text):
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


def write_seen(quantities):
    """Return what a page shows of each row, {row: quantity}, as the hidden text that `read_seen` reads."""
    return " ".join(f"{row.pk}:{quantity}" for row, quantity in quantities.items())


def read_seen(text, rows):
    """Return {row: quantity} as a page showed them, as far as it can be read."""
    told = dict(part.partition(":")[::2] for part in text.split())
    numbers = {row: told.get(str(row.pk), "") for row in rows}
    return {row: int(number) for row, number in numbers.items() if number.isdecimal() and len(number) <= LONGEST_SEEN}


def levels_of(agency, *, also=None):
    """What the agency can move or write off, by location, first to expire first; `also` the level with this key."""
    offered = Q(quantity__gt=0) | Q(pk=also) if is_uuid(also) else Q(quantity__gt=0)
    return StockLevel.objects.filter(offered, agency=agency).by_location()


class AtLocationForm(Refusable, forms.Form):
    """A form about one of the agency's locations that keep stock; its main one is chosen already."""

    location = forms.ModelChoiceField(
        label=gettext_lazy("Location"), queryset=Location.objects.none(), empty_label=None
    )

    def __init__(self, *args, agency, **options):
        super().__init__(*args, **options)
        offer_rows(self, "location", agency.locations.in_use().holding_stock())
        self.fields["location"].widget.choices = [
            (row.pk, str(row)) for row in agency.locations.in_use().holding_stock()
        ]
        self.fields["location"].initial = agency.main_location_id


class DayForm(Refusable, forms.Form):
    """A form about one day; today is filled in."""

    on = day_field(gettext_lazy("Day"))

    def __init__(self, *args, today, **options):
        super().__init__(*args, **options)
        self.fields["on"].initial = today


class OnceForm(DayForm):
    """A form whose entry is stored once, however often the page is sent: the key is drawn with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
