"""That an agency sent an order to its supplier: when, for how much, and what went along."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from agencies.retention import Kept
from lbn.reporting.models.statement import Statement


class SentOrderQuerySet(models.QuerySet):
    def of(self, agency):
        """Those of an agency, newest first."""
        return self.filter(agency=agency).order_by("-sent_on", "-id")


class SentOrder(models.Model):
    """The agency sends it by itself and says so here. `papers` are the versions of the documents that went along, by
    slug; `statement` are the figures on its form."""

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="sent_orders")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="sent_orders")
    sent_on = models.DateField()
    units = models.PositiveIntegerField()
    is_recurring = models.BooleanField(default=False)
    papers = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = SentOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(units__gt=0),
                name="sent_order_asks_for_something",
                violation_error_message=_("An order asks for at least one unit."),
            ),
            models.UniqueConstraint(
                fields=["agency", "sent_on", "units"],
                name="sent_order_once_a_day",
                violation_error_message=_("This order is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.agency} · {self.sent_on} · {self.units}"
