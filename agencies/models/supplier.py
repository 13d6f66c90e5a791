"""Who furnishes the kits, and to whom."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency
from agencies.models.cadence import Cadence
from agencies.models.program import Program
from agencies.retention import Kept


class SupplierQuerySet(models.QuerySet):
    def furnishing(self):
        """Real suppliers: every one but what stands for none, and those that were merged into another one."""
        return self.exclude(kind__in=Supplier.STAND_INS).filter(merged_into=None)

    def on_list(self):
        """Those that the program office has put on its list."""
        return self.furnishing().filter(listed_on__isnull=False)

    def offered_to(self, agency):
        """Those that an agency may choose: the list, and what it typed in itself."""
        return self.furnishing().filter(Q(listed_on__isnull=False) | Q(typed_in_by=agency))

    def same_as(self, supplier):
        """A supplier, and those that were merged into it."""
        return self.filter(Q(pk=supplier.pk) | Q(merged_into=supplier))


class Supplier(models.Model):
    """A source of kits, on the program office's list or typed in by one agency, whose alone it is then.

    Each program has one row of kind `none`, to which agencies without a supplier belong, and one of kind `waiting`,
    to which those belong that nobody has vouched for.
    """

    kept = Kept.for_good("published reports name it")

    NONE = "none"
    WAITING = "waiting"
    STAND_INS = (NONE, WAITING)

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
    listed_on = models.DateField(null=True, blank=True)
    typed_in_by = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="suppliers_typed_in")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = SupplierQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(kind="none"),
                name="supplier_none_once_per_program",
                violation_error_message=_("This state program has its “no supplier” already."),
            ),
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(kind="waiting"),
                name="supplier_waiting_once_per_program",
                violation_error_message=_("This state program has its “waiting to be confirmed” already."),
            ),
            models.CheckConstraint(
                condition=Q(listed_on=None) | Q(merged_into=None),
                name="supplier_merged_is_not_listed",
                violation_error_message=_("A supplier that was merged into another one is not on the list."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="supplier_is_not_merged_into_itself",
                violation_error_message=_("A supplier cannot be merged into itself."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_none(self):
        return self.kind == self.NONE

    @property
    def is_waiting(self):
        return self.kind == self.WAITING

    @property
    def stands_in(self):
        """It is no supplier: it stands for none, or for not being confirmed yet."""
        return self.kind in self.STAND_INS

    @property
    def is_listed(self):
        return self.listed_on is not None

    @property
    def successor(self):
        """The supplier that it was merged into, or itself."""
        return self.merged_into or self

    @property
    def kind_name(self):
        """What the state program calls suppliers of this kind."""
        return self.program.rules.supplier_kind_name(self.kind)

    @property
    def time_zone(self):
        return self.program.time_zone


class SupplyAgreement(models.Model):
    """An agency gets its kits from a supplier between two days."""

    kept = Kept.with_its("agency")

    class Status(models.TextChoices):
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
    cadence = models.CharField(_("how often it asks for reports"), max_length=10, choices=Cadence.choices, blank=True)
    due_day = models.PositiveSmallIntegerField(_("day of the month on which reports are due"), null=True, blank=True)
    due_day_before = models.PositiveSmallIntegerField(null=True, blank=True)
    due_day_from_on = models.DateField(null=True, blank=True)
    asks_for = models.JSONField(_("figures it asks for"), default=list, blank=True)

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
            models.CheckConstraint(
                condition=Q(due_day=None) | Q(due_day__gte=1, due_day__lte=28),
                name="agreement_due_day_is_in_every_month",
                violation_error_message=_("Choose a day from 1 to 28."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} ← {self.supplier}"
