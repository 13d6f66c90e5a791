"""Agencies that show each other the totals of their closed quarters, each for as long as it agrees."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models.agency import Agency, HealthDepartment
from agencies.models.program import Program
from agencies.retention import Kept


class CoalitionQuerySet(models.QuerySet["Coalition"]):
    def read_by_department(self, department: HealthDepartment) -> CoalitionQuerySet:
        """Those that name a health department itself: what another one was merged into was never agreed to."""
        return self.filter(department=department, ended_on=None)

    def showing(self) -> CoalitionQuerySet:
        """Those in which totals are shown: at least two agencies agree."""
        agreed = Q(members__status=CoalitionMember.Status.AGREED)
        return self.annotate(agreeing=Count("members", filter=agreed)).filter(ended_on=None, agreeing__gte=2)


class Coalition(models.Model):
    """Who would read whose totals: the agencies that it names, and a health department, if it names one.

    Whom it names never changes: whoever agrees knows who reads, and a longer list is another coalition.
    """

    kept = Kept.until("the agency that started it is deleted", removed_by="whoever runs the application")

    MOST = 12  # Agencies, with the one that starts it.

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80)
    started_by = models.ForeignKey(Agency, models.CASCADE, related_name="coalitions_started")
    department = models.ForeignKey(HealthDepartment, models.PROTECT, null=True, related_name="coalitions")
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = CoalitionQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="coalition_ends_after_it_began",
                violation_error_message=_("A coalition cannot end before it began."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reading_department(self) -> HealthDepartment | None:
        """The health department that reads with the agencies: none any more once it was merged into another one."""
        named = self.department
        return named if named and named.merged_into_id is None else None


class CoalitionMemberQuerySet(models.QuerySet["CoalitionMember"]):
    def in_force(self) -> CoalitionMemberQuerySet:
        """Those whose agency shows its totals now."""
        return self.filter(status=CoalitionMember.Status.AGREED, coalition__ended_on=None)

    def in_program(self, program: Program) -> CoalitionMemberQuerySet:
        return self.filter(agency__program=program)

    def asked_of(self, agency: Agency) -> CoalitionMemberQuerySet:
        """The questions that wait for an agency, the oldest first, with who asks."""
        waiting = self.filter(agency=agency, status=CoalitionMember.Status.ASKED, coalition__ended_on=None)
        return waiting.select_related("coalition__started_by").order_by("since_on", "id")


class CoalitionMember(models.Model):
    """An agency that a coalition names: whether it agrees, and since which day it says what it says."""

    kept = Kept.with_its("agency")

    class Status(models.TextChoices):
        ASKED = "asked", _("Has not answered")
        AGREED = "agreed", _("Agrees")
        DECLINED = "declined", _("Declined")
        LEFT = "left", _("Has taken back its agreement")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    coalition = models.ForeignKey(Coalition, models.CASCADE, related_name="members")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="coalition_members")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ASKED)
    since_on = models.DateField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CoalitionMemberQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "agency"],
                name="coalition_names_an_agency_once",
                violation_error_message=_("This agency is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coalition} · {self.agency}"

    @property
    def organizations(self) -> dict[str, Any]:
        """Whom it concerns, by the names of `record`."""
        return {"agency": self.agency, "department": self.coalition.reading_department}
