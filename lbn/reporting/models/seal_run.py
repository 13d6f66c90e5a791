"""When `seal_reports` ran last."""

from django.db import models

from agencies.models import Program
from agencies.retention import Kept


class SealRun(models.Model):
    """The day for which `seal_reports` was last run for a program, where the program is. A run that was refused is
    not in it."""

    kept = Kept.until("the next run", removed_by="`seal_reports`")

    program = models.OneToOneField(Program, models.CASCADE, primary_key=True, related_name="seal_run")
    on = models.DateField()

    def __str__(self):
        return f"{self.program} · {self.on}"
