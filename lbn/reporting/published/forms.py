"""Why a published report is withdrawn, to whom one is given, and what was counted before the application."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import RefusableForm, single_line
from agencies.forms.choices import offer_choices
from agencies.forms.days import day_field
from agencies.forms.telling import refuse_telling
from lbn.reporting.models import EarlierFigure, YearSpan
from lbn.reporting.models.earlier import SMALLEST
from lbn.reporting.models.evidence import FIRST_YEAR, LAST_YEAR
from lbn.reporting.published.actions import EarlierSource, EarlierTotal

Measure = EarlierFigure.Measure
MAY_BE_SMALL = (Measure.COUNTIES, Measure.AGENCIES)  # The others count visits or people.
MOST = 100_000_000


class WithdrawForm(RefusableForm):
    """Why a published report is withdrawn, for those who have read it."""

    because = forms.CharField(
        label=_("Sentence for its readers"),
        help_text=_("What is wrong with it, and where the right figures will be: they come with the next report."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_telling],
        error_messages={"required": _("Say in one sentence why it is withdrawn.")},
    )


class ShareForm(RefusableForm):
    """For whom a link to a published report is, and how long it works."""

    for_whom = forms.CharField(
        label=_("Who is the link for?"),
        help_text=_("A person or an organization. Your colleagues see this in the list of links."),
        max_length=120,
        validators=[refuse_telling],
        error_messages={"required": _("Enter the person or organization that you give the report to.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail address, if we should mail the link"),
        help_text=_("We send the link there and do not keep the address."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("How long should the link work?"),
        choices=[(7, _("7 days")), (30, _("30 days")), (90, _("90 days"))],
        coerce=int,
        initial=30,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long the link should work.")},
    )

    def clean_for_whom(self):
        return single_line(self.cleaned_data["for_whom"])


def year_field(label, *, hint=""):
    """A box for a calendar year."""
    sentence = _("Enter a year with four digits, such as 2018.")
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence),
    )


def source_field(label, *, hint, most, required):
    """A line that says where figures come from."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        validators=[refuse_telling],
        error_messages={"required": required},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PrintedNumber(forms.IntegerField):
    """A whole number as sources print it: with commas between its thousands, or without."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value):
        printed = isinstance(value, str) and re.fullmatch(r"\s*\d{1,3}(,\d{3})+\s*", value)
        return super().to_python(value.replace(",", "") if printed else value)


class EarlierForm(RefusableForm):
    """Totals of years before the application was used: of all `measures`, or of those that are put right."""

    first_year = year_field(_("First year"))
    last_year = year_field(_("Last year"), hint=_("For a single year, enter the same year twice."))
    said_by = source_field(
        _("Who stated these totals?"),
        hint=_("The organization, such as the state health department. Its name stands beside the totals."),
        most=120,
        required=_("Enter the organization that stated these totals."),
    )
    source = source_field(
        _("Where?"),
        hint=_("The report, web page or letter, so that anybody can look it up."),
        most=200,
        required=_("Enter the report, web page or letter in which the totals stand."),
    )
    as_of_on = day_field(_("Data as of"), help_text=_("If the source gives a date."), required=False)
    estimated = forms.MultipleChoiceField(
        label=_("Which of these are estimates?"),
        help_text=_("Check only estimates. They are shown with “about”."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, measures=tuple(Measure), **kwargs):
        super().__init__(*args, **kwargs)
        self.measures = [Measure(one) for one in measures]
        for measure in self.measures:
            self.fields[measure.value] = self._number_field(measure)
        offer_choices(self, "estimated", [(one.value, one.label) for one in self.measures])
        self.order_fields([name for name in self.fields if name != "estimated"])

    def _number_field(self, measure):
        smallest, small = SMALLEST, _("Enter %(limit_value)s or more: a smaller total could point at someone.")
        if measure in MAY_BE_SMALL:
            smallest, small = 1, _("Enter 1 or more.")
        return PrintedNumber(
            label=measure.label,
            required=len(self.measures) == 1,
            min_value=smallest,
            max_value=MOST,
            error_messages={
                "required": _("Enter the total, or remove it below."),
                "invalid": _("Enter a whole number, such as 7,844."),
                "min_value": small,
            },
        )

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if said.get("first_year") and said.get("last_year") and said["last_year"] < said["first_year"]:
            self.add_error("last_year", _("The last year is before the first year."))
        names = [one.value for one in self.measures]
        if not any(said.get(name) is not None or name in self.errors for name in names):
            self.add_error(names[0], _("Enter at least one total."))
        for name in said.get("estimated", ()):
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, _("You called this an estimate: enter the total."))
        return said

    def clean_said_by(self):
        return single_line(self.cleaned_data["said_by"])

    def clean_source(self):
        return single_line(self.cleaned_data["source"])

    @property
    def said(self):
        """Over which years, by whom and where the totals were stated."""
        said = self.cleaned_data
        span = YearSpan(said["first_year"], said["last_year"])
        return EarlierSource(span, said["said_by"], said["source"], said["as_of_on"])

    @property
    def totals(self):
        """The totals that were entered, in their order."""
        said = self.cleaned_data
        return [
            EarlierTotal(one.value, said[one.value], one.value in said["estimated"])
            for one in self.measures
            if said[one.value] is not None
        ]


def initial_of(figure):
    """What a figure says now, by the names of the form's fields."""
    names = ("first_year", "last_year", "said_by", "source", "as_of_on")
    said = {name: getattr(figure, name) for name in names}
    return said | {figure.measure: figure.number, "estimated": [figure.measure] if figure.is_estimate else []}
