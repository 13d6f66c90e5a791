"""Many kits at once: an event, and a month of which only the total is known."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_values
from agencies.forms.days import day_field
from agencies.periods import add_months, month_end, month_of
from agencies.sheets import CellRefused, within_a_year
from agencies.wording import say, write_month
from distributions.counts import total_of
from distributions.forms.lines import TypedForm, check_day, number_field
from distributions.limits import MOST_KITS_AT_ONCE
from distributions.models import Precision, SubmissionKey
from distributions.months import log_lines


class OnItsOwnPage(TypedForm):
    """One entry with room to say what goes into its boxes."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["place"].help_text = _(
            "Five digits of the ZIP code, or a county where the ZIP code is not known."
        )
        self.fields["people_trained"].help_text = _("How many were shown how to use it. Empty counts as 0.")


class EventForm(OnItsOwnPage):
    """Kits left with many people on one day and in one place: each of them is one time that kits were left."""

    most_items = MOST_KITS_AT_ONCE
    field_order = ["day", "place", "item", "items", "handouts", "people_trained"]

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

    Only months that are over are offered: the total of a running one would grow and be entered again. Where the log
    has kits of that month and place already, `as_well` says that these are others.
    """

    most_items = MOST_KITS_AT_ONCE
    field_order = ["as_well", "month", "place", "item", "items", "people_trained"]

    as_well = forms.BooleanField(
        label=gettext_lazy("These kits are not in the log yet: count them as well"), required=False
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"),
        help_text=gettext_lazy("A month can be entered once it is over."),
        error_messages={"invalid_choice": gettext_lazy("Choose a month that is over, at most a year back.")},
    )

    def __init__(self, *args, agency, **options):
        super().__init__(*args, **options)
        self.agency = agency
        months = {f"{month:%Y-%m}": month for month in whole_months(self.today)}
        offer_values(self, "month", months, label=write_month)
        if "as_well" not in self.data:
            self.hide_question()

    def hide_question(self):
        self.question = self.fields.pop("as_well")

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("as_well") and not self.was_counted():
            self.ask_about(self.already_logged())
        return cleaned

    def was_counted(self):
        return SubmissionKey.objects.was_claimed(agency=self.agency, uuid=self.cleaned_data["uuid"])

    def already_logged(self):
        """What the log says of this month, place and item, as `Counts`; a county without ZIP code is everywhere in
        it."""
        said = self.cleaned_data
        (county, zip_code), item = said["place"], said.get("item", self.book.kit)
        lines = log_lines(self.agency, first=said["month"], last=month_end(said["month"]))
        return total_of(
            line.figures
            for line in lines
            if (line.key.jurisdiction_id, line.key.item_id) == (county, item.pk)
            and (not zip_code or line.key.zip_code in ("", zip_code))
        )

    def ask_about(self, logged):
        """Refuse, and offer the tick, where the log says something already."""
        if not logged.items:
            return
        self.fields = {"as_well": self.question, **self.fields} if "as_well" not in self.fields else self.fields
        sentence = _("The log has %(count)s left there in %(month)s already. Tick if these are others.")
        month = write_month(self.cleaned_data["month"])
        raise ValidationError({"as_well": say(sentence, count=logged.items, month=month)})

    def as_entry(self):
        """The month's total as a `LogEntry`; the form is valid."""
        return self.entry(day=self.cleaned_data["month"], precision=Precision.MONTH)
