"""What others counted of a state program before it used this application: totals over years, beside ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from agencies.models import Program
from agencies.retention import Kept
from agencies.wording import write_number
from lbn.reporting.fold.coarsen import PUBLIC_THRESHOLD
from lbn.reporting.models.evidence import FIRST_YEAR, LAST_YEAR

SMALLEST = PUBLIC_THRESHOLD


class YearSpan(NamedTuple):
    """Whole calendar years, from one to another or the same."""

    first: int
    last: int

    @property
    def words(self) -> str:
        """The years in words: "2018 to 2021", or "2018"."""
        if self.first == self.last:
            return str(self.first)
        return _say("%(first)s to %(last)s") % {"first": self.first, "last": self.last}

    @property
    def years(self) -> Iterable[int]:
        return range(self.first, self.last + 1)


class EarlierFigureQuerySet(models.QuerySet["EarlierFigure"]):
    def of_program(self, program: Program) -> EarlierFigureQuerySet:
        """Those of a program, the earliest years first, in the order in which measures are named."""
        order = [models.When(measure=measure, then=at) for at, measure in enumerate(EarlierFigure.Measure)]
        return self.filter(program=program).order_by("first_year", "last_year", models.Case(*order, default=0), "id")


class EarlierFigure(models.Model):
    """One total of a whole state program over whole years, as somebody outside stated it. It has no place
    within the program, and what counts visits, kits or people is never smaller than what public figures show."""

    kept = Kept.until("the program office takes it back (the trail keeps what it said)", removed_by="its office")

    class Measure(models.TextChoices):
        COUNTIES = "counties", _("Counties and cities taking part")
        AGENCIES = "agencies", _("Agencies taking part")
        VISITS = "visits", _("Visits")
        KITS = "kits", _("Kits left")
        DOSES = "doses", _("Doses")
        PEOPLE = "people", _("People given kits")
        TRAINED = "trained", _("People trained")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="earlier_figures")
    measure = models.CharField(max_length=8, choices=Measure.choices)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    is_estimate = models.BooleanField(default=False)
    said_by = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
    as_of_on = models.DateField(null=True, blank=True)

    objects = EarlierFigureQuerySet.as_manager()

    class Meta:
        ordering = ["first_year", "last_year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR, first_year__lte=F("last_year")),
                name="earlier_figure_is_of_years_in_order",
                violation_error_message=_("The last year is the first year, or a later one."),
            ),
            models.CheckConstraint(
                condition=Q(measure__in=["counties", "agencies"], number__gte=1) | Q(number__gte=SMALLEST),
                name="earlier_figure_is_not_small",
                violation_error_message=_("A total below 20 is not entered: it could point at someone."),
            ),
            models.CheckConstraint(
                condition=~Q(said_by="") & ~Q(source=""),
                name="earlier_figure_has_a_source",
                violation_error_message=_("A figure from before says who stated it, and where."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}, {self.span.words}: {self.number_in_words}"

    @property
    def span(self) -> YearSpan:
        return YearSpan(self.first_year, self.last_year)

    @property
    def number_in_words(self) -> str:
        """The number with its thousands, and with "about" where it is an estimate."""
        number = write_number(self.number)
        return _say("about %(number)s") % {"number": number} if self.is_estimate else number


class EarlierYear(models.Model):
    """A year of a figure from before: the same thing is stated once for a year, so no two spans overlap."""

    kept = Kept.with_its("figure")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    figure = models.ForeignKey(EarlierFigure, models.CASCADE, related_name="in_years")
    program = models.ForeignKey(Program, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=8, choices=EarlierFigure.Measure.choices)
    year = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "measure", "year"],
                name="earlier_year_is_stated_once",
                violation_error_message=_("There is a figure for this year already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} · {self.year}"
