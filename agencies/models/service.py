"""Where people find help near them: a directory that a program loads from a file."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models.place import Jurisdiction
from agencies.models.program import Program
from agencies.retention import Kept


class LocalServiceQuerySet(models.QuerySet["LocalService"]):
    def in_directory(self, program: Program) -> "LocalServiceQuerySet":
        """A program's services by county and name, those of the whole state last."""
        found = self.filter(program=program).select_related("jurisdiction")
        return found.order_by(models.F("jurisdiction__name").asc(nulls_last=True), "kind", "name", "town", "address")


class LocalService(models.Model):
    """A place or line that helps, open to anyone: where naloxone is refilled, what treats, whom to call.

    Without a `jurisdiction` it serves the whole state. `checked_on` is when somebody last made sure that it is so.
    """

    kept = Kept.until("the next file of its program is loaded without it", removed_by="load_services")

    class Kind(models.TextChoices):
        REFILL = "refill", _("Refills naloxone")
        HARM_REDUCTION = "harm_reduction", _("Harm reduction")
        TREATMENT = "treatment", _("Treatment")
        CRISIS_LINE = "crisis_line", _("Someone to call")
        OTHER = "other", _("Other help")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, models.CASCADE, related_name="services")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=160)
    address = models.CharField(max_length=160, blank=True)
    town = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    website = models.URLField(blank=True)
    opening = models.CharField(max_length=120, blank=True)
    about = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    objects = LocalServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "jurisdiction", "kind", "name", "address", "town"],
                name="local_service_once_per_county",
                violation_error_message=_("This service is there twice."),
            ),
            models.UniqueConstraint(
                fields=["program", "kind", "name", "address", "town"],
                condition=Q(jurisdiction=None),
                name="local_service_once_per_state",
                violation_error_message=_("This service is there twice."),
            ),
            models.CheckConstraint(
                condition=~Q(address="", phone="", website=""),
                name="local_service_can_be_reached",
                violation_error_message=_("Give an address, a phone or a website."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
