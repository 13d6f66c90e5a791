"""The right figures of a day, and why they were wrong."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.days import day_field
from distributions.counts import Counts, Key, say_impossible
from distributions.forms.lines import check_day
from distributions.models import Correction, Precision

REASONS = [choice for choice in Correction.Reason.choices if choice[0] not in Correction.BY_SHEETS]
HIGHEST = 100_000


class CountsForm(Refusable, forms.Form):
    """Three figures. `seen` is what the log said when the page was opened."""

    handouts = forms.IntegerField(label=_("Times"), min_value=0, max_value=HIGHEST)
    items = forms.IntegerField(label=_("Kits left"), min_value=0, max_value=HIGHEST)
    people_trained = forms.IntegerField(label=_("People trained"), min_value=0, max_value=HIGHEST)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, figures, **kwargs):
        seen = "-".join(map(str, figures))
        super().__init__(data, initial={**figures._asdict(), "seen": seen}, **kwargs)

    def clean_seen(self):
        try:
            return Counts(*map(int, self.cleaned_data["seen"].split("-")))
        except (TypeError, ValueError):
            raise ValidationError(_("Open this page again and correct the figures anew.")) from None

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if {"handouts", "items", "people_trained"} <= cleaned.keys() and not self.figures().is_possible:
            raise ValidationError(say_impossible())
        return cleaned

    def figures(self):
        """The three figures of a valid form."""
        return Counts(*(self.cleaned_data[name] for name in Counts._fields))


class CorrectionForm(CountsForm):
    """What the day should say, and why it said something else."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the figures were wrong.")},
    )


class MoveForm(CountsForm):
    """How much of a day was really left on another one, or in another place. All of it to begin with."""

    handed_out_on = day_field(_("It was really left on"))
    place = forms.CharField(
        label=_("In this ZIP code or county"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "counties", "autocomplete": "off"}),
    )

    field_order = ["handed_out_on", "place"]

    def __init__(self, *args, count, book, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.key, self.book, self.today = Key(*(getattr(count, name) for name in Key._fields)), book, today
        self.fields["handouts"].help_text = _("Leave the figures as they are to move all of it.")
        self.initial["place"] = count.zip_code or count.jurisdiction.label_in(count.agency.program.state)
        if count.precision == Precision.MONTH:
            del self.fields["handed_out_on"]
        else:
            self.initial["handed_out_on"] = count.handed_out_on

    def clean_handed_out_on(self):
        day = self.cleaned_data["handed_out_on"]
        return day if day == self.key.handed_out_on else check_day(day, today=self.today)

    def clean_place(self):
        typed = self.cleaned_data["place"].strip()
        if typed == self.initial["place"]:
            return self.key.jurisdiction_id, self.key.zip_code
        return self.book.place(typed)

    def to(self):
        """The `Key` of the right day and place, of a valid form."""
        county, zip_code = self.cleaned_data["place"]
        day = self.cleaned_data.get("handed_out_on", self.key.handed_out_on)
        return self.key._replace(handed_out_on=day, jurisdiction_id=county, zip_code=zip_code)

    def reason(self):
        """Why it moves: the place was wrong, or else the day."""
        to = self.to()
        is_elsewhere = (to.jurisdiction_id, to.zip_code) != (self.key.jurisdiction_id, self.key.zip_code)
        return Correction.Reason.WRONG_PLACE if is_elsewhere else Correction.Reason.WRONG_DAY
