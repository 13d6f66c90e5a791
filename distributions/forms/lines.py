"""One line typed from a paper sheet."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.models import Jurisdiction
from agencies.places import PlaceRefused, locate_one
from agencies.sheets import CellRefused, within_a_year
from distributions.actions import Entry
from inventory.models import Item

MOST_KITS = 99


class PaperLineForm(forms.Form):
    """What was left, where, on which day. Its uuid is drawn with the page, so that a line sent twice counts once."""

    handed_out_on = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the day on the sheet.")},
    )
    zip_code = forms.CharField(
        label=_("ZIP code"),
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Five digits. If it is not known, choose the county below."),
    )
    county = forms.ModelChoiceField(
        Jurisdiction.objects.none(),
        label=_("County only (ZIP not known)"),
        required=False,
        empty_label=_("ZIP code is known"),
    )
    item = forms.ModelChoiceField(Item.objects.none(), label=_("Item"), empty_label=None)
    items = forms.IntegerField(
        label=_("Kits left"),
        error_messages={"required": _("Enter how many were left."), "invalid": _("Enter a whole number.")},
    )
    people_trained = forms.IntegerField(
        label=_("People trained"),
        required=False,
        help_text=_("How many were shown how to use it. Empty counts as 0."),
        error_messages={"invalid": _("Enter a whole number.")},
    )
    uuid = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, agency, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.agency, self.today = agency, today
        self.fields["county"].queryset = Jurisdiction.objects.in_state(agency.program.state)
        self.fields["uuid"].initial = uuid4
        self.offer(Item.objects.logged_by(agency))

    def offer(self, items):
        """Ask for the item only where there is a choice."""
        self.kit = next(item for item in items if item.kind == Item.Kind.NALOXONE_KIT)
        if len(items) == 1:
            del self.fields["item"]
            return
        self.fields["item"].queryset = items
        self.fields["item"].initial = self.kit
        self.fields["items"].label = _("How many")

    def clean_uuid(self):
        uuid = self.cleaned_data["uuid"]
        if uuid.version != 4:
            raise ValidationError(_("Open this page again and enter the line anew."))
        return uuid

    def clean_handed_out_on(self):
        day = self.cleaned_data["handed_out_on"]
        try:
            within_a_year(day, today=self.today)
        except CellRefused as refusal:
            raise ValidationError(str(refusal)) from None
        return day

    def clean_items(self):
        items = self.cleaned_data["items"]
        if not 1 <= items <= MOST_KITS:
            raise ValidationError(_("Log between 1 and 99 kits at a time."))
        return items

    def clean(self):
        cleaned = super().clean()
        self.clean_place(cleaned)
        trained = cleaned.get("people_trained") or 0
        if "items" in cleaned and not 0 <= trained <= cleaned["items"]:
            self.add_error("people_trained", _("People trained is a number from 0 to the number of kits."))
        return cleaned

    def clean_place(self, cleaned):
        typed, county = cleaned.get("zip_code"), cleaned.get("county")
        if typed and county:
            self.add_error("county", _("Enter a ZIP code or choose a county, not both."))
        elif county:
            cleaned["place"] = (county.pk, "")
        elif typed:
            try:
                place = locate_one(typed, state=self.agency.program.state)
            except PlaceRefused as refusal:
                self.add_error("zip_code", str(refusal))
            else:
                cleaned["place"] = (place.jurisdiction.pk, place.zip_code)
        elif "zip_code" in cleaned:
            self.add_error("zip_code", _("Enter the five digits of the ZIP code, or choose a county."))

    def entry(self):
        """The line as an `Entry`; the form is valid."""
        said = self.cleaned_data
        jurisdiction_id, zip_code = said["place"]
        return Entry(
            uuid=said["uuid"],
            handed_out_on=said["handed_out_on"],
            jurisdiction_id=jurisdiction_id,
            zip_code=zip_code,
            item_id=said.get("item", self.kit).pk,
            items=said["items"],
            people_trained=said["people_trained"] or 0,
        )
