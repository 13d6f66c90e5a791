"""What is typed and pressed on a terminal where no script runs; the script reads the same fields."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MORE = "more"
OTHER = "other"
COUNTY = "county"
TODAY = "today"
YESTERDAY = "yesterday"
DAMAGED = {
    name: gettext_lazy("This page is damaged: open the terminal again.")
    for name in ("required", "invalid", "invalid_choice")
}
FIELD_OF = {
    "zip_code": "zip_code",
    "jurisdiction": "county",
    "items": "more",
    "handed_out_on": "other_day",
    "item": "item",
}
OFF = {"autocomplete": "off"}


class EnrolmentForm(forms.Form):
    """The code that a coordinator reads out."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs=OFF | {"autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the code that your coordinator reads to you.")},
    )


class PressForm(forms.Form):
    """One press: where, how many, of what, on which day.

    Places, counties and items are judged as an entry's are, so that a button taken off since the page was drawn still
    counts.
    """

    uuid = forms.UUIDField(widget=forms.HiddenInput(attrs=OFF), error_messages=DAMAGED)
    place = forms.CharField(
        widget=forms.RadioSelect(attrs=OFF),
        error_messages={"required": gettext_lazy("Choose where the kit was left.")},
    )
    zip_code = forms.CharField(
        label=gettext_lazy("ZIP code, five digits"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=OFF | {"inputmode": "numeric"}),
    )
    county = forms.CharField(label=gettext_lazy("County"), required=False, widget=forms.Select(attrs=OFF))
    kits = forms.ChoiceField(
        choices=[("1", "1"), ("2", "2"), ("3", "3"), (MORE, gettext_lazy("More"))],
        initial="1",
        widget=forms.RadioSelect(attrs=OFF),
        error_messages=DAMAGED,
    )
    more = forms.IntegerField(
        label=gettext_lazy("How many"),
        required=False,
        initial=4,
        widget=forms.NumberInput(attrs=OFF | {"min": 1, "max": 99, "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Log between 1 and 99 kits at a time.")},
    )
    explained = forms.BooleanField(
        label=gettext_lazy("Explained how to use it"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs=OFF),
    )
    item = forms.CharField(widget=forms.RadioSelect(attrs=OFF), error_messages=DAMAGED)
    day = forms.ChoiceField(
        choices=[
            (TODAY, gettext_lazy("Today")),
            (YESTERDAY, gettext_lazy("Yesterday")),
            (OTHER, gettext_lazy("Another day")),
        ],
        initial=TODAY,
        widget=forms.RadioSelect(attrs=OFF),
        error_messages=DAMAGED,
    )
    other_day = forms.DateField(label=gettext_lazy("Which day"), required=False)

    def __init__(self, *args, offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.fields["place"].widget.choices = [
            *((place.zip, str(place)) for place in offer.presets),
            (OTHER, _("Other place")),
            (COUNTY, _("County only (ZIP not known)")),
        ]
        if not offer.presets:
            self.fields["place"].initial = OTHER
        self.fields["county"].widget.choices = [(county.slug, county.label) for county in offer.counties]
        self.fields["item"].widget.choices = [(item.slug, item.name) for item in offer.items]
        self.fields["item"].initial = offer.items[0].slug if offer.items else None
        days = {"type": "date", "min": offer.first_day.isoformat(), "max": offer.today.isoformat()}
        self.fields["other_day"].widget = forms.DateInput(attrs=OFF | days, format="%Y-%m-%d")

    def clean(self):
        """Give what was left open its sentence; every other judgement is the entry's."""
        data = self.cleaned_data
        if data.get("day") == OTHER and "other_day" in data:
            chosen = data["other_day"]
            if chosen is None or not self.offer.first_day <= chosen <= self.offer.today:
                self.add_error("other_day", _("Choose a day up to 60 days back; your coordinator enters older ones."))
        return data

    def entry(self):
        """Return what was pressed as an entry of the contract.

        One press is one kit-leaving to one person, however many kits: if it was explained, one person was trained.
        """
        data = self.cleaned_data
        days = {TODAY: self.offer.today, YESTERDAY: self.offer.yesterday, OTHER: data["other_day"]}
        return {
            "uuid": str(data["uuid"]),
            "handed_out_on": days[data["day"]].isoformat(),
            "item": data["item"],
            "items": data["more"] if data["kits"] == MORE else int(data["kits"]),
            "people_trained": int(data["explained"]),
        } | self._place(data)

    def _place(self, data):
        if data["place"] == COUNTY:
            return {"jurisdiction": data["county"]}
        return {"zip_code": data["zip_code"] if data["place"] == OTHER else data["place"]}

    def words(self):
        """Return what was pressed as a line to read back: how many of what, where, on which day."""
        data, entry = self.cleaned_data, self.entry()
        places = dict(self.fields["county"].widget.choices) | dict(self.fields["place"].widget.choices)
        where = entry.get("jurisdiction") or entry["zip_code"]
        items = dict(self.fields["item"].widget.choices)
        when = {TODAY: self.offer.today, YESTERDAY: self.offer.yesterday, OTHER: data["other_day"]}[data["day"]]
        what = f"{items.get(data['item'], data['item'])}: {entry['items']}"
        return " · ".join([what, places.get(where, where), date_format(when, "D, M j")])

    def refuse(self, refusal):
        """Put the sentence of a refused entry at its field."""
        self.add_error(FIELD_OF.get(refusal["field"]), refusal["message"])
