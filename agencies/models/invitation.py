"""A colleague who was asked to join an agency and has not answered yet."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.user import OWNERS, Role

TEAM_ROLES = [role for role in Role if OWNERS[role] == "agency"]


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(accepted_at=None)


class Invitation(models.Model):
    """The link in the mail is valid for `VALID_FOR`; an invitation that is taken back is removed."""

    VALID_FOR = timedelta(days=14)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=[(role.value, role.label) for role in TEAM_ROLES])
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "email"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "email"],
                condition=Q(accepted_at=None),
                name="invitation_waits_once_per_email",
                violation_error_message=_("This person has an invitation already."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in TEAM_ROLES]),
                name="invitation_is_to_a_team",
                violation_error_message=_("Invite a coordinator or agency staff."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="invitation_email_in_lower_case",
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
        ]

    def __str__(self):
        return f"{self.email} · {self.agency}"

    @property
    def valid_until(self):
        return self.invited_at + self.VALID_FOR
