"""When an agency was closed, or left out of reports, for a time."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.retention import Kept


class Closure(models.Model):
    """The agency closed on one day and opened again on another; or it was left out, and let back (`was_left_out`).

    While it lasts, `Agency.closed_on` or `Agency.left_out_on` says so.
    """

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="closures")
    closed_on = models.DateField()
    reopened_on = models.DateField()
    was_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["closed_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reopened_on__gte=F("closed_on")),
                name="closure_ends_after_it_begins",
                violation_error_message=_("An agency cannot open again before it closed."),
            )
        ]

    def __str__(self):
        return f"{self.agency} · {self.closed_on} to {self.reopened_on}"
