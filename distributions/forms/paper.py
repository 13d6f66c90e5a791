"""A whole sheet of paper, typed line by line: each line judged by itself."""

import re
from datetime import date
from itertools import accumulate
from typing import cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.forms.choices import offer_rows, offer_values
from agencies.models import Location
from agencies.periods import add_months
from agencies.sheets import CellRefused, read_day
from agencies.wording import say, write_month
from distributions.forms.asking import AskedFirst
from distributions.forms.lines import Book, FromStock, TypedForm, check_day
from distributions.models import Sheet

LINES = 22  # as many as the printed sheet has
MORE_LINES = 10
MOST_LINES = 100
PREFIX = "lines"
FIELDS = ("day", "place", "items", "people_trained")
DITTO = {'"', "''", "”", "“", "〃"}
WITHOUT_YEAR = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})")


def typed_day(text):
    """What a day's box says by itself: "" where it is empty or holds ditto marks."""
    text = text.strip()
    return "" if text in DITTO else text


def read_typed_day(text, *, today):
    """The day that somebody typed; without a year, the last such day. Raises `CellRefused`."""
    short = WITHOUT_YEAR.fullmatch(text)
    if not short:
        day, precision = read_day(text)
        if precision == "month":
            raise CellRefused(_("Enter a day. The total of a whole month has a page of its own."))
        return day
    for year in (today.year, today.year - 1):
        try:
            day = date(year, int(short[1]), int(short[2]))
        except ValueError:
            continue
        if day <= today:
            return day
    raise CellRefused(_("There is no such date: write it as 01/31/2026."))


class PaperLineForm(TypedForm):
    """One line. Its day may be left empty where it is the day of the line above, `day_above` as typed there."""

    field_order = FIELDS
    day = forms.CharField(
        label=gettext_lazy("Date"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": gettext_lazy("month/day")}),
    )

    def __init__(self, *args, day_above, **options):
        super().__init__(*args, **options)
        self.day_above = day_above
        if day_above:
            self.fields["day"].widget.attrs["placeholder"] = day_above

    def has_changed(self):
        """Whether anything is typed in: a line that stays empty is no line."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in FIELDS)

    @property
    def other_year(self):
        """The day that is read where its year is not this one; None where it is, or where no day can be read."""
        try:
            day = read_typed_day(typed_day(self["day"].value() or ""), today=self.today)
        except CellRefused:
            return None
        return day if day.year != self.today.year else None

    def clean_day(self):
        own = typed_day(self.cleaned_data["day"])
        if not own and not self.day_above:
            raise ValidationError(_("Enter the day, such as 11/20. Lines below may leave it empty."))
        try:
            return check_day(read_typed_day(own or self.day_above, today=self.today), today=self.today)
        except (CellRefused, ValidationError) as refusal:
            if not own:
                return None  # the line above says what is wrong with it
            raise ValidationError(getattr(refusal, "message", str(refusal))) from None


class BaseSheet(AskedFirst, forms.BaseFormSet):
    """Lines that stay empty are no lines, wherever they are on the sheet."""

    kind = Sheet.Kind.PAPER
    default_error_messages = {"too_many_forms": gettext_lazy("Enter at most %(num)d lines at a time.")}

    def __init__(self, data=None, *, agency, today, **options):
        super().__init__(data, prefix=PREFIX, **options)
        self.agency, self.today = agency, today
        self.stock = FromStock(data, agency=agency)

    def initial_form_count(self):
        return 0

    @cached_property
    def book(self):
        return Book(self.agency, typed=self.read_boxes("place"))

    @cached_property
    def days_above(self):
        """For each line the last day typed above it, "" where there is none."""
        days = accumulate(map(typed_day, self.read_boxes("day")), lambda above, own: own or above, initial="")
        return list(days)

    def read_boxes(self, name):
        """What is typed into this box of each line."""
        if self.is_bound:
            return [self.data.get(f"{self.add_prefix(line)}-{name}", "") for line in range(self.total_form_count())]
        return [line.get(name, "") for line in self.initial or ()]

    def get_form_kwargs(self, index):
        above = self.days_above[min(index, len(self.days_above) - 1)] if index is not None else ""
        return {"book": self.book, "today": self.today, "day_above": above}

    @property
    def filled(self):
        return [line for line in self if line.has_changed()]

    def clean(self):
        if not self.management_form.is_valid():
            raise ValidationError(_("Open this page again and enter the sheet anew."))
        if not self.filled:
            raise ValidationError(_("Enter at least one line."))
        if not self.stock.is_valid():
            raise ValidationError(list(self.stock.errors["location"]))
        uuids = [line.cleaned_data["uuid"] for line in self.filled if "uuid" in line.cleaned_data]
        if len(set(uuids)) < len(uuids):
            raise ValidationError(_("Open this page again and enter the sheet anew."))

    def name_entry(self, number):
        return say(_("Line %(number)s"), number=number)

    def refuse(self, refusal):
        """Put a refused sheet's sentence above its lines."""
        self.non_form_errors().append(str(refusal))

    def named_entries(self):
        """The filled lines as entries, each with its number; the sheet is valid."""
        return [
            (self.name_entry(number), line.entry(day=line.cleaned_data["day"]))
            for number, line in enumerate(self, 1)
            if line.has_changed()
        ]


# What is made of a `BaseSheet` is one, though the factory's types do not say so.
PaperSheet = cast(
    type[BaseSheet],
    forms.formset_factory(
        PaperLineForm, formset=BaseSheet, extra=LINES, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True
    ),
)


def longer(posted, *, agency, today):
    """The sheet as it was posted, not judged yet, with more lines."""
    told = posted.get(f"{PREFIX}-TOTAL_FORMS", "")
    lines = min(MOST_LINES, int(told)) if re.fullmatch("[0-9]{1,3}", told) else 0
    names = (*FIELDS, "item", "uuid")
    typed = [{name: posted.get(f"{PREFIX}-{line}-{name}", "") for name in names} for line in range(lines)]
    drawn = [line | {"uuid": line["uuid"] or uuid4()} for line in typed]
    sheet = PaperSheet(agency=agency, today=today, initial=drawn)
    sheet.stock.initial = {"location": posted.get("location")}
    sheet.extra = min(MOST_LINES, lines + MORE_LINES)
    return sheet


class TrackingSheetForm(forms.Form):
    """What is printed on an empty sheet; what is not chosen is written on it by hand."""

    location = forms.ModelChoiceField(
        Location.objects.none(),
        label=gettext_lazy("Location"),
        required=False,
        empty_label=gettext_lazy("Written by hand"),
    )
    month = forms.TypedChoiceField(label=gettext_lazy("Month"), required=False, empty_value=None)

    def __init__(self, *args, agency, today, **options):
        super().__init__(*args, **options)
        months = {f"{month:%Y-%m}": month for month in (add_months(today, ahead) for ahead in range(-1, 3))}
        by_hand = ("", _("Written by hand"))
        offer_rows(self, "location", agency.locations.in_use().holding_stock())
        offer_values(self, "month", months, label=write_month, first=(by_hand,))

    def chosen(self):
        """{"location", "month"}: what is printed, None or empty where it is written by hand."""
        return self.cleaned_data if self.is_valid() else {}
