"""Who furnishes the kits, and to whom."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.program import Program


class SupplierQuerySet(models.QuerySet):
    def furnishing(self):
        """Real suppliers: every one but a program's "no supplier"."""
        return self.exclude(kind=Supplier.NONE)


class Supplier(models.Model):
    """A source of kits. Each program has one row of kind `none`, to which agencies without a supplier belong."""

    NONE = "none"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    program = models.ForeignKey(Program, models.PROTECT, related_name="suppliers")
    kind = models.CharField(_("kind of supplier"), max_length=40)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    units_per_case = models.PositiveSmallIntegerField(_("kits in a case"), default=1)
    lead_days = models.PositiveSmallIntegerField(_("days from request to delivery"), default=14)
    paused_note = models.CharField(_("why orders are paused"), max_length=200, blank=True)

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(kind="none"),
                name="supplier_none_once_per_program",
                violation_error_message=_("This state program has its “no supplier” already."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_none(self):
        return self.kind == self.NONE

    @property
    def kind_name(self):
        """What the state program calls suppliers of this kind."""
        return self.program.rules.supplier_kind_name(self.kind)

    @property
    def time_zone(self):
        return self.program.time_zone


class SupplyAgreement(models.Model):
    """An agency gets its kits from a supplier between two days."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACTIVE = "active", _("Active")
        DECLINED = "declined", _("Declined")
        ENDED = "ended", _("Ended")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="agreements")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="agreements")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    recorded_by_agency = models.BooleanField(default=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(status="active"),
                name="agreement_one_active_per_agency",
                violation_error_message=_("End the agreement with the present supplier first."),
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="agreement_ends_after_it_begins",
                violation_error_message=_("An agreement cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} ← {self.supplier}"
