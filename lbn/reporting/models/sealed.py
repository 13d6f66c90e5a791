"""What later reports are folded from and beside: counts of sealed periods, and which places a published row holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from agencies.models import Agency, Jurisdiction, ReportingScope
from agencies.retention import Kept
from inventory.models import Item
from lbn.reporting.models.issue import Issue


class SealedQuerySet(models.QuerySet[Any]):
    def posted_in(self, scopes: Iterable[ReportingScope | int | None], first: date, last: date) -> SealedQuerySet:
        """Those of some scopes, or of their ids, posted from `first` to `last`, both firsts of months."""
        return self.filter(scope__in=list(scopes), posted_month__gte=first, posted_month__lte=last)


class SealedCount(models.Model):
    """The naloxone of a sealed period by agency, place and posting month: added up once, as it is sealed.

    Reports of an area and of years are folded from these, so that they cost the same however long the log is. It
    never leaves the application: no page and no file shows a row of it.
    """

    kept = Kept.for_good("the year is folded from it, beside its quarters")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="sealed_counts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sealed_counts")
    posted_month = models.DateField()
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    zip_code = models.CharField(max_length=5, blank=True)
    handouts = models.PositiveIntegerField()
    kits = models.PositiveIntegerField()
    doses = models.PositiveIntegerField()

    objects = SealedQuerySet.as_manager()

    class Meta:
        ordering = ["scope", "posted_month", "jurisdiction", "zip_code", "agency"]
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "posted_month", "jurisdiction", "zip_code", "agency"],
                name="sealed_count_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(zip_code="") | Q(zip_code__regex=r"^[0-9]{5}$"),
                name="sealed_count_zip_is_five_digits_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope_id} {self.posted_month:%Y-%m}"


class SealedItems(models.Model):
    """What was left beside naloxone in a sealed period, by agency, kind of item and posting month: added up once, as
    it is sealed. No place is in it, and no page and no file shows a row of it."""

    kept = Kept.for_good("what an area is told of other items is added up from it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="sealed_items")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sealed_items")
    posted_month = models.DateField()
    kind = models.CharField(max_length=16, choices=Item.Kind.choices)
    handouts = models.PositiveIntegerField()
    items = models.PositiveIntegerField()

    objects = SealedQuerySet.as_manager()

    class Meta:
        ordering = ["scope", "posted_month", "kind", "agency"]
        verbose_name_plural = "sealed items"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "posted_month", "kind", "agency"], name="sealed_items_once_per_key"
            ),
            models.CheckConstraint(condition=~Q(kind=Item.Kind.NALOXONE_KIT), name="sealed_items_are_other_items"),
        ]

    def __str__(self) -> str:
        return f"{self.scope_id} {self.posted_month:%Y-%m} {self.kind}"


class PlaceMembersQuerySet(models.QuerySet["PlaceMembers"]):
    def drawn_otherwise(self, year: int, key_id: str) -> PlaceMembersQuerySet:
        """Those of reports of a year whose rows were drawn with another key."""
        return self.filter(issue__starts_on__year=year).exclude(key_id=key_id)


class PlaceMembers(models.Model):
    """Which places each row of a published report holds: {label of the row: ZIP codes, or "county " and its key}, and
    the name of the key with which it was drawn what joins; and which sources each insider knew then ("agency
    supplier", by their ids).

    It is never published. Later reports of the same readers are folded beside these rows, withdrawn ones too.
    """

    kept = Kept.for_good("later reports are folded beside what was published")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    issue = models.OneToOneField(Issue, models.PROTECT, related_name="members")
    rows: models.JSONField[Any, Any] = models.JSONField()
    insiders: models.JSONField[Any, Any] = models.JSONField(default=list)
    key_id = models.CharField(max_length=12)

    objects = PlaceMembersQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "place members"

    def __str__(self) -> str:
        return str(self.issue_id)

    @classmethod
    def keep(
        cls,
        issue: Issue,
        members: Mapping[str, frozenset[str]],
        *,
        insiders: Iterable[frozenset[str]],
        key_id: str,
    ) -> PlaceMembers:
        """Write down the members of a report that was published just now, and whom it was folded for."""
        rows = {label: sorted(spots) for label, spots in members.items()}
        return cls.objects.create(issue=issue, rows=rows, insiders=[sorted(one) for one in insiders], key_id=key_id)

    @property
    def spots_by_row(self) -> dict[str, frozenset[str]]:
        return {label: frozenset(spots) for label, spots in self.rows.items()}
