"""What the agency's own log is narrowed to. By GET, so that an address says what it shows."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_choices, offer_rows
from agencies.periods import add_months, month_of
from agencies.wording import write_weekday
from distributions.by_place import items_logged
from inventory.models import Item

MONTHS_SHOWN = 3


def month_field(label):
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month", "class": "short"}, format="%Y-%m"),
        error_messages={"invalid": gettext_lazy("Enter a month such as 2026-11.")},
    )


class SpanForm(forms.Form):
    """From which month to which one, and of which item where the log has several."""

    first = month_field(gettext_lazy("From"))
    last = month_field(gettext_lazy("To"))
    item = forms.ModelChoiceField(
        Item.objects.none(),
        label=gettext_lazy("Item"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("Naloxone kits"),
    )

    def __init__(self, data=None, *, agency, today, **options):
        self.usual = {"first": add_months(month_of(today), 1 - MONTHS_SHOWN), "last": month_of(today)}
        super().__init__(data, initial=self.usual, **options)
        items = items_logged(agency)
        if len(items) > 1:
            offer_rows(self, "item", items)
        else:
            del self.fields["item"]

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        first, last = (cleaned.get(name) for name in ("first", "last"))
        if first and last and first > last:
            self.add_error("last", _("This month comes before the first one."))
        return cleaned

    def answers(self):
        """Return {"first", "last", "item"}; what is not asked for, or cannot be, is as usual."""
        cleaned = self.cleaned_data if self.is_bound and self.is_valid() else {}
        months = {name: cleaned.get(name) or month for name, month in self.usual.items()}
        months["first"] = min(months["first"], months["last"])
        return months | {"item": cleaned.get("item")}


class LinesForm(forms.Form):
    """Which day, place or item of a month's lines; each is asked only where there is a choice."""

    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    item = forms.ChoiceField(label=gettext_lazy("Item"), required=False)

    def __init__(self, *args, lines, **options):
        super().__init__(*args, **options)
        self.lines = lines
        for name, everything in (("day", _("Every day")), ("place", _("Every place")), ("item", _("Every item"))):
            found = dict(answer(name, line) for line in lines)
            offer_choices(self, name, [("", everything), *found.items()])
            if len(found) < 2:
                del self.fields[name]

    def matching_lines(self):
        """Return the lines that are asked for."""
        asked = (
            {name: value for name, value in self.cleaned_data.items() if value}
            if self.is_bound and self.is_valid()
            else {}
        )
        return [line for line in self.lines if all(answer(name, line)[0] == asked[name] for name in asked)]


def answer(name, line):
    """What `line` says to one question of the filter: (value, words)."""
    key = line.key
    if name == "day":
        words = _("Whole month") if line.is_whole_month else write_weekday(key.handed_out_on)
        return f"{key.handed_out_on}" if not line.is_whole_month else "month", words
    if name == "place":
        return key.zip_code or f"county-{key.jurisdiction_id}", line.place
    return f"{key.item_id}", line.item
