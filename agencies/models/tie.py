"""What tied people and organizations to each other and does not any more.

Whoever worked at two organizations while counts were made knows both of them, though they work at one when a report
of the time is published. So what ends is remembered as long as a report can be made of the time when it was so. It
gives no access to anything: pages ask for memberships, and never for these.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.retention import Kept

MONTHS_KEPT = 24
WORKED_AT = [
    Q(user__isnull=False, parent=None, coalition=None)
    & Q(**{f"{name}__isnull": name != owner for name in ("agency", "supplier", "department", "program")})
    for owner in ("agency", "supplier", "department", "program")
]
OF_AN_AGENCY = Q(user=None, supplier=None, department=None, program=None, agency__isnull=False)
WAS_UNDER = OF_AN_AGENCY & Q(parent__isnull=False, coalition=None)
SHOWED_ITS_TOTALS = OF_AN_AGENCY & Q(parent=None, coalition__isnull=False)


class EndedTieQuerySet(models.QuerySet["EndedTie"]):
    def there_since(self, first: date) -> EndedTieQuerySet:
        """Those that were still there on the day `first`, or later."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first))

    def remember(self, hats: Iterable[Any]) -> None:
        """Write down memberships that end now."""
        owners = ("user_id", "agency_id", "supplier_id", "department_id", "program_id")
        self.bulk_create(self.model(**{name: getattr(hat, name) for name in owners}) for hat in hats)

    def date_and_forget(self, day: date) -> None:
        """Let what ended since the last time have ended on `day`, and forget what no report needs any more."""
        self.filter(ended_on=None).update(ended_on=day)
        self.filter(ended_on__lt=day - timedelta(days=31 * MONTHS_KEPT)).delete()


class EndedTie(models.Model):
    """Somebody worked at an organization, or an agency was under another one or in a coalition, until a day.

    The day is that of the next run of `seal_reports`: never earlier than the true one.
    """

    kept = Kept.after("the day on which it ended", months=MONTHS_KEPT, removed_by="`seal_reports`")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.CASCADE, null=True, related_name="+")
    supplier = models.ForeignKey("agencies.Supplier", models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey("agencies.HealthDepartment", models.CASCADE, null=True, related_name="+")
    program = models.ForeignKey("agencies.Program", models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey("agencies.Agency", models.CASCADE, null=True, related_name="+")
    coalition = models.ForeignKey("agencies.Coalition", models.CASCADE, null=True, related_name="+")
    ended_on = models.DateField(null=True)

    objects = EndedTieQuerySet.as_manager()

    class Meta:
        ordering = ["ended_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(*WORKED_AT, WAS_UNDER, SHOWED_ITS_TOTALS, _connector=Q.OR),
                name="ended_tie_of_a_person_or_an_agency",
                violation_error_message=_(
                    "Somebody worked at an organization, or an agency was under another one or in a coalition."
                ),
            )
        ]

    def __str__(self) -> str:
        where = self.coalition or self.parent or self.agency or self.supplier or self.department or self.program
        return f"{self.user or self.agency} · {where} · {self.ended_on or 'today'}"
