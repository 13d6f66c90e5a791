"""What the log is asked, and the statements that write it."""

from typing import TYPE_CHECKING, TypeVar

from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, Sum, When
from django.db.models.functions import TruncMonth

from agencies.models import ZipCode
from agencies.sql.claims import claim
from agencies.sql.counters import increment, replace
from distributions.figures import Figures, Key
from inventory.models import Item

if TYPE_CHECKING:
    from distributions.models import DailyCount, MonthlyTally

Row = TypeVar("Row", bound=models.Model)
FIGURES = Figures._fields
DOSES = Sum(F("items") * F("item__doses_per_item"), default=0)


class FiguresQuerySet(models.QuerySet[Row]):
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

    def summed_by_month(self):
        """Return (first day of the month in which they were left, kind of item, handouts, items, people trained)."""
        return self.annotate(month=TruncMonth("handed_out_on")).summed_by("month", "item__kind")


class DailyCountQuerySet(FiguresQuerySet["DailyCount"]):
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
        """The naloxone kits of a scope by place and posting month, from month `first` to month `last`: the one
        question that a published report asks.

        Returns tuples (county's id, ZIP code or "", posting month, handouts, kits, doses), added up by the database.
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
            .values("posted_month", "jurisdiction_id", "zip_code")
            .annotate(handed=Sum("handouts"), kits=Sum("items"), doses=Sum(F("items") * doses_of))
            .values_list("jurisdiction_id", "zip_code", "posted_month", "handed", "kits", "doses")
        )


class CorrectionQuerySet(FiguresQuerySet):
    def net_lines(self):
        """Differences to counts of sealed periods, reported in the net line of a later one."""
        return self.filter(to_net_line=True)


class SheetTotalQuerySet(models.QuerySet):
    def remember(self, *, agency, sheet, totals):
        """From now on the sheet's totals of these keys, {`Key`: `Figures`}, are these."""
        names = ("agency_id", "sheet", *Key._fields)
        replace(self.model, key=names, figures=FIGURES, to={(agency.pk, sheet, *key): totals[key] for key in totals})

    def by_key(self):
        """Return {`Key`: `Figures`} of the totals of one sheet."""
        rows = self.values_list(*Key._fields, *Figures._fields)
        return {Key(*row[: len(Key._fields)]): Figures(*row[len(Key._fields) :]) for row in rows}

    def names_of(self, agency):
        """The names under which the agency has imported sheets, in order."""
        return self.filter(agency=agency).order_by("sheet").values_list("sheet", flat=True).distinct()


class MonthlyTallyQuerySet(models.QuerySet["MonthlyTally"]):
    def of(self, agency):
        return self.filter(agency=agency)

    def between(self, first, last):
        """Those of the months from `first` to `last`, both firsts of months."""
        return self.filter(month__gte=first, month__lte=last)

    def by_month(self):
        """Return {first day of the month: tally}."""
        return {tally.month: tally for tally in self}


class SubmissionKeyQuerySet(models.QuerySet):
    def was_claimed(self, *, agency, uuid):
        return self.filter(agency=agency, uuid=uuid).exists()

    def claimed_among(self, uuids, *, agency):
        """Return the set of those `uuids` that `agency` has claimed already."""
        return set(self.filter(agency=agency, uuid__in=uuids).values_list("uuid", flat=True))

    def claim(self, *, agency, uuids, month):
        """Claim each uuid for `agency` and return the set of those that nobody had claimed before.

        `month` is the first day of the month of receipt, after which old claims are removed.
        """
        names = ("agency_id", "uuid", "received_month")
        rows = [(agency.pk, uuid, month) for uuid in sorted(set(uuids))]
        return claim(self.model, key=("agency_id", "uuid"), names=names, rows=rows)
