"""The application of an agency that is not one here yet."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, AgencyKind
from agencies.models.place import Jurisdiction
from agencies.models.program import Program
from agencies.models.supplier import Supplier
from agencies.retention import Kept


class RegistrationQuerySet(models.QuerySet):
    def in_program(self, program):
        return self.filter(program=program)

    def waiting(self):
        """Those that nobody has confirmed or closed."""
        return self.filter(status=Registration.Status.SUBMITTED)


class Registration(models.Model):
    """The link in the mail is valid for `VALID_FOR`. A supplier not known here is named by name and kind."""

    kept = Kept.after("it was sent, where nobody confirmed it", months=12)

    VALID_FOR = timedelta(days=14)

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
    supplier_name = models.CharField(_("name of your supplier"), max_length=160, blank=True)
    supplier_kind = models.CharField(_("kind of supplier"), max_length=40, blank=True)
    pathway = models.CharField(_("recommended way to a supplier"), max_length=40, blank=True)
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.SUBMITTED)
    submitted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    agency = models.OneToOneField(Agency, models.SET_NULL, null=True, blank=True, related_name="registration")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="confirmed", confirmed_at=None)
                & ~Q(status="submitted", confirmed_at__isnull=False),
                name="registration_confirmed_has_its_instant",
                violation_error_message=_("A confirmed registration, and no waiting one, has its instant."),
            ),
            models.UniqueConstraint(
                Lower("agency_name"),
                "program",
                "jurisdiction",
                "coordinator_email",
                condition=Q(status="submitted"),
                name="registration_waits_once_per_person",
                violation_error_message=_("You have registered this agency already: look into your mailbox."),
            ),
            models.CheckConstraint(
                condition=Q(supplier=None) | Q(supplier_name=""),
                name="registration_names_one_supplier",
                violation_error_message=_("Choose a supplier from the list or name another one, not both."),
            ),
        ]

    def __str__(self):
        return self.agency_name

    @property
    def valid_until(self):
        return self.submitted_at + self.VALID_FOR
