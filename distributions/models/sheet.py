"""What tracking sheets have contributed so far, and what was corrected since."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Jurisdiction, ReportingScope, Supplier, User
from agencies.retention import Kept
from agencies.sql.counters import replace
from distributions.counts import Counts, Key
from distributions.models.count import FIGURES, CountsQuerySet, Precision
from inventory.models import Item


class SheetTotalQuerySet(models.QuerySet):
    def remember(self, *, agency, sheet, totals):
        """From now on the sheet's totals of these keys, {`Key`: `Counts`}, are these."""
        names = ("agency_id", "sheet", *Key._fields)
        replace(self.model, key=names, figures=FIGURES, to={(agency.pk, sheet, *key): totals[key] for key in totals})

    def by_key(self):
        """Return {`Key`: `Counts`} of the totals of one sheet."""
        rows = self.values_list(*Key._fields, *Counts._fields)
        return {Key(*row[: len(Key._fields)]): Counts(*row[len(Key._fields) :]) for row in rows}

    def names_of(self, agency):
        """The names under which the agency has imported sheets, in order."""
        return self.filter(agency=agency).order_by("sheet").values_list("sheet", flat=True).distinct()


class SheetTotal(models.Model):
    """The total of one key of one named sheet; importing the sheet again applies the difference to this."""

    kept = Kept.after("its period is sealed; then the month is kept", days=60)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="sheet_totals")
    sheet = models.CharField(max_length=80)
    handed_out_on = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    zip_code = models.CharField(max_length=5, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    handouts = models.PositiveIntegerField()
    items = models.PositiveIntegerField()
    people_trained = models.PositiveIntegerField()

    objects = SheetTotalQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "handed_out_on", "jurisdiction", "zip_code", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sheet", "handed_out_on", "precision", "jurisdiction", "zip_code", "item"],
                name="sheet_total_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(handouts__gte=0, handouts__lte=F("items"), people_trained__gte=0),
                name="sheet_total_handouts_within_items",
            ),
        ]

    def __str__(self):
        return f"{self.sheet} {self.handed_out_on}: {self.items}"


class CorrectionQuerySet(CountsQuerySet):
    def net_lines(self):
        """Differences to counts of sealed periods, reported in the net line of a later one."""
        return self.filter(to_net_line=True)

    def of_published_counts(self):
        """Differences to counts that somebody was published: not those of an agency that waited to be confirmed."""
        return self.exclude(count_scope__supplier__kind=Supplier.WAITING)


class Correction(models.Model):
    """Append-only: a change to a count by a coordinator or by a changed sheet.

    `count_scope` and `count_month` complete the key of the count; `scope` and `posted_month` say where the difference
    is reported. They are the same while the count's period is open. `to_net_line` tells that it was sealed: the count
    stands, and the difference, which is no count in itself, is reported in the net line of `posted_month`'s period.
    """

    kept = Kept.with_its("agency")

    class Reason(models.TextChoices):
        TYPED_WRONG = "typed_wrong", _("Typed wrong")
        COUNTED_TWICE = "counted_twice", _("Counted twice")
        NOT_LOGGED = "not_logged", _("Was not logged")
        WRONG_PLACE = "wrong_place", _("Wrong place")
        WRONG_DAY = "wrong_day", _("Wrong day")
        SHEET_CHANGED = "sheet_changed", _("Sheet changed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="corrections")
    count_scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="+")
    count_month = models.DateField()
    handed_out_on = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    zip_code = models.CharField(max_length=5, blank=True)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="corrections")
    posted_month = models.DateField()
    to_net_line = models.BooleanField(default=False)
    handouts = models.IntegerField()
    items = models.IntegerField()
    people_trained = models.IntegerField()
    reason = models.CharField(_("reason"), max_length=14, choices=Reason.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on = models.DateField()

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "handed_out_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(handouts=0, items=0, people_trained=0),
                name="correction_changes_something",
                violation_error_message=_("Change at least one of the figures."),
            )
        ]

    def __str__(self):
        return f"{self.on}: {self.items:+d} on {self.handed_out_on}"
