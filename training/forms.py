"""What people enter about rosters, sessions and sheets."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from agencies.forms.branches import Refusable
from agencies.forms.choices import offer_choices, offer_rows
from agencies.forms.days import day_field
from agencies.tables import ListColumn, StatusWord, TickTable
from agencies.tables.asking import LONGEST_SEARCH, search_rows
from training.models import Course, Person, Session

LARGEST_ROSTER = 500 * 1024
SEARCHED = ["last_name", "first_name", "rank", "unit", "employee_number__iexact"]


class Shown(TextChoices):
    CURRENT = "current", _("Current")
    LAPSING = "lapsing", _("Lapsing in 60 days")
    NOT_CURRENT = "not_current", _("Not current")
    LEFT = "left", _("Left")


class Ticking(TextChoices):
    SHOWN = "shown", _("Select everyone shown")
    NOBODY = "nobody", _("Select nobody")


class UnitForm(forms.Form):
    """Asked by GET; `units` are the units to choose from."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        offer_choices(self, "unit", [("", _("All units")), *((unit, unit) for unit in units)])

    def answer(self, name):
        """The valid answer to a field, or "" where there is none."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name, "")


class MatrixFilter(UnitForm):
    shown = forms.ChoiceField(
        label=_("Training"), required=False, choices=[("", _("Everyone who works here")), *Shown.choices]
    )

    field_order = ["unit", "shown"]


class TickForm(UnitForm):
    """Who is shown to be ticked; whoever is ticked stays shown, and nobody is ticked unasked.

    A search and what to tick at once are for pages without a script, which has its own.
    """

    shown = forms.ChoiceField(
        label=_("Training"), required=False, choices=[("", _("Everyone")), ("not_current", _("Not current"))]
    )
    q = forms.CharField(label=_("Search"), required=False, max_length=LONGEST_SEARCH)
    ticking = forms.ChoiceField(
        label=_("Select"), required=False, choices=[("", _("Keep my selection")), *Ticking.choices]
    )

    field_order = ["shown", "unit", "q", "ticking"]
    without_script = ("q", "ticking")
    count = 0  # how many are ticked

    def choose(self, everyone, *, ticked_before):
        """Return who is shown of `everyone`, a query with `is_current`, and the keys of those who are ticked, given
        the keys of those who were, as text."""
        found = everyone.filter(is_current=False) if self.answer("shown") else everyone
        if unit := self.answer("unit"):
            found = found.filter(unit=unit)
        if words := self.answer("q"):
            found = search_rows(found, words, fields=SEARCHED, columns=())
        ticking = self.answer("ticking")
        before = set() if ticking == Ticking.NOBODY else ticked_before
        ticked = [key for key in everyone.values_list("pk", flat=True) if str(key) in before]
        if ticking == Ticking.SHOWN:
            ticked = [*{*ticked, *found.values_list("pk", flat=True)}]
        people = everyone.filter(Q(pk__in=found.values("pk")) | Q(pk__in=ticked))
        return people, ticked

    @property
    def scripted_fields(self):
        return [self[name] for name in self.fields if name not in self.without_script]

    @property
    def unscripted_fields(self):
        return [self[name] for name in self.without_script]


class PersonForm(Refusable, forms.ModelForm):
    class Meta:
        model = Person
        fields = ["last_name", "first_name", "rank", "unit", "employee_number"]
        error_messages = {
            "last_name": {"required": _("Enter the last name.")},
            "first_name": {"required": _("Enter the first name.")},
        }
        help_texts = {
            "unit": _("Such as a shift, a squad or a station. You can filter by it."),
            "employee_number": _("A roster that you import later finds people by it."),
        }
        widgets = {
            name: forms.TextInput(attrs={"autocomplete": "off"})
            for name in ("last_name", "first_name", "rank", "unit")
        } | {"employee_number": forms.TextInput(attrs={"autocomplete": "off", "class": "short"})}


def people_to_tick():
    """People as rows with a box: where they work and whether they are current (`is_current`)."""
    return TickTable(
        caption=_("People on your roster"),
        columns=[
            ListColumn("person", _("Person"), value=str),
            ListColumn("unit", _("Unit and rank"), value=unit_and_rank),
            ListColumn("employee_number", _("Employee no.")),
            ListColumn("training", _("Training"), kind="status", value=current_in_words),
        ],
    )


def unit_and_rank(person):
    return " · ".join(filter(None, [person.unit, person.rank]))


def current_in_words(person):
    return StatusWord("ok", _("Current")) if person.is_current else StatusWord("attention", _("Not current"))


class SessionForm(Refusable, forms.Form):
    """One session for many people; `people` carry `is_current`, `courses` are the state program's."""

    held_on = day_field(_("Held on"), missing=_("Enter the day of the session."))
    courses = forms.ModelMultipleChoiceField(
        Course.objects.none(),
        label=_("Courses completed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one course.")},
    )
    format = forms.ChoiceField(label=_("Kind of session"), choices=Session.Format.choices, widget=forms.RadioSelect)
    trainer = forms.CharField(label=_("Trainer"), max_length=120, required=False)
    sop_version = forms.CharField(
        label=_("SOP version read and acknowledged"),
        max_length=20,
        required=False,
        help_text=_("Leave this empty if the SOP was not part of the session."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("People who took part"),
        widget=people_to_tick(),
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, *args, courses, people, **kwargs):
        super().__init__(*args, **kwargs)
        offer_rows(self, "courses", courses)
        offer_rows(self, "people", people)


class RosterForm(Refusable, forms.Form):
    file = forms.FileField(
        label=_("Roster"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file in UTF-8, up to 500 KB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose the roster's file.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_ROSTER:
            raise ValidationError(_("This file is larger than 500 KB. Split the roster and import it in parts."))
        return file
