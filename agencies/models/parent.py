"""An agency that asked to be under another one, or was asked by it, and has no answer yet."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.retention import Kept


class ParentRequest(models.Model):
    """`agency` asks to be under `parent`. The row goes with the answer; what stays is `Agency.under`."""

    kept = Kept.until("it is answered or taken back", removed_by="whoever answers it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="parent_requests")
    parent = models.ForeignKey(Agency, models.CASCADE, related_name="child_requests")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                name="parent_request_one_at_a_time",
                violation_error_message=_("Your agency has asked already: take that back first."),
            ),
            models.CheckConstraint(
                condition=~models.Q(agency=models.F("parent")),
                name="parent_request_to_another_agency",
                violation_error_message=_("An agency cannot be its own parent."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} → {self.parent}"


class ChildInvitation(models.Model):
    """`parent` asks `agency` to be under it. Only `agency` can accept; the row goes with its answer."""

    kept = Kept.until("it is answered or withdrawn", removed_by="whoever answers it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    parent = models.ForeignKey(Agency, models.CASCADE, related_name="sent_child_invitations")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="parent_invitations")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "agency"],
                name="child_invitation_once",
                violation_error_message=_("This agency is asked already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(agency=models.F("parent")),
                name="child_invitation_to_another_agency",
                violation_error_message=_("An agency cannot be its own parent."),
            ),
        ]

    def __str__(self):
        return f"{self.parent} → {self.agency}"
