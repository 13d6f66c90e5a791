"""The ledger: what came and went by hand, what the log used, what is there.

For each location and lot, level = sum of movements + sum of late use - sum of use, moved in one transaction and
proved by `check_ledger`. Use, late use and shortfall are counters by month: which day, place or person a kit went to
is not here.
"""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Location, User
from agencies.retention import Kept
from inventory.models.entry import LedgerEntry
from inventory.models.item import Item, Lot


class StockMovement(models.Model):
    """Append-only but for `is_void`: everything that changes stock except kits left.

    `is_void` says that its entry was taken back, or took another one back: the two cancel out. `settles` names the
    count whose difference it explains, where what was put right had been counted since.
    """

    kept = Kept.with_its("agency")

    class Reason(models.TextChoices):
        OPENING = "opening", _("Opening count")
        RECEIVED = "received", _("Received")
        MOVED = "moved", _("Moved to another location")
        COUNTED = "counted", _("Difference found by a count")
        EXPIRED = "expired", _("Expired")
        DAMAGED = "damaged", _("Damaged")
        LOST = "lost", _("Lost")
        RETURNED = "returned", _("Returned to the supplier")
        TRAINING = "training", _("Used in training")
        NOT_LOGGED = "not_logged", _("Left with people, not logged")
        CORRECTED = "corrected", _("Corrections to earlier periods")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="stock_movements")
    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="movements")
    is_void = models.BooleanField(default=False)
    settles = models.ForeignKey(LedgerEntry, models.PROTECT, null=True, related_name="settled_by")
    location = models.ForeignKey(Location, models.PROTECT, related_name="stock_movements")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="movements")
    quantity = models.IntegerField(_("quantity"))
    reason = models.CharField(max_length=10, choices=Reason.choices)
    on = models.DateField(_("on"))
    stated_on = models.DateField(_("day it really happened"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "reason", "id"]
        indexes = [models.Index(fields=["agency", "location", "on"], name="movement_agency_location_on")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(quantity=0),
                name="movement_moves_something",
                violation_error_message=_("A movement of nothing is no movement."),
            ),
            models.CheckConstraint(
                condition=Q(stated_on__lte=F("on")),
                name="movement_not_dated_before_it_happened",
                violation_error_message=_("A movement cannot be dated before the day it happened."),
            ),
        ]

    def __str__(self):
        return f"{self.quantity:+d} {self.lot} {self.location} {self.on}"


class StockUse(models.Model):
    """Kits of a lot at a location that the log took in a posting month. Signed: corrections may lead below 0."""

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="stock_use")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="use")
    posted_month = models.DateField()
    quantity = models.IntegerField()

    class Meta:
        ordering = ["posted_month", "location", "lot"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "location", "lot", "posted_month"], name="use_once_per_lot_and_month"
            )
        ]

    def __str__(self):
        return f"{self.quantity} {self.lot} {self.location} {self.posted_month:%Y-%m}"


class LateUseQuerySet(models.QuerySet["LateUse"]):
    def corrections(self):
        """Those that take back, in an open month, what a closed one has: of a count that was taken back in theirs."""
        return self.filter(IS_CORRECTION)


# Of what was taken back in an open month nothing else is left.
IS_CORRECTION = Q(
    count__reversed_by__on__year=F("posted_month__year"), count__reversed_by__on__month=F("posted_month__month")
)


class LateUse(models.Model):
    """Kits of a lot that were left before a count and logged after it, by posting month. Signed.

    The count found them gone: they explain its difference, and are not taken from what lies there once more. Which
    count that was tells before which day they were left, so it is kept as long as the days of the log. Where the
    count is taken back they are taken, and a month that is closed keeps them: the month in which that is done has
    them below 0, under "corrections to earlier periods".
    """

    kept = Kept.after("its period is sealed; then the month is kept", days=60)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="late_use")
    count = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="late_use")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="late_use")
    posted_month = models.DateField()
    quantity = models.IntegerField()

    objects = LateUseQuerySet.as_manager()

    class Meta:
        ordering = ["posted_month", "location", "lot"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "count", "location", "lot", "posted_month"], name="late_use_once_per_lot_and_month"
            )
        ]

    def __str__(self):
        return f"{self.quantity} {self.lot} {self.location} {self.posted_month:%Y-%m}"


class Shortfall(models.Model):
    """Kits the log counted at a location that its stock did not cover, by posting month. Signed."""

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="shortfalls")
    location = models.ForeignKey(Location, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    posted_month = models.DateField()
    quantity = models.IntegerField()

    class Meta:
        ordering = ["posted_month", "location", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "location", "item", "posted_month"],
                name="shortfall_once_per_item_and_month",
            )
        ]

    def __str__(self):
        return f"{self.quantity} {self.item} {self.location} {self.posted_month:%Y-%m}"


def may_be_left_on(day):
    """A condition on levels: their lot is neither expired on `day` nor held back nor recalled."""
    return Q(lot__status=Lot.Status.ACTIVE) & (Q(lot__expires_on__gte=day) | Q(lot__expires_on=None))


class StockLevelQuerySet(models.QuerySet):
    def usable_on(self, day):
        """Levels of which something may be left with people on `day`."""
        return self.filter(may_be_left_on(day), quantity__gt=0)

    def first_to_expire(self):
        return self.order_by("lot__item_id", F("lot__expires_on").asc(nulls_last=True), "lot__number", "location_id")

    def by_location(self):
        """With their locations, lots and items: location by location, first to expire first."""
        return self.select_related("lot__item", "location").order_by(
            "location__name", "lot__item__name", F("lot__expires_on").asc(nulls_last=True), "lot__number"
        )

    def expired_on(self, day):
        return self.filter(lot__expires_on__lt=day, quantity__gt=0)


class StockLevel(models.Model):
    """What is there now: never below 0. `counted_on` is the day of the last count of its item at its location."""

    kept = Kept.with_its("agency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="stock_levels")
    location = models.ForeignKey(Location, models.PROTECT, related_name="stock_levels")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="levels")
    quantity = models.IntegerField(default=0)
    counted_on = models.DateField(null=True)

    objects = StockLevelQuerySet.as_manager()

    class Meta:
        ordering = ["location", "lot"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "location", "lot"], name="level_once_per_lot"),
            models.CheckConstraint(
                condition=Q(quantity__gte=0),
                name="level_not_below_zero",
                violation_error_message=_("There is not that much in stock."),
            ),
        ]

    def __str__(self):
        return f"{self.quantity} {self.lot} {self.location}"
