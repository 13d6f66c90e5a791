"""What a coordinator may tell about a month beside the kits left: four figures and nothing else."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.retention import Kept

TALLIES = ("overdose_responses", "declined", "none_on_hand", "reported_used")


class MonthlyTallyQuerySet(models.QuerySet["MonthlyTally"]):
    def of(self, agency):
        return self.filter(agency=agency)

    def between(self, first, last):
        """Those of the months from `first` to `last`, both firsts of months."""
        return self.filter(month__gte=first, month__lte=last)

    def by_month(self):
        """Return {first day of the month: tally}."""
        return {tally.month: tally for tally in self}


class MonthlyTally(models.Model):
    """How often in one month the agency responded to an overdose, kits were offered and declined, or none was at
    hand, and how many were reported used.

    None is not told, 0 is none. `month` is the first day of the month.
    """

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="monthly_tallies")
    month = models.DateField()
    overdose_responses = models.PositiveIntegerField(_("overdose responses"), null=True, blank=True)
    declined = models.PositiveIntegerField(_("offered and declined"), null=True, blank=True)
    none_on_hand = models.PositiveIntegerField(_("none on hand"), null=True, blank=True)
    reported_used = models.PositiveIntegerField(_("kits reported used"), null=True, blank=True)

    objects = MonthlyTallyQuerySet.as_manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "month"],
                name="tally_once_per_month",
                violation_error_message=_("This month has its tallies already."),
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="tally_month_is_its_first_day",
                violation_error_message=_("A month is named by its first day."),
            ),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m}"
