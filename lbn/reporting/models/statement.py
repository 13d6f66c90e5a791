"""Figures for a recipient who asks at no fixed time, such as with a new order."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from agencies.retention import Kept
from lbn.reporting.documents import StatementFigures
from lbn.reporting.models.frozen import Frozen


class StatementQuerySet(models.QuerySet):
    def of(self, agency, profile):
        """Those that `agency` made for one reporting profile (its slug), newest first."""
        return self.filter(agency=agency, profile=profile).order_by("-ends_on")


class Statement(Frozen):
    """An agency's figures, frozen, for one reporting profile of its state program: over whole closed months, or up to
    the day of a new order."""

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="statements")
    profile = models.CharField(max_length=50)
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_on = models.DateField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-ends_on", "profile"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "profile", "ends_on"],
                name="statement_once_per_profile_and_month",
                violation_error_message=_("There are figures up to this month already."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="statement_begins_before_it_ends",
                violation_error_message=_("Figures end on or after the day on which they begin."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} · {self.profile} · {self.starts_on} to {self.ends_on}"

    def read(self) -> StatementFigures:
        """Return the figures as they were made; raises `ContentChanged` where what is stored is something else."""
        return self.read_as(StatementFigures)
