"""Agencies that leave kits behind, and the health departments that see the whole."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.place import Jurisdiction
from agencies.models.program import Program
from agencies.retention import Kept


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
        """Agencies that may be expected to leave kits: every one that is neither closed nor left out."""
        return self.exclude(status__in=[Agency.Status.CLOSED, Agency.Status.LEFT_OUT])

    def waiting(self):
        """Agencies that nobody has vouched for yet."""
        return self.filter(status=Agency.Status.WAITING)

    def on_public_list(self):
        """Agencies that take part and did not ask to be left out of the public list."""
        return self.running().taking_part().filter(is_on_public_list=True)

    def taking_part(self):
        """Agencies whose counts go into other people's reports from now on."""
        return self.filter(admitted_on__isnull=False, left_out_on=None)


class Agency(models.Model):
    """An agency that leaves kits. Until somebody vouches for it (`admitted_on`), and once it is left out, all of it
    works, and nothing of it enters anybody else's report."""

    kept = Kept.until("whoever runs the application deletes it", removed_by="whoever runs the application")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting to be confirmed")
        ADMITTED = "admitted", _("Taking part")
        CONFIRMATION_DUE = "confirmation_due", _("Yearly confirmation due")
        OVERDUE = "overdue", _("Yearly confirmation overdue")
        LEFT_OUT = "left_out", _("Left out")
        CLOSED = "closed", _("Closed")

    class AdmittedBy(models.TextChoices):
        GOVERNMENT_DOMAIN = "government_domain", _("Its government e-mail address")
        SUPPLIER = "supplier", _("Its supplier")
        OFFICE = "office", _("The program office")

    class LeftOutBecause(models.TextChoices):
        NOT_AN_AGENCY = "not_an_agency", _("It is not an agency")
        DUPLICATE = "duplicate", _("It is registered twice")
        WITHDRAWN = "withdrawn", _("The program office withdrew it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind of agency"), max_length=20, choices=AgencyKind.choices)
    program = models.ForeignKey(Program, models.PROTECT, related_name="agencies")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agencies")
    also_serves = models.ManyToManyField(Jurisdiction, blank=True, related_name="also_served_by")
    is_registered_oopp = models.BooleanField(_("registered Opioid Overdose Prevention Program"), default=False)
    time_zone = models.CharField(_("time zone"), max_length=60)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.WAITING)
    active_since_on = models.DateField()
    admitted_on = models.DateField(null=True, blank=True)
    admitted_by = models.CharField(max_length=20, choices=AdmittedBy.choices, blank=True)
    vouched_by = models.ForeignKey(
        "agencies.Supplier", models.SET_NULL, null=True, blank=True, related_name="agencies_vouched_for"
    )
    left_out_on = models.DateField(null=True, blank=True)
    left_out_because = models.CharField(max_length=16, choices=LeftOutBecause.choices, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    under = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    under_since_on = models.DateField(null=True, blank=True)
    oopp_number = models.CharField(_("registration number as an OOPP"), max_length=40, blank=True)
    program_director = models.CharField(_("program director"), max_length=120, blank=True)
    clinical_director = models.CharField(_("clinical director"), max_length=120, blank=True)
    ori = models.CharField(_("ORI"), max_length=9, blank=True)
    nemsis_number = models.CharField(_("EMS agency number (NEMSIS)"), max_length=15, blank=True)
    npi = models.CharField(_("NPI"), max_length=10, blank=True)
    help_name = models.CharField(_("whom to ask at a terminal"), max_length=80, blank=True)
    help_phone = models.CharField(_("phone shown on terminals"), max_length=40, blank=True)
    wants_roll_call_line = models.BooleanField(_("a line for roll call every week"), default=True)
    holds_authorization = models.BooleanField(_("holds the authorization to leave kits itself"), default=False)
    is_on_public_list = models.BooleanField(_("on the public list of agencies that take part"), default=True)
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
            ),
            models.CheckConstraint(
                condition=Q(admitted_on=None, admitted_by="") | (Q(admitted_on__isnull=False) & ~Q(admitted_by="")),
                name="agency_admitted_by_somebody",
                violation_error_message=_("An agency that takes part says who confirmed it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting", admitted_on__isnull=False)
                & ~Q(status__in=["admitted", "confirmation_due", "overdue"], admitted_on=None),
                name="agency_takes_part_once_admitted",
                violation_error_message=_("An agency takes part from the day on which it was confirmed."),
            ),
            models.CheckConstraint(
                condition=(Q(left_out_on=None, left_out_because="") & ~Q(status="left_out"))
                | (Q(left_out_on__isnull=False) & ~Q(left_out_because="")),
                name="agency_left_out_for_a_reason",
                violation_error_message=_("An agency is left out on a day and for a reason."),
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False) | (~Q(status="closed") & Q(closed_on=None)),
                name="agency_closed_has_its_day",
                violation_error_message=_("A closed agency, and no other one, has the day on which it closed."),
            ),
            models.CheckConstraint(
                condition=Q(under=None) | ~Q(under=models.F("id")),
                name="agency_is_not_under_itself",
                violation_error_message=_("An agency cannot be its own parent."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def takes_part(self):
        """Its counts go into other people's reports."""
        return self.admitted_on is not None and self.left_out_on is None


class HealthDepartment(models.Model):
    """A state, city or county health department; city and county ones see their own counties."""

    kept = Kept.for_good("published reports name it")

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
    email = models.EmailField(_("e-mail address"), blank=True)
    unlisted_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["name", "slug"]

    def __str__(self):
        return self.name

    @property
    def successor(self):
        """The health department that it was merged into, or itself."""
        return self.merged_into or self

    @property
    def time_zone(self):
        return self.program.time_zone
