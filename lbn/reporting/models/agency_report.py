"""What an agency tells its supplier after each period."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ReportingPeriod, Supplier, User
from agencies.periods import period_end
from agencies.retention import Kept
from lbn.reporting.calendar.words import period_in_words
from lbn.reporting.documents import PeriodReport
from lbn.reporting.models.frozen import Frozen


class AgencyReportQuerySet(models.QuerySet):
    def of_supplier(self, supplier):
        """What was sent to a supplier, and to those that were merged into it."""
        return self.filter(period__scope__supplier__in=Supplier.objects.same_as(supplier))

    def waiting(self):
        """Newest versions that were sent and not decided, the one that waits longest first."""
        sent = self.newest().filter(status=AgencyReport.Status.SUBMITTED)
        return sent.order_by("submitted_on", "agency__name", "id")

    def newest(self):
        """Versions that no later one followed."""
        later = AgencyReport.objects.filter(agency=OuterRef("agency"), period=OuterRef("period"))
        return self.filter(~Exists(later.filter(version__gt=OuterRef("version"))))

    def versions(self, agency, scope, starts_on):
        """Every version of an agency's report for one period, newest first."""
        sent = self.filter(agency=agency, period__scope=scope, period__starts_on=starts_on)
        return sent.select_related("completes").order_by("-version")


class AgencyReport(Frozen):
    """One version of an agency's report for a period. An accepted version's content never changes.

    A version that the system completed when the period closed names the one that it `completes`: it was sent on the
    same day by the same person, and is decided as that one was.
    """

    kept = Kept.with_its("agency")

    class Status(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned with a question")
        ACCEPTED = "accepted", _("Accepted")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="reports")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="agency_reports")
    version = models.PositiveSmallIntegerField(default=1)
    is_amendment = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SUBMITTED)
    comment = models.CharField(_("comment for your supplier"), max_length=500, blank=True)
    returned_because = models.CharField(_("question"), max_length=500, blank=True)
    submitted_on = models.DateField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_late = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    completes = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="+")
    completed_on = models.DateField(null=True, blank=True)

    objects = AgencyReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period__starts_on", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "period", "version"],
                name="agency_report_version_once",
                violation_error_message=_("This version of the report exists already."),
            ),
            models.CheckConstraint(
                condition=Q(completes=None, completed_on=None)
                | Q(completes__isnull=False, completed_on__isnull=False),
                name="agency_report_completed_on_a_day",
                violation_error_message=_("A completed version says which one it completes, and on which day."),
            ),
        ]

    def __str__(self):
        version = _("version %(number)s") % {"number": self.version}
        return f"{self.agency} · {self.period_in_words} · {version}"

    def read(self) -> PeriodReport:
        """Return what was sent; raises `ContentChanged` where what is stored is something else."""
        return self.read_as(PeriodReport)

    @property
    def is_returned_amendment(self):
        """The supplier asked about an amendment: until another one comes, the version before it stands."""
        return self.is_amendment and self.status == self.Status.RETURNED

    @property
    def is_accepted(self):
        return self.status == self.Status.ACCEPTED

    @property
    def period_in_words(self) -> str:
        return period_in_words(self.period.starts_on, self.period_ends_on)

    @property
    def period_ends_on(self):
        return period_end(self.period.starts_on, self.period.scope.cadence)


def pick_in_force(versions: Sequence[AgencyReport]) -> AgencyReport | None:
    """Return the version whose figures count, of all `versions` of a report, oldest first; None where there is none.

    It is the newest one but for amendments: what was accepted stays accepted until the amendment is, and one that
    came back counts for nothing.
    """
    was_accepted = any(one.is_accepted for one in versions)
    for one in reversed(versions):
        is_undecided = was_accepted and not one.is_accepted
        if not one.is_amendment or not (one.is_returned_amendment or is_undecided):
            return one
    return None
