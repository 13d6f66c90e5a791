"""The application of an agency that is not one here yet."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, AgencyKind
from agencies.models.place import Jurisdiction
from agencies.models.program import Program
from agencies.models.supplier import Supplier


class Registration(models.Model):
    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Waiting for e-mail confirmation")
        CONFIRMED = "confirmed", _("Confirmed")
        DUPLICATE = "duplicate", _("Registered already")
        NOT_AN_AGENCY = "not_an_agency", _("Not an agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.PROTECT, related_name="registrations")
    agency_name = models.CharField(_("name of your agency"), max_length=160)
    kind = models.CharField(_("kind of agency"), max_length=20, choices=AgencyKind.choices)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name=_("county"))
    is_registered_oopp = models.BooleanField(
        _("our agency is itself a registered Opioid Overdose Prevention Program"), default=False
    )
    coordinator_name = models.CharField(_("your name"), max_length=120)
    coordinator_email = models.EmailField(_("your work e-mail address"))
    coordinator_phone = models.CharField(_("your work phone"), max_length=40, blank=True)
    supplier = models.ForeignKey(
        Supplier,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("supplier"),
    )
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.SUBMITTED)
    submitted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    agency = models.OneToOneField(Agency, models.SET_NULL, null=True, blank=True, related_name="registration")

    class Meta:
        ordering = ["-submitted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="confirmed", confirmed_at__isnull=False)
                | (~Q(status="confirmed") & Q(confirmed_at=None)),
                name="registration_confirmed_has_its_instant",
                violation_error_message=_("Only a confirmed registration has an instant of confirmation."),
            )
        ]

    def __str__(self):
        return self.agency_name
