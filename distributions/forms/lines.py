"""What everything typed in from elsewhere asks: where, what, how many, and a uuid drawn with the page."""

from functools import cached_property
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_rows, offer_values
from agencies.models import Jurisdiction, Location
from agencies.places import locate
from agencies.sheets import CellRefused, say_kits_at_a_time, say_people_trained, within_a_year
from distributions.actions import LogEntry
from distributions.books import fold_name
from distributions.limits import MOST_KITS, MOST_TRAINED
from inventory.models import Item

NO_NUMBER = gettext_lazy("Enter a whole number.")


class Book:
    """What typed words are looked up in, for one line or a whole sheet: ZIP codes, counties, items."""

    def __init__(self, agency, *, typed=()):
        """`typed` are the places that a sheet names, looked up at once for all of its lines."""
        self.state = agency.program.state
        self.items = {item.slug: item for item in Item.objects.logged_by(agency)}
        self.typed = {text.strip() for text in typed}

    @cached_property
    def located(self):
        return locate(filter(looks_like_a_zip_code, self.typed), state=self.state)

    @cached_property
    def counties(self):
        return list(Jurisdiction.objects.in_state(self.state))

    @cached_property
    def county_ids(self):
        """Each county by every way in which people write its name."""
        return {fold_name(name): row.pk for row in self.counties for name in (row.name, row.label)}

    @property
    def kit(self):
        return next(item for item in self.items.values() if item.kind == Item.Kind.NALOXONE_KIT)

    def place(self, text):
        """Return (county's id, ZIP code or "") of a typed place; raise `ValidationError`."""
        if looks_like_a_zip_code(text):
            located = self.located if text in self.typed else locate([text], state=self.state)
            if text in located.refused:
                raise ValidationError(located.refused[text])
            place = located.places[text]
            return place.jurisdiction.pk, place.zip_code
        if fold_name(text) not in self.county_ids:
            raise ValidationError(
                _("No county of this state has this name. Choose one of the list, or enter a ZIP code.")
            )
        return self.county_ids[fold_name(text)], ""


def looks_like_a_zip_code(text):
    return any(character.isdigit() for character in text)


def number_field(**options):
    digits = forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"})
    errors = {"invalid": NO_NUMBER} | options.pop("error_messages", {})
    return forms.IntegerField(widget=digits, error_messages=errors, **options)


class FromStock(forms.Form):
    """From whose stock what is typed was taken. Asked only where there is a choice, and kept with no count."""

    location = forms.ModelChoiceField(
        Location.objects.none(),
        label=gettext_lazy("Taken from the stock of"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose a location."),
            "invalid_choice": gettext_lazy("Choose a location from the list."),
        },
    )

    def __init__(self, *args, agency, **options):
        super().__init__(*args, **options)
        self.agency = agency
        places = agency.locations.in_use().holding_stock()
        if len(places) < 2:
            del self.fields["location"]
            return
        offer_rows(self, "location", places)
        self.fields["location"].initial = agency.main_location_id

    def chosen_location(self):
        """The location that is chosen, or the main one; the form is valid."""
        return self.cleaned_data.get("location") or self.agency.main_location


class TypedForm(Refusable, forms.Form):
    """What was left and where. Its uuid is drawn with the page, so that what is sent twice counts once."""

    most_items = MOST_KITS
    most_trained = MOST_TRAINED

    place = forms.CharField(
        label=gettext_lazy("ZIP code or county"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "counties", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Enter the five digits of the ZIP code, or a county.")},
    )
    item = forms.TypedChoiceField(label=gettext_lazy("Item"))
    items = number_field(
        label=gettext_lazy("Kits left"), error_messages={"required": gettext_lazy("Enter how many were left.")}
    )
    people_trained = number_field(label=gettext_lazy("People trained"), required=False)
    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, book, today, **options):
        super().__init__(*args, **options)
        self.book, self.today = book, today
        self.offer()

    def offer(self):
        """Ask for the item only where there is a choice."""
        if len(self.book.items) == 1:
            del self.fields["item"]
            return
        offer_values(self, "item", self.book.items)
        self.fields["item"].initial = self.book.kit.slug
        self.fields["items"].label = _("How many")

    def clean_uuid(self):
        uuid = self.cleaned_data["uuid"]
        if uuid.version != 4:
            raise ValidationError(_("Open this page again and enter the line anew."))
        return uuid

    def clean_place(self):
        return self.book.place(self.cleaned_data["place"])

    def clean_items(self):
        items = self.cleaned_data["items"]
        if not 1 <= items <= self.most_items:
            raise ValidationError(say_kits_at_a_time(self.most_items))
        return items

    def clean_people_trained(self):
        trained = self.cleaned_data["people_trained"] or 0
        if not 0 <= trained <= self.most_trained:
            raise ValidationError(say_people_trained(self.most_trained))
        return trained

    def clean(self):
        super().clean()
        return self.cleaned_data

    def entry(self, *, day, **more):
        """What is typed as a `LogEntry` of `day`; the form is valid."""
        said = self.cleaned_data
        jurisdiction_id, zip_code = said["place"]
        return LogEntry(
            uuid=said["uuid"],
            handed_out_on=day,
            jurisdiction_id=jurisdiction_id,
            zip_code=zip_code,
            item_id=said.get("item", self.book.kit).pk,
            items=said["items"],
            people_trained=said["people_trained"],
            **more,
        )


def check_day(day, *, today):
    """Return `day`; raise `ValidationError` if it is in the future or too long ago."""
    try:
        within_a_year(day, today=today)
    except CellRefused as refusal:
        raise ValidationError(str(refusal)) from None
    return day
