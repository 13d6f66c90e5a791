"""What is typed and pressed on a terminal where no script runs; the script reads the same fields."""

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.branches import Refusable
from agencies.models import ZipCode
from agencies.wording import say, write_weekday
from distributions.forms.terminal_lines import DAMAGED, OFF, TerminalLineForm
from distributions.limits import TERMINAL_DAYS_BACK
from distributions.offer import OfferLine
from inventory.actions import MOST_LEFT

OTHER = "other"
COUNTY = "county"
TODAY = "today"
YESTERDAY = "yesterday"
MOST_LINES = 20
FIELD_OF = {"zip_code": "zip_code", "jurisdiction": "county", "handed_out_on": "other_day"}


class EnrolmentForm(Refusable, forms.Form):
    """The code that a coordinator reads out."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(attrs=OFF | {"autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Enter the code that your coordinator reads to you.")},
    )


class LowForm(forms.Form):
    """How many kits are left, where somebody knows."""

    left = forms.IntegerField(
        label=gettext_lazy("How many are left?"),
        required=False,
        min_value=0,
        max_value=MOST_LEFT,
        widget=forms.NumberInput(attrs=OFF | {"inputmode": "numeric"}),
        error_messages={
            name: gettext_lazy("How many are left is a number from 0 to 999.")
            for name in ("invalid", "min_value", "max_value")
        },
    )


class PressForm(forms.Form):
    """One press: where, how many of what, on which day.

    `lines` has a `TerminalLineForm` for each item, `asked` a ZIP code beyond the agency's counties that the page asks
    about.
    Places, counties and items are judged as an entry's are, so that a button
    or an item taken off since the page was drawn still counts.
    """

    place = forms.CharField(
        widget=forms.RadioSelect(attrs=OFF),
        error_messages={"required": gettext_lazy("Choose where the kit was left.")},
    )
    zip_code = forms.CharField(
        label=gettext_lazy("ZIP code, five digits"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=OFF | {"inputmode": "numeric", "spellcheck": "false"}),
    )
    sure = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs=OFF))
    county = forms.CharField(label=gettext_lazy("County"), required=False, widget=forms.Select(attrs=OFF))
    explained = forms.BooleanField(
        label=gettext_lazy("Explained how to use it"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs=OFF),
    )
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

    asked = ""
    data: QueryDict
    days_back = TERMINAL_DAYS_BACK

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
        days = {"type": "date", "min": offer.first_day.isoformat(), "max": offer.today.isoformat()}
        self.fields["other_day"].widget = forms.DateInput(attrs=OFF | days, format="%Y-%m-%d")

    @cached_property
    def lines(self):
        """The offered items, or where a page was sent, those that were on it."""
        offered = self.offer.lines
        if self.is_bound:
            known = {line.slug: line for line in offered}
            offered = [known.get(slug, OfferLine(slug, slug)) for slug in self.data.getlist("item")[:MOST_LINES]]
        sent = self.data if self.is_bound else None
        return [
            TerminalLineForm(sent, prefix=line.slug, line=line, alone=len(offered) == 1, first=not place)
            for place, line in enumerate(offered)
        ]

    @property
    def sentences(self):
        """What is to put right, each sentence once."""
        said = [error for errors in self.errors.values() for error in errors] if self.is_bound else []
        return list(dict.fromkeys(said))

    def clean(self):
        """Give what was left open its sentence; every other judgement is the entry's."""
        data = self.cleaned_data
        for problem in self._problems_of_lines():
            self.add_error(None, problem)
        if data.get("day") == OTHER and "other_day" in data:
            chosen = data["other_day"]
            if chosen is None or not self.offer.first_day <= chosen <= self.offer.today:
                sentence = _("Choose a day up to %(days)s days back; your coordinator enters older ones.")
                self.add_error("other_day", say(sentence, days=self.days_back))
        return data

    def _problems_of_lines(self):
        if not self.lines:
            yield DAMAGED["required"]
        for line in self.lines:
            yield from (error for errors in line.errors.values() for error in errors)
        if self.lines and all(line.is_valid() and not line.number for line in self.lines):
            yield _("Choose how many kits were left.")

    def is_sure(self):
        """Whether the place may be counted without a question; a ZIP code beyond the agency's counties is asked about
        once and never refused."""
        data = self.cleaned_data
        typed = data["zip_code"]
        if data["place"] != OTHER or typed == data["sure"]:
            return True
        if ZipCode.objects.filter(zip=typed, jurisdiction__in=self.offer.counties).exists():
            return True
        self.asked = typed
        self.add_error("zip_code", _("Is this ZIP code outside your area? Press the button again to count it there."))
        return False

    def entries(self):
        """Return what was pressed as entries of the contract, one for each item that was left.

        One press is one person: if it was explained, one was trained, with the first item there, which is a kit
        where kits were left.
        """
        data = self.cleaned_data
        place = self._place(data)
        left = [line for line in self.lines if line.number]
        return [
            {
                "uuid": str(line.cleaned_data["uuid"]),
                "handed_out_on": self._day(data).isoformat(),
                "item": line.line.slug,
                "items": line.number,
                "people_trained": int(data["explained"] and line is left[0]),
            }
            | place
            for line in left
        ]

    @property
    def uuids(self):
        """Every uuid that was drawn on the page."""
        return [line.cleaned_data["uuid"] for line in self.lines]

    def _day(self, data):
        return {TODAY: self.offer.today, YESTERDAY: self.offer.yesterday, OTHER: data["other_day"]}[data["day"]]

    def _place(self, data):
        if data["place"] == COUNTY:
            return {"jurisdiction": data["county"]}
        return {"zip_code": data["zip_code"] if data["place"] == OTHER else data["place"]}

    def words(self):
        """Return what was pressed as a line to read back: how many of what, where, on which day."""
        data = self.cleaned_data
        places = dict(self.fields["county"].widget.choices) | dict(self.fields["place"].widget.choices)
        where = next(iter(self._place(data).values()))
        what = ", ".join(line.line.words(line.number) for line in self.lines if line.number)
        return " · ".join([what, places.get(where, where), write_weekday(self._day(data))])

    def refuse(self, refusal):
        """Put the sentence of an `EntryRefusal` at its field."""
        self.add_error(FIELD_OF.get(refusal.field), refusal.message)
