"""Who did what, for everything except kits left."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from agencies.models.agency import Agency, HealthDepartment
from agencies.models.audit_codes import AuditCode
from agencies.models.audit_desks import LINKS_OF_REPORTS, PEOPLE_OF_AN_AGENCY, TrailDesk, desks_of
from agencies.models.program import Program
from agencies.models.supplier import Supplier
from agencies.models.user import User
from agencies.retention import Kept


class AuditEventQuerySet(models.QuerySet):
    def at(self, desk: TrailDesk) -> AuditEventQuerySet:
        """Those that may be read at a desk."""
        return self.filter(what__in=[code for code in AuditCode if desk in desks_of(code)])

    def of_agency(self, agency: Agency) -> AuditEventQuerySet:
        """What happened at an agency, for its own eyes."""
        return self.filter(agency=agency)

    def of_supplier(self, supplier: Supplier) -> AuditEventQuerySet:
        """What a supplier may read: its own people and list entry, and its agencies' supply and reports."""
        same = Supplier.objects.same_as(supplier)
        return self.filter(supplier__in=same).at(TrailDesk.SUPPLIER)

    def of_department(self, department: HealthDepartment) -> AuditEventQuerySet:
        """What a health department may read: its own people and list entry."""
        return self.filter(Q(department=department) | Q(department__merged_into=department)).at(TrailDesk.DEPARTMENT)

    def of_office(self, program: Program) -> AuditEventQuerySet:
        """What a program office may read: everything of its program but what happens inside an agency, and that
        others gave their reports away."""
        ours = (
            Q(program=program)
            | Q(agency__program=program)
            | Q(supplier__program=program)
            | Q(department__program=program)
        )
        found = self.filter(ours).at(TrailDesk.OFFICE)
        found = found.exclude(what__in=PEOPLE_OF_AN_AGENCY, agency__isnull=False)
        return found.exclude(what__in=LINKS_OF_REPORTS, program=None)

    def of_row(self, row: models.Model) -> AuditEventQuerySet:
        """The trail of one thing, newest first."""
        return self.filter(row=row.pk)


class AuditEvent(models.Model):
    """One row is added for each change and none is ever changed or removed.

    `row` is the key of what it happened to, so that a page can show the trail of one thing.
    """

    kept = Kept.for_good("a trail is never changed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=60, choices=AuditCode.choices)
    subject = models.CharField(max_length=200)
    row = models.UUIDField(null=True, blank=True, db_index=True)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, blank=True, related_name="audit_events")
    supplier = models.ForeignKey(Supplier, models.CASCADE, null=True, blank=True, related_name="audit_events")
    department = models.ForeignKey(
        HealthDepartment, models.CASCADE, null=True, blank=True, related_name="audit_events"
    )
    program = models.ForeignKey(Program, models.CASCADE, null=True, blank=True, related_name="audit_events")
    details = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {self.what} {self.subject}"
