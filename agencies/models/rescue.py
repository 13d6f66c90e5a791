"""An agency whose coordinators are gone gets a new one from its program office, slowly and in the open."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.invitation import Invitation
from agencies.models.user import User
from agencies.retention import Kept


class RescueQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(stopped_on=None, invited_on=None)


class Rescue(models.Model):
    """The office asked on `asked_on` that `email` become coordinator. Everybody at the agency is mailed at once; if
    nobody objects, the invitation goes out on `invites_on`."""

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="rescues")
    email = models.EmailField(_("e-mail address"))
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    invites_on = models.DateField()
    stopped_on = models.DateField(null=True, blank=True)
    invited_on = models.DateField(null=True, blank=True)
    invitation = models.ForeignKey(Invitation, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RescueQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(stopped_on=None, invited_on=None),
                name="rescue_waits_once_per_agency",
                violation_error_message=_("A new coordinator is on the way already."),
            ),
            models.CheckConstraint(
                condition=Q(stopped_on=None) | Q(invited_on=None),
                name="rescue_is_stopped_or_done",
                violation_error_message=_("It was stopped, or the invitation went out; not both."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} · {self.email}"
