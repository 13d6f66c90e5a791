"""Somebody who was asked to take a role and has not answered yet."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.user import OWNERS, Membership, OwnedRole
from agencies.retention import Kept


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(accepted_at=None)


class Invitation(OwnedRole):
    """The link in the mail is valid for `VALID_FOR`; an invitation that is taken back is removed.

    Whoever hands over is `succeeds`: that membership ends when the invitation is accepted.
    """

    kept = Kept.with_its("organization")

    VALID_FOR = timedelta(days=14)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    succeeds = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="successors")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["email", "id"]
        constraints = [
            *OwnedRole.Meta.constraints,
            *[
                models.UniqueConstraint(
                    fields=[owner, "email"],
                    condition=Q(accepted_at=None, **{f"{owner}__isnull": False}),
                    name=f"invitation_waits_once_per_{owner}",
                    violation_error_message=_("This person has an invitation already."),
                )
                for owner in sorted(set(OWNERS.values()))
            ],
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_in_lower_case",
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.owner}"

    @property
    def valid_until(self):
        return self.invited_at + self.VALID_FOR
