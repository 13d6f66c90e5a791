"""Suppliers that are one organization with a health department or an agency."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, HealthDepartment
from agencies.models.supplier import Supplier
from agencies.retention import Kept


class SameOrganizationQuerySet(models.QuerySet["SameOrganization"]):
    def in_force(self) -> SameOrganizationQuerySet:
        return self.filter(ended_on=None)

    def there_since(self, first: date) -> SameOrganizationQuerySet:
        """Those that were still in force on the day `first`, or later."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first))

    def of_supplier(self, supplier: Supplier) -> SameOrganizationQuerySet:
        """Those in force of a supplier and of what was merged into it, with what they name."""
        mine = self.in_force().filter(supplier__in=Supplier.objects.same_as(supplier))
        return mine.select_related("department__merged_into", "agency__jurisdiction")


class SameOrganization(models.Model):
    """The program office states that a supplier is one organization with a health department or an agency, such as a
    county that furnishes kits and reads reports: what the one knows, the other knows. It opens nothing to anybody."""

    kept = Kept.for_good("reports of the time take into account what both know")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, models.CASCADE, related_name="same_organizations")
    department = models.ForeignKey(HealthDepartment, models.CASCADE, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    stated_on = models.DateField()
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_on = models.DateField(null=True)

    objects = SameOrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["stated_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department=None, agency__isnull=False) | Q(department__isnull=False, agency=None),
                name="same_organization_names_one",
                violation_error_message=_("A supplier is one with a health department or with an agency."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("stated_on")),
                name="same_organization_ends_after_it_begins",
                violation_error_message=_("This cannot end before it began."),
            ),
            *[
                models.UniqueConstraint(
                    fields=["supplier", other],
                    condition=Q(ended_on=None, **{f"{other}__isnull": False}),
                    name=f"same_organization_once_per_{other}",
                    violation_error_message=_("This is stated already."),
                )
                for other in ("department", "agency")
            ],
        ]

    def __str__(self) -> str:
        return f"{self.supplier} = {self.other}"

    def with_the_same(self) -> list[SameOrganization]:
        """This and what else in force says the same: of what was merged into the supplier, or into the department."""
        mine = SameOrganization.objects.of_supplier(self.supplier.successor)
        return [one for one in mine if one.other == self.other]

    @property
    def other(self) -> HealthDepartment | Agency:
        """The agency, or the health department: of one that was merged, that which it was merged into."""
        found = self.department.successor if self.department else self.agency
        assert found is not None
        return found
