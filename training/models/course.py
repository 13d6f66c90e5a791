"""What a program's people must learn, and the sessions in which they do."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Program
from agencies.retention import Kept
from agencies.wording import write_day


class CourseQuerySet(models.QuerySet):
    def required_to_leave_kits(self) -> CourseQuerySet:
        """Courses that one must have completed, and that must still be valid, before one leaves kits."""
        return self.filter(required=True)


class Course(models.Model):
    """A course of a state program, in its order. `validity_months` is empty where a completion never lapses."""

    kept = Kept.for_good("completions name it")

    program = models.ForeignKey(Program, models.PROTECT, related_name="training_courses")
    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    required = models.BooleanField(_("required before leaving kits"), default=True)
    validity_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    elements = models.JSONField(_("elements"), default=list)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["program", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "slug"],
                name="course_once_per_program",
                violation_error_message=_("This state program has this course already."),
            ),
            models.CheckConstraint(
                condition=Q(validity_months=None) | Q(validity_months__gte=1),
                name="course_valid_for_a_month_or_more",
                violation_error_message=_("A course is valid for at least one month, or without end."),
            ),
        ]

    def __str__(self):
        return self.name


class SessionQuerySet(models.QuerySet):
    def for_agency(self, agency: Any) -> SessionQuerySet:
        return self.filter(agency=agency)

    def sessions_between(self, first: date, last: date) -> SessionQuerySet:
        """Sessions held from the day `first` to the day `last`, both included."""
        return self.filter(held_on__range=(first, last))

    def with_people(self) -> SessionQuerySet:
        """Each with `people`, the number of people who completed something in it; newest first."""
        people = Count("completions__person", distinct=True)
        return self.annotate(people=people).order_by(*(self.model._meta.ordering or ()))


class Session(models.Model):
    """One sitting in which people of an agency completed one or more courses."""

    kept = Kept.with_its("agency")

    class Format(models.TextChoices):
        ROLL_CALL = "roll_call", _("Roll call")
        CLASSROOM = "classroom", _("Classroom")
        ONLINE = "online", _("Online")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="training_sessions")
    held_on = models.DateField(_("held on"))
    trainer = models.CharField(_("trainer"), max_length=120, blank=True)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, default=Format.ROLL_CALL)
    sop_version = models.CharField(_("SOP version that was read and acknowledged"), max_length=20, blank=True)

    people: int  # how many completed something in it, where that was asked for or has just been recorded

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "id"]

    def __str__(self):
        return f"{self.get_format_display()}, {write_day(self.held_on)}"
