"""What stands around an agency's report: what was typed so far, a waiver, and the reminders that went out."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ReportingScope, User
from agencies.periods import period_end
from agencies.retention import Kept
from lbn.reporting.calendar.words import period_in_words


class OfPeriod(models.Model):
    """Of one agency and one period of the scope that it had then."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    scope = models.ForeignKey(ReportingScope, models.PROTECT, related_name="+")
    starts_on = models.DateField()

    class Meta:
        abstract = True

    def __str__(self):
        ends_on = period_end(self.starts_on, self.scope.cadence)
        return f"{self.agency} · {period_in_words(self.starts_on, ends_on)}"


class ReportDraft(OfPeriod):
    """What a coordinator has typed for a report that is not sent yet: typed figures, comment, "no kits"."""

    kept = Kept.until("the report is sent", removed_by="sending the report")

    typed = models.JSONField(default=dict)
    comment = models.CharField(max_length=500, blank=True)
    no_kits = models.BooleanField(default=False)
    saved_on = models.DateField()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "scope", "starts_on"],
                name="draft_once_per_agency_and_period",
                violation_error_message=_("This report has its draft already."),
            )
        ]


class ReportWaiver(OfPeriod):
    """The supplier does without an agency's report for one period. Its kits are counted all the same."""

    kept = Kept.until("the waiver is withdrawn, or its agency is deleted", removed_by="the supplier")

    class Reason(models.TextChoices):
        NOT_STARTED = "not_started", _("The agency has not started yet")
        PAUSED = "paused", _("The agency has paused")
        TOLD_OTHERWISE = "told_otherwise", _("The figures were told in another way")
        EMERGENCY = "emergency", _("Fire, flood or another emergency")

    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "scope", "starts_on"],
                name="waiver_once_per_agency_and_period",
                violation_error_message=_("This report is waived already."),
            )
        ]


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def by_suppliers(self) -> ReminderQuerySet:
        """Those that a supplier asked for with a press."""
        return self.filter(days__gte=Reminder.by_supplier(0))


class Reminder(OfPeriod):
    """A mail about a report went out. `days` says which one, so that none goes out twice: our reminder so many days
    after the due day (before it, below 0), or what `about_question` or `by_supplier` make."""

    kept = Kept.with_its("agency")

    _ABOUT_QUESTION, _BY_SUPPLIER = 1000, 10_000

    days = models.SmallIntegerField()
    sent_on = models.DateField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "days"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "scope", "starts_on", "days"],
                name="reminder_once_per_agency_period_and_step",
                violation_error_message=_("This reminder went out already."),
            )
        ]

    @classmethod
    def about_question(cls, version: int) -> int:
        """Our reminder of the supplier's question about a version of the report."""
        return cls._ABOUT_QUESTION + version

    @classmethod
    def by_supplier(cls, days_in: int) -> int:
        """The supplier's own press, so many days after the period's first."""
        return cls._BY_SUPPLIER + days_in
