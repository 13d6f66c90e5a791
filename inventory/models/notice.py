"""Somebody at a terminal says that kits run low."""

from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Location, User
from agencies.retention import Kept


class LowStockNoticeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(settled_on=None)

    def open_for(self, agency):
        """What a coordinator has to settle: the last notice of each location that has an open one, newest first."""
        newer = LowStockNotice.objects.waiting().filter(location=OuterRef("location"), on__gt=OuterRef("on"))
        notices = self.waiting().filter(~Exists(newer), agency=agency)
        return notices.select_related("location").order_by(F("on").desc(), "location__name", "id")


class LowStockNotice(models.Model):
    """Kits run low at a location, told on one day; several tellings of a day are one notice.

    `left` is how many are there by the last telling, None where nobody said. It stays open until a coordinator
    settles it. A day and no hour: a notice must not tell when a crew came by. `settled_by` is who settled it last,
    also while it is open again.
    """

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="low_stock_notices")
    location = models.ForeignKey(Location, models.PROTECT, related_name="low_stock_notices")
    on = models.DateField(_("on"))
    left = models.PositiveSmallIntegerField(_("how many are left"), null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LowStockNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "location"]
        constraints = [
            models.UniqueConstraint(
                fields=["location", "on"],
                name="low_stock_once_a_day_per_location",
                violation_error_message=_("This was told today already."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=models.F("on")),
                name="low_stock_settled_after_told",
                violation_error_message=_("A notice cannot be settled before it was given."),
            ),
        ]

    def __str__(self):
        return f"{self.location} {self.on}"
