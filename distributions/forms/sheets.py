"""A sheet that was entered: what it is called, and where its kits go when it is taken back."""

from collections import Counter

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm
from agencies.forms.choices import offer_rows
from agencies.periods import month_of
from distributions.forms.labels import HINT, judge_label
from distributions.forms.lines import FromStock
from distributions.models.count import day_in_stock
from distributions.models.sheet import LABEL_LENGTH
from inventory.actions.returns import rooms_for_returns
from inventory.actions.use import Want


class LabelForm(forms.Form):
    label = forms.CharField(
        label=_("Label"),
        required=False,
        max_length=LABEL_LENGTH,
        help_text=HINT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, sheet, **options):
        super().__init__(*args, **options)
        self.fields["label"].initial = sheet.label
        self.agency = sheet.agency

    def clean_label(self):
        return judge_label(self.cleaned_data["label"], agency=self.agency)


class TakeBackForm(RefusableForm, FromStock):
    """Where the kits of a sheet go back to: the location from which they were taken, which nobody wrote down.

    Those are offered from whose stock so many were taken, or where none of it was ever kept; where no location has
    room for all of it, every one.
    """

    def __init__(self, *args, sheet, **options):
        super().__init__(*args, agency=sheet.agency, **options)
        main = sheet.agency.main_location
        places = list(sheet.agency.locations.in_use().holding_stock())
        self.rooms = rooms_of(sheet, {main, *places})
        if "location" not in self.fields:
            return
        fit = [place for place in places if not self.rooms[place.pk].lost]
        field = self.fields["location"]
        field.label = _("Kits go back into the stock of")
        field.error_messages["invalid_choice"] = _(
            "These kits were not taken from there. Choose a location from the list."
        )
        if fit:
            offer_rows(self, "location", sheet.agency.locations.filter(pk__in=[place.pk for place in fit]))
        else:
            field.help_text = _(
                "Not all of these kits came out of the stock of one location. "
                "Count the stock of the one you choose afterwards."
            )
        useful = [place for place in fit if self.rooms[place.pk].due] or fit
        field.initial = (main if main in useful or not useful else useful[0]).pk

    def room(self):
        """What taking the sheet back does to the stock of the chosen location; the form is valid."""
        return self.rooms[self.chosen_location().pk]


def rooms_of(sheet, locations):
    """Where the kits of a sheet could go back to: {location's id: `Room`}."""
    wanted: Counter[Want] = Counter()
    for key, figures in sheet.totals.by_key().items():
        day = day_in_stock(key.handed_out_on, key.precision)
        wanted[Want(key.item_id, day, month_of(day))] += figures.items
    return rooms_for_returns(agency=sheet.agency, locations=locations, wanted=wanted)
