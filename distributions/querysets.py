"""What the log is asked, and the statements that write it."""

from django.db import connection, models
from django.db.models import F, Q, Sum

from agencies.counters import columns, increment, places_for, prepared


class DailyCountQuerySet(models.QuerySet):
    FIGURES = ("handouts", "items", "people_trained")

    def increment(self, counts):
        """Add `counts`: key values in the order of `DailyCount.KEY` → (handouts, items, people trained), none of
        them negative."""
        increment(self.model, key=self.model.KEY, figures=self.FIGURES, by=counts)

    def change(self, key, difference):
        """Add `difference` (handouts, items, people trained; of any sign) to the count of `key`.

        Inserts nothing but a missing zero row, then updates: the database would judge a proposed negative row by
        itself. Raises `IntegrityError` where the count would fall below nothing.
        """
        self.increment({key: (0, 0, 0)})
        self.filter(**dict(zip(self.model.KEY, key, strict=True))).update(
            **{name: F(name) + part for name, part in zip(self.FIGURES, difference, strict=True)}
        )

    def of(self, agency):
        return self.filter(agency=agency)

    def posted_between(self, first, last):
        """Counts whose posting month is from `first` to `last`, both firsts of months."""
        return self.filter(posted_month__gte=first, posted_month__lte=last)

    def of_naloxone(self):
        return self.filter(item__kind="naloxone_kit")

    def totals(self):
        """Return {"handouts": …, "items": …, "people_trained": …}, 0 where nothing was counted."""
        return self.aggregate(**{name: Sum(name, default=0) for name in self.FIGURES})

    def worth_showing(self):
        """Counts that are not nothing (a corrected count may have fallen to 0)."""
        return self.filter(Q(items__gt=0) | Q(people_trained__gt=0))


class SubmissionKeyQuerySet(models.QuerySet):
    def claim(self, *, agency, uuids, month):
        """Claim each uuid for `agency` and return the set of those that nobody had claimed before.

        `month` is the first day of the month of receipt, after which old claims are removed. Raw SQL, because
        `bulk_create(ignore_conflicts=True)` does not say what was inserted.
        """
        names = ("agency_id", "uuid", "received_month")
        rows = [(agency.pk, uuid, month) for uuid in sorted(set(uuids))]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {self.model._meta.db_table} ({columns(self.model, names)}) "
                f"VALUES {places_for(names, len(rows))} ON CONFLICT (agency_id, uuid) DO NOTHING RETURNING uuid",
                [value for row in rows for value in prepared(self.model, names, row)],
            )
            to_python = self.model._meta.get_field("uuid").to_python
            return {to_python(uuid) for (uuid,) in cursor.fetchall()}
