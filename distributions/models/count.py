"""Kits left, as counts and nothing else: no hour, person, terminal, location, lot, text, or row for a single act."""

from __future__ import annotations

from typing import TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Jurisdiction, ReportingScope, ZipCode
from agencies.retention import Kept
from agencies.sql.counters import increment
from distributions.counts import Counts, Key
from inventory.models import Item

Row = TypeVar("Row", bound=models.Model)
FIGURES = Counts._fields
CELL = ("scope_id", "agency_id", "jurisdiction_id", "zip_code", "posted_month")
DOSES = Sum(F("items") * F("item__doses_per_item"), default=0)


class Precision(models.TextChoices):
    DAY = "day", _("Day")
    MONTH = "month", _("Month")


def day_in_stock(day, precision):
    """The day on which stock takes a count as left: the middle of its month where no more than that is known, so that
    a stock count near either end of the month comes after most of its kits, or before."""
    return day.replace(day=16) if precision == Precision.MONTH else day


class CountsQuerySet(models.QuerySet[Row]):
    """What counts and corrections are asked alike."""

    def of(self, agency):
        return self.filter(agency=agency)

    def in_scope(self, scope):
        return self.filter(scope=scope)

    def posted_between(self, first, last):
        """Those whose posting month is from `first` to `last`, both firsts of months."""
        return self.filter(posted_month__gte=first, posted_month__lte=last)

    def left_between(self, first, last):
        """Those of kits left on a day from `first` to `last`."""
        return self.filter(handed_out_on__gte=first, handed_out_on__lte=last)

    def alike(self, count):
        """Those of the same day, place and item, whatever month they are posted to."""
        return self.of(count.agency_id).filter(**{name: getattr(count, name) for name in Key._fields})

    def of_naloxone(self):
        return self.filter(item__kind=Item.Kind.NALOXONE_KIT)

    def of_other_items(self):
        return self.exclude(item__kind=Item.Kind.NALOXONE_KIT)

    def of_single_days(self):
        """Those of which the day is known, not only the month."""
        return self.filter(precision="day")

    def with_town(self):
        """Each with `town`: the town of its ZIP code, None where only the county is known."""
        towns = ZipCode.objects.filter(zip=OuterRef("zip_code")).values("name")
        return self.annotate(town=Subquery(towns[:1]))

    def totals(self):
        """Return {"handouts": …, "items": …, "people_trained": …}, 0 where nothing was counted."""
        return self.aggregate(**{name: Sum(name, default=0) for name in FIGURES})

    def with_doses(self):
        """Return {"handouts": …, "kits": …, "doses": …} of what is here."""
        return self.aggregate(handouts=Sum("handouts", default=0), kits=Sum("items", default=0), doses=DOSES)

    def summed_by(self, *names):
        """Return (values of `names` …, handouts, items, people trained), added up for each combination."""
        return self.order_by().values_list(*names).annotate(*(Sum(name) for name in FIGURES)).order_by(*names)

    def naloxone_by_source(self):
        """Return (agency's id, scope's id, handouts, kits, doses) of naloxone for each agency in a scope."""
        kits = self.of_naloxone().order_by().values_list("agency_id", "scope_id")
        return kits.annotate(handed=Sum("handouts"), kits=Sum("items"), doses=DOSES)

    def summed_by_month(self):
        """Return (first day of the month in which they were left, kind of item, handouts, items, people trained)."""
        return self.annotate(month=TruncMonth("handed_out_on")).summed_by("month", "item__kind")


class DailyCountQuerySet(CountsQuerySet["DailyCount"]):
    def kits_by_day(self):
        """Return {day: naloxone kits left on it}."""
        rows = self.of_naloxone().of_single_days().summed_by("handed_out_on")
        return {day: kits for day, _times, kits, _trained in rows}

    def increment(self, counts):
        """Add `counts`: key values in the order of `DailyCount.KEY` → (handouts, items, people trained), none of
        them negative."""
        increment(self.model, key=self.model.KEY, figures=FIGURES, by=counts)

    def change(self, key, difference):
        """Add `difference` (handouts, items, people trained; of any sign) to the count of `key`.

        Inserts nothing but a missing zero row, then updates: the database would judge a proposed negative row by
        itself. Raises `IntegrityError` where the count would fall below nothing.
        """
        self.increment({key: (0, 0, 0)})
        self.filter(**dict(zip(self.model.KEY, key, strict=True))).update(
            **{name: F(name) + part for name, part in zip(FIGURES, difference, strict=True)}
        )

    def newest_posting_first(self):
        return self.order_by("-posted_month", "-scope_id")

    def to_be_corrected(self):
        """Locked, in the order in which they are corrected, with what a correction looks at."""
        return (
            self.newest_posting_first()
            .select_related("agency__main_location", "item")
            .select_for_update(of=("self",))
        )

    def cells(self, scope, first, last):
        """The naloxone kits of a scope by agency, place and posting month, from month `first` to month `last`: what a
        seal asks of the log.

        Returns tuples in the order of `CELL`, then hand-overs, kits and doses, added up by the database.
        The ZIP code is "" where only the county is known.
        It names the kits instead of joining them and goes by month first, as the index does: then nothing is sorted.
        """
        kits: dict[int, list[int]] = {}
        for pk, doses in Item.objects.kits().values_list("pk", "doses_per_item"):
            kits.setdefault(doses, []).append(pk)
        doses_of = Case(*(When(item__in=alike, then=doses) for doses, alike in kits.items()), default=0)
        return (
            self.in_scope(scope)
            .posted_between(first, last)
            .filter(item__in=[pk for alike in kits.values() for pk in alike])
            .order_by()
            .values("scope_id", "posted_month", "jurisdiction_id", "zip_code", "agency_id")
            .annotate(handed=Sum("handouts"), kits=Sum("items"), doses=Sum(F("items") * doses_of))
            .values_list(*CELL, "handed", "kits", "doses")
        )


class DailyCount(models.Model):
    """How often, and how many, were left on one day (or in one month) in one place. See `docs/privacy.md`."""

    kept = Kept.after("its period is sealed; then the month is kept", days=60)

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
                fields=["scope", "posted_month", "jurisdiction", "zip_code", "agency"],
                include=["item", "handouts", "items", "people_trained"],
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
