"""What was entered at once, what each of it contributed so far, and what was corrected since."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Jurisdiction, ReportingScope, Supplier, User
from agencies.retention import Kept
from agencies.sql.counters import replace
from agencies.wording import say
from distributions.counts import Counts, Key
from distributions.models.count import FIGURES, CountsQuerySet, Precision
from inventory.models import Item

MARK_LENGTH = 4
LABEL_LENGTH = 30


class SheetQuerySet(models.QuerySet["Sheet"]):
    def of(self, agency):
        return self.filter(agency=agency)

    def imported_as(self, name):
        """The imported sheet of one agency that is known by `name` (an `ImportedSheet`), if there is one yet."""
        return self.filter(kind=Sheet.Kind.IMPORT, known_by=name.known_by)

    def with_figures(self):
        """Each with `kits`, `other_items`, and the first and the last day (or month) that it tells of; None where
        nothing of it counts any more. `month_totals`: how many of its totals tell of a whole month."""
        kits = Q(totals__item__kind=Item.Kind.NALOXONE_KIT)
        return self.annotate(
            kits=Sum("totals__items", filter=kits),
            other_items=Sum("totals__items", filter=~kits),
            first_day=Min("totals__handed_out_on"),
            last_day=Max("totals__handed_out_on"),
            month_totals=Count("totals", filter=Q(totals__precision=Precision.MONTH)),
        )

    def newest_first(self):
        return self.order_by("-on", "kind", "mark", "pk")

    def free_mark(self, *, agency, kind, known_by):
        """The first letters and digits of `known_by`, as few as no other sheet of this kind has at the agency."""
        for length in range(MARK_LENGTH, len(known_by)):
            mark = known_by[:length].upper()
            if not self.of(agency).filter(kind=kind, mark=mark).exists():
                return mark
        return known_by.upper()


class Sheet(models.Model):
    """Counts that were entered at once, so that they can be taken back at once: who did so, when, and how many lines.

    `on` and `by` are those of the first time, however often it is imported: what was corrected by hand since counts.
    It holds nothing of what stood on it. An imported one is `known_by` a keyed hash of its file's name, of which
    `mark` is the beginning; others by chance. What it counted are its `SheetTotal`s; from which location's stock is
    not known.
    """

    kept = Kept.after("its period is sealed; then the month is kept", days=60)

    class Kind(models.TextChoices):
        PAPER = "paper", _("Paper sheet")
        IMPORT = "import", _("Imported sheet")
        EVENT = "event", _("Event")
        MONTH = "month", _("Total of a month")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    known_by = models.CharField(max_length=32)
    mark = models.CharField(max_length=32)
    label = models.CharField(_("label"), max_length=LABEL_LENGTH, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    lines = models.PositiveIntegerField()
    taken_back_on = models.DateField(null=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "kind", "mark"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "known_by"], name="sheet_once_per_agency"),
            models.UniqueConstraint(fields=["agency", "kind", "mark"], name="sheet_mark_once_per_agency"),
        ]

    def __str__(self):
        called: dict[str, str] = {
            Sheet.Kind.EVENT: gettext("Event %(mark)s"),
            Sheet.Kind.MONTH: gettext("Month total %(mark)s"),
        }
        return self.label or say(called.get(self.kind) or gettext("Sheet %(mark)s"), mark=self.mark)


class SheetTotalQuerySet(models.QuerySet):
    def remember(self, *, sheet, totals):
        """From now on the totals of `sheet` (a `Sheet`) for these keys, {`Key`: `Counts`}, are these."""
        names = ("agency_id", "sheet_id", *Key._fields)
        by_key = {(sheet.agency_id, sheet.pk, *key): totals[key] for key in totals}
        replace(self.model, key=names, figures=FIGURES, to=by_key)

    def of_import(self, name, *, agency):
        """What the agency's imported sheet that is known by `name` (an `ImportedSheet`) contributed."""
        return self.filter(agency=agency, sheet__in=Sheet.objects.of(agency).imported_as(name))

    def in_order_of_days(self):
        return self.order_by("handed_out_on", "jurisdiction__name", "zip_code", "item__name", "pk")

    def figures(self):
        """Return {"handouts": …, "items": …, "people_trained": …} of all of them together."""
        return self.aggregate(**{name: Sum(name, default=0) for name in FIGURES})

    def by_key(self):
        """Return {`Key`: `Counts`} of the totals of one sheet."""
        rows = self.values_list(*Key._fields, *Counts._fields)
        return {Key(*row[: len(Key._fields)]): Counts(*row[len(Key._fields) :]) for row in rows}


class SheetTotal(models.Model):
    """The total of one key of one sheet; importing the sheet again applies the difference to this."""

    kept = Kept.after("its period is sealed; then the month is kept", days=60)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="sheet_totals")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="totals")
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
                name="total_once_per_sheet_and_key",
            ),
            models.CheckConstraint(
                condition=Q(handouts__gte=0, handouts__lte=F("items"), people_trained__gte=0),
                name="sheet_total_handouts_within_items",
            ),
        ]

    def __str__(self):
        return f"{self.sheet_id} {self.handed_out_on}: {self.items}"


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
        SHEET_TAKEN_BACK = "sheet_taken_back", _("Sheet taken back")

    BY_SHEETS = (Reason.SHEET_CHANGED, Reason.SHEET_TAKEN_BACK)

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
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices)
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
