"""Who completed which course when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.retention import Kept
from training.models.course import Course, Session
from training.models.person import Person


class CompletionQuerySet(models.QuerySet):
    def for_agency(self, agency: Any) -> CompletionQuerySet:
        return self.filter(agency=agency)

    def by_person(self) -> CompletionQuerySet:
        return self.order_by("person__last_name", "person__first_name", "person_id", "course__position", "course_id")

    def latest_on(self, day: date, *, people: Iterable[Any]) -> dict[tuple[UUID, int], date]:
        """Return the last day, not after `day`, by (person id, course id), in one query."""
        done = self.filter(person__in=people, completed_on__lte=day).order_by()
        rows = done.values("person_id", "course_id").annotate(last=Max("completed_on"))
        return {(row["person_id"], row["course_id"]): row["last"] for row in rows}

    def course_names_by_session(self, sessions: Iterable[Any]) -> dict[UUID, list[str]]:
        """Return what was taught, by session id, in one query."""
        named = self.filter(session__in=sessions).order_by("course__position", "course__name")
        names = defaultdict(list)
        for session, name, _position in named.values_list(
            "session_id", "course__name", "course__position"
        ).distinct():
            names[session].append(name)
        return dict(names)


class Completion(models.Model):
    """This person completed this course on this day: in a session, by a certificate from elsewhere, or as an imported
    roster says."""

    kept = Kept.with_its("agency")

    class IssuedBy(models.TextChoices):
        STATE = "state", _("State or county training office")
        ACADEMY = "academy", _("Academy or college")
        AGENCY = "agency", _("Another agency")
        ONLINE = "online", _("Online course")
        OTHER = "other", _("Somebody else")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="completions")
    course = models.ForeignKey(Course, models.PROTECT, related_name="completions")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="completions")
    completed_on = models.DateField(_("completed on"))
    issued_by = models.CharField(_("certificate given by"), max_length=10, choices=IssuedBy.choices, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "completed_on"],
                name="completion_once_per_day",
                violation_error_message=_("This completion is recorded already."),
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.course} · {self.completed_on}"

    @property
    def source(self) -> str:
        """From where it is known, in words."""
        if self.session:
            return str(self.session.get_format_display())
        if self.issued_by:
            return gettext("Certificate: %(issuer)s") % {"issuer": self.get_issued_by_display()}
        return gettext("Imported roster")
