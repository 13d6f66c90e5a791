"""Agencies that leave kits behind, and the health departments that see the whole."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models.place import Jurisdiction
from agencies.models.program import Program


class AgencyKind(models.TextChoices):
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    EMS = "ems", _("EMS")
    FIRE = "fire", _("Fire")
    SECURITY = "security", _("Security")
    PROBATION = "probation", _("Probation")
    CORRECTIONS = "corrections", _("Corrections")
    SPECIALTY_POLICE = "specialty_police", _("Specialty police")
    MILITARY = "military", _("Military")
    COMMUNITY = "community", _("Community organization")


class AgencyQuerySet(models.QuerySet):
    def in_program(self, program):
        return self.filter(program=program)

    def running(self):
        """Agencies that may be expected to leave kits: every one that is not closed."""
        return self.exclude(status=Agency.Status.CLOSED)


class Agency(models.Model):
    class Status(models.TextChoices):
        PROVISIONAL = "provisional", _("Provisional")
        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind of agency"), max_length=20, choices=AgencyKind.choices)
    program = models.ForeignKey(Program, models.PROTECT, related_name="agencies")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agencies")
    also_serves = models.ManyToManyField(Jurisdiction, blank=True, related_name="also_served_by")
    is_registered_oopp = models.BooleanField(_("registered Opioid Overdose Prevention Program"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=60)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    active_since_on = models.DateField()
    wants_roll_call_line = models.BooleanField(_("a line for roll call every week"), default=True)
    main_location = models.ForeignKey(
        "agencies.Location", models.PROTECT, null=True, blank=True, related_name="main_location_of"
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "jurisdiction", "name"],
                name="agency_name_once_per_county",
                violation_error_message=_("An agency with this name is registered in this county already."),
            )
        ]

    def __str__(self):
        return self.name


class HealthDepartment(models.Model):
    """A state, city or county health department; city and county ones see their own counties."""

    class Level(models.TextChoices):
        STATE = "state", _("State")
        CITY = "city", _("City")
        COUNTY = "county", _("County")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    level = models.CharField(max_length=8, choices=Level.choices)
    program = models.ForeignKey(Program, models.PROTECT, related_name="departments")
    jurisdictions = models.ManyToManyField(Jurisdiction, blank=True, related_name="departments")

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self):
        return self.name

    @property
    def time_zone(self):
        return self.program.time_zone
