"""What makes an entry count once."""

from django.db import models

from agencies.models import Agency
from agencies.retention import Kept
from agencies.sql.claims import claim


class SubmissionKeyQuerySet(models.QuerySet):
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


class SubmissionKey(models.Model):
    """An entry's uuid, claimed in the transaction that counts it, so that it is counted once. No way leads from it
    to a count."""

    kept = Kept.after("the month of receipt", months=13)

    pk = models.CompositePrimaryKey("agency_id", "uuid")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    uuid = models.UUIDField()
    received_month = models.DateField()

    objects = SubmissionKeyQuerySet.as_manager()

    def __str__(self):
        return str(self.uuid)
