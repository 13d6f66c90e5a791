"""What a coordinator said of a day with far more kits than usual: that it is right."""

from uuid import uuid4

from django.db import models

from agencies.models import Agency
from agencies.retention import Kept


class UsualDay(models.Model):
    """The kits of a day that somebody looked at and found right; more than these are asked about again.

    It is kept only as long as the day is asked about: `send_digests` forgets it, see `distributions.actions.usual`.
    """

    kept = Kept.after("its day", days=14, removed_by="the daily send_digests")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="usual_days")
    handed_out_on = models.DateField()
    items = models.PositiveIntegerField()

    class Meta:
        ordering = ["-handed_out_on"]
        constraints = [models.UniqueConstraint(fields=["agency", "handed_out_on"], name="usual_day_once_per_day")]

    def __str__(self):
        return f"{self.handed_out_on}: {self.items}"
