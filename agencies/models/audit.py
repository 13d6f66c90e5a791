"""Who did what, for everything except kits left."""

from uuid import uuid4

from django.db import models
from django.db.models.functions import Now

from agencies.models.agency import Agency
from agencies.models.supplier import Supplier
from agencies.models.user import User


class AuditEvent(models.Model):
    """One row is added for each change and none is ever changed or removed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="audit_events")
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, blank=True, related_name="audit_events")
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.what} {self.subject}"
