"""Links that open one published report to whoever holds them, without an account."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from agencies.retention import Kept
from lbn.reporting.models.issue import Issue

MONTHS_KEPT = 24


class ReportLinkQuerySet(models.QuerySet["ReportLink"]):
    def not_over(self, day: date) -> ReportLinkQuerySet:
        """Those that nobody has ended, and whose last day has not passed."""
        return self.filter(ended_on=None, ends_on__gte=day)

    def forget(self, day: date) -> None:
        """Remove those that ended so long before `day` that nobody asks for them any more."""
        first = day - timedelta(days=31 * MONTHS_KEPT)
        self.filter(Q(ended_on__lt=first) | Q(ended_on=None, ends_on__lt=first)).delete()


class ReportLink(models.Model):
    """SHA-256 of a 256-bit key that opens one published report until, and on, `ends_on`. The key is kept nowhere.

    It is worth no more than whoever made it: when they may not read the report any more, nor does the link open it,
    and the next run of `seal_reports` ends it for good.
    Of who opened it nothing is known but the first and the last day. It has no count of openings: filters of mail
    systems open links too.
    """

    kept = Kept.after("its last day", months=MONTHS_KEPT, removed_by="`seal_reports`")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="links")
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    for_whom = models.CharField(max_length=120)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    last_opened_on = models.DateField(null=True, blank=True)

    objects = ReportLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "for_whom", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(for_whom=""),
                name="report_link_is_for_somebody",
                violation_error_message=_("A link says for whom it was made."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("made_on")),
                name="report_link_ends_after_it_was_made",
                violation_error_message=_("A link ends after the day on which it was made."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("made_on"), ended_on__lte=F("ends_on")),
                name="report_link_ended_while_it_worked",
                violation_error_message=_("A link can be ended only while it works."),
            ),
            models.CheckConstraint(
                condition=Q(opened_on=None, last_opened_on=None)
                | Q(
                    opened_on__isnull=False,
                    last_opened_on__isnull=False,
                    opened_on__gte=F("made_on"),
                    last_opened_on__gte=F("opened_on"),
                ),
                name="report_link_opened_first_and_last",
                violation_error_message=_("A link is opened for the last time on the first day, or later."),
            ),
        ]

    def __str__(self) -> str:
        """Never for whom it was made, often a person: the trail keeps these words for good."""
        return f"{self.issue.starts_on} to {self.issue.ends_on} · made on {self.made_on}"
