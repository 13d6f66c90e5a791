"""What others publish of counties, beside which kits are read: who lives there, who died, and where they lie."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Jurisdiction
from agencies.retention import Kept

FIRST_YEAR, LAST_YEAR = 1990, 2099


class FigureSource(models.Model):
    """Where the figures of a file come from, in the words that a page prints, and the day that they are of."""

    kept = Kept.until("nothing rests on it", removed_by="loading a newer file")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    dated_on = models.DateField()
    is_made_up = models.BooleanField(default=False)

    class Meta:
        ordering = ["-dated_on", "name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="figure_source_has_a_name")]

    def __str__(self) -> str:
        return self.name


class OfCounty(models.Model):
    """One figure of one county and calendar year."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.ForeignKey(FigureSource, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.jurisdiction} · {self.year}"


class CountyResidents(OfCounty):
    """How many people lived in a county in a year."""

    kept = Kept.until("a newer file says it anew", removed_by="load_population")

    residents = models.PositiveIntegerField()

    class Meta:
        ordering = ["jurisdiction", "year"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year"], name="residents_once_per_county_and_year"),
            models.CheckConstraint(condition=Q(residents__gte=1), name="residents_at_least_one"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="residents_of_a_year_of_ours"
            ),
        ]


class CountyDeaths(OfCounty):
    """How many people died of opioids in a county in a year; None where the source does not say it. Never guessed."""

    kept = Kept.until("a newer file says it anew", removed_by="load_deaths")

    deaths = models.PositiveIntegerField(_("opioid deaths"), null=True)

    class Meta:
        ordering = ["jurisdiction", "year"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "year"], name="deaths_once_per_county_and_year"),
            models.CheckConstraint(condition=Q(deaths=None) | Q(deaths__gte=0), name="deaths_not_below_zero"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="deaths_of_a_year_of_ours"
            ),
        ]


class StateFrame(models.Model):
    """How far a state reaches in degrees: the frame in which the outlines of its counties are drawn."""

    kept = Kept.until("a newer file draws it anew", removed_by="load_shapes")

    state = models.CharField(max_length=2, primary_key=True)
    source = models.ForeignKey(FigureSource, models.PROTECT, related_name="+")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        ordering = ["state"]
        constraints = [
            models.CheckConstraint(
                condition=Q(west__lt=models.F("east"), south__lt=models.F("north")), name="frame_reaches_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.state


class CountyOutline(models.Model):
    """The outline of a county as the data of an SVG path, in the units of its state's frame."""

    kept = Kept.until("a newer file draws it anew", removed_by="load_shapes")

    jurisdiction = models.OneToOneField(Jurisdiction, models.CASCADE, primary_key=True, related_name="outline")
    frame = models.ForeignKey(StateFrame, models.CASCADE, related_name="outlines")
    path = models.TextField()

    class Meta:
        ordering = ["jurisdiction"]
        constraints = [models.CheckConstraint(condition=Q(path__startswith="M"), name="outline_is_a_path")]

    def __str__(self) -> str:
        return str(self.jurisdiction)
