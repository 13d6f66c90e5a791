"""Published reports: frozen, and who took them."""

import hashlib
import json
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import HealthDepartment, ReportingScope, User


class ContentChanged(ValueError):
    """What is stored is not what was published: it may not be shown. Restore it from a backup."""


class IssueQuerySet(models.QuerySet):
    def of_supplier(self, supplier):
        return self.filter(scope__supplier=supplier)

    def of_department(self, department):
        return self.filter(department=department)


class Issue(models.Model):
    """A frozen published report of a scope or of a health department. Its content never changes."""

    class Status(models.TextChoices):
        ISSUED = "issued", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scope = models.ForeignKey(ReportingScope, models.PROTECT, null=True, blank=True, related_name="issues")
    department = models.ForeignKey(HealthDepartment, models.PROTECT, null=True, blank=True, related_name="issues")
    starts_on = models.DateField()
    ends_on = models.DateField()
    issued_on = models.DateField()
    content = models.TextField()
    content_hash = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ISSUED)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-ends_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__isnull=False, department=None) | Q(scope=None, department__isnull=False),
                name="issue_has_one_reader",
                violation_error_message=_("A published report belongs to one scope or one health department."),
            ),
            models.UniqueConstraint(
                fields=["scope", "starts_on", "ends_on"],
                condition=Q(scope__isnull=False),
                name="issue_once_per_scope_and_period",
            ),
            models.UniqueConstraint(
                fields=["department", "starts_on", "ends_on"],
                condition=Q(department__isnull=False),
                name="issue_once_per_department_and_period",
            ),
        ]

    def __str__(self):
        return f"{self.scope or self.department} · {self.starts_on} to {self.ends_on}"

    @property
    def is_withdrawn(self):
        return self.status == self.Status.WITHDRAWN

    def read(self):
        """Return the content as plain data; raises `ContentChanged` where it is not what was published."""
        if hashlib.sha256(self.content.encode()).hexdigest() != self.content_hash:
            raise ContentChanged(f"The stored content of published report {self.pk} was changed after publishing.")
        return json.loads(self.content)


class Download(models.Model):
    """Who took which published report, in which format, on which day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="downloads")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    format = models.CharField(max_length=8)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "id"]

    def __str__(self):
        return f"{self.issue_id} {self.format} {self.on}"
