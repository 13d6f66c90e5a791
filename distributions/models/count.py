"""Kits left, as counts and nothing else: no hour, person, terminal, location, lot, text, or row for a single act."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Jurisdiction, ReportingScope
from distributions.querysets import DailyCountQuerySet, SubmissionKeyQuerySet
from inventory.models import Item


class Precision(models.TextChoices):
    DAY = "day", _("Day")
    MONTH = "month", _("Month")


class DailyCount(models.Model):
    """How often, and how many, were left on one day (or in one month) in one place. See `docs/privacy.md`."""

    KEY = (
        "agency_id",
        "scope_id",
        "handed_out_on",
        "precision",
        "posted_month",
        "jurisdiction_id",
        "zip_code",
        "item_id",
    )

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="daily_counts")
    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="daily_counts")
    handed_out_on = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices)
    posted_month = models.DateField()
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    zip_code = models.CharField(max_length=5, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    handouts = models.PositiveIntegerField()
    items = models.PositiveIntegerField()
    people_trained = models.PositiveIntegerField()

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        ordering = ["handed_out_on", "jurisdiction", "zip_code", "item"]
        indexes = [
            models.Index(
                fields=["scope", "posted_month", "jurisdiction", "zip_code"],
                include=["item", "agency", "handouts", "items", "people_trained"],
                name="count_scope_month_place",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "agency",
                    "handed_out_on",
                    "posted_month",
                    "scope",
                    "precision",
                    "jurisdiction",
                    "zip_code",
                    "item",
                ],
                name="count_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(handouts__gte=0, handouts__lte=F("items"), people_trained__gte=0),
                name="count_handouts_within_items",
                violation_error_message=_("A count cannot have more times than kits, nor fall below nothing."),
            ),
            models.CheckConstraint(
                condition=Q(zip_code="") | Q(zip_code__regex=r"^[0-9]{5}$"),
                name="count_zip_is_five_digits_or_none",
                violation_error_message=_("Enter the five digits of the ZIP code."),
            ),
        ]

    def __str__(self):
        return f"{self.handed_out_on} {self.zip_code or self.jurisdiction_id}: {self.items}"


class SubmissionKey(models.Model):
    """An entry's uuid, claimed in the transaction that counts it, so that it is counted once. No way leads from it
    to a count."""

    pk = models.CompositePrimaryKey("agency_id", "uuid")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    uuid = models.UUIDField()
    received_month = models.DateField()

    objects = SubmissionKeyQuerySet.as_manager()

    def __str__(self):
        return str(self.uuid)
