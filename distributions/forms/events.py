"""Many kits at once: an event, and a month of which only the total is known."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_values
from agencies.forms.days import day_field
from agencies.periods import add_months, month_of
from agencies.sheets import CellRefused, within_a_year
from agencies.wording import write_month
from distributions.actions import LogEntry
from distributions.forms.asking import AskedFirst
from distributions.forms.lines import FromStock, TypedForm, check_day, number_field
from distributions.limits import MOST_KITS_AT_ONCE, MOST_TRAINED_AT_ONCE
from distributions.models import Precision, Sheet


class OnItsOwnPage(AskedFirst, TypedForm, FromStock):
    """One entry with room to say what goes into its boxes; `as_entry` makes a `LogEntry` of it once it is valid."""

    as_entry: Callable[[], LogEntry]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["place"].help_text = _(
            "Five digits of the ZIP code, or a county where the ZIP code is not known."
        )
        self.fields["people_trained"].help_text = _("How many were shown how to use it. Empty counts as 0.")

    def named_entries(self):
        return [("", self.as_entry())]


class EventForm(OnItsOwnPage):
    """Kits left with many people on one day and in one place: each of them is one time that kits were left."""

    kind = Sheet.Kind.EVENT
    most_items = MOST_KITS_AT_ONCE
    most_trained = MOST_TRAINED_AT_ONCE
    field_order = ["day", "location", "place", "item", "items", "handouts", "people_trained"]

    day = day_field(gettext_lazy("Day"), missing=gettext_lazy("Enter the day of the event."))
    handouts = number_field(
        label=gettext_lazy("To about how many people"),
        help_text=gettext_lazy("Your best estimate. Nothing about any of them is asked."),
        error_messages={"required": gettext_lazy("Enter about how many people were given kits.")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["day"].initial = self.today

    def clean_day(self):
        return check_day(self.cleaned_data["day"], today=self.today)

    def clean(self):
        cleaned = super().clean()
        if {"items", "handouts"} <= cleaned.keys() and not 1 <= cleaned["handouts"] <= cleaned["items"]:
            self.add_error(
                "handouts", _("Each was given at least one kit: enter a number from 1 to the number of kits.")
            )
        return cleaned

    def as_entry(self):
        """The event as a `LogEntry`; the form is valid."""
        return self.entry(day=self.cleaned_data["day"], handouts=self.cleaned_data["handouts"])


def whole_months(today):
    """The first days of the months that are over and are not too long ago to be entered, newest first."""
    months = []
    month = add_months(month_of(today), -1)
    while is_within_a_year(month, today=today):
        months.append(month)
        month = add_months(month, -1)
    return months


def is_within_a_year(month, *, today):
    try:
        within_a_year(month, precision="month", today=today)
    except CellRefused:
        return False
    return True


class MonthTotalForm(OnItsOwnPage):
    """A month's total for one place. It counts as one time that kits were left, because no more is known.

    Only months that are over are offered: the total of a running one would grow and be entered again.
    """

    kind = Sheet.Kind.MONTH
    most_items = MOST_KITS_AT_ONCE
    most_trained = MOST_TRAINED_AT_ONCE
    field_order = ["month", "location", "place", "item", "items", "people_trained"]

    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        help_text=gettext_lazy("A month can be entered once it is over."),
        error_messages={"invalid_choice": gettext_lazy("Choose a month that is over, at most a year back.")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        months = {f"{month:%Y-%m}": month for month in whole_months(self.today)}
        offer_values(self, "month", months, label=write_month)

    def as_entry(self):
        """The month's total as a `LogEntry`; the form is valid."""
        return self.entry(day=self.cleaned_data["month"], precision=Precision.MONTH)
