"""Entries of the ledger: each is one thing that somebody entered, with all of its movements."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Location, User
from agencies.retention import Kept
from inventory.models.item import Item


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    def standing(self):
        """Those that nobody took back, without the entries that took something back."""
        return self.filter(reverses=None, reversed_by=None)

    def counts_of(self, *, agency, location, item):
        """The counts of `item` at `location` that stand."""
        return self.standing().filter(agency=agency, kind=LedgerEntry.Kind.COUNTED, location=location, item=item)


class LedgerEntry(models.Model):
    """Append-only. `number` counts an agency's entries in the order in which they were made: the ledger's one order.

    What was typed wrong is taken back by an entry that `reverses` it, and put right by one that `corrects` it. Both
    stand in the `position` of what they are about: the number of that one, for any other entry its own. `on` is the
    ledger's day, `stated_on` the true one. A count says what was counted where.
    """

    kept = Kept.with_its("agency")

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening count")
        RECEIVED = "received", _("Delivery")
        MOVED = "moved", _("Move")
        COUNTED = "counted", _("Count")
        WRITTEN_OFF = "written_off", _("Write-off")
        RELABELED = "relabeled", _("Lot corrected")
        TAKEN_BACK = "taken_back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="ledger_entries")
    number = models.PositiveIntegerField(_("number"))
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=11, choices=Kind.choices)
    on = models.DateField(_("on"))
    stated_on = models.DateField(_("day it really happened"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    location = models.ForeignKey(Location, models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="entry_numbers_run_on"),
            models.CheckConstraint(
                condition=Q(stated_on__lte=models.F("on")),
                name="entry_not_dated_before_it_happened",
                violation_error_message=_("An entry cannot be dated before the day it happened."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="taken_back") & Q(reverses__isnull=False))
                | (~Q(kind="taken_back") & Q(reverses__isnull=True)),
                name="entry_takes_back_another_one",
                violation_error_message=_("What takes something back names it."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="counted") | Q(location__isnull=False, item__isnull=False),
                name="entry_count_says_what_and_where",
                violation_error_message=_("A count says what was counted, and where."),
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.kind} {self.on}"

    @property
    def stands(self):
        """Whether nobody took it back, and it takes nothing back itself."""
        return self.reverses_id is None and not hasattr(self, "reversed_by")

    def own_movements(self):
        """Its movements, without those that change the difference of a later count."""
        return self.movements.filter(settles=None)

    @property
    def month(self):
        """The first day of the month in which the ledger has it."""
        return self.on.replace(day=1)
