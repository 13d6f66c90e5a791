"""An agency's people, and what each has completed. The roster never leaves the agency; counts do."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from training.models.course import Course, Session
from training.querysets.courses import CompletionQuerySet
from training.querysets.people import PersonQuerySet


class Person(models.Model):
    """Somebody on an agency's roster. From the day `left_on` on they work there no longer."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="people")
    last_name = models.CharField(_("last name"), max_length=60)
    first_name = models.CharField(_("first name"), max_length=60)
    rank = models.CharField(_("rank"), max_length=40, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    employee_number = models.CharField(_("employee number"), max_length=20, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "employee_number", "id"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "employee_number"],
                condition=~models.Q(employee_number=""),
                name="employee_number_once_per_agency",
                violation_error_message=_("Somebody on your roster has this employee number already."),
            )
        ]

    def __str__(self):
        return f"{self.last_name}, {self.first_name}"


class Completion(models.Model):
    """This person completed this course on this day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="completions")
    course = models.ForeignKey(Course, models.PROTECT, related_name="completions")
    session = models.ForeignKey(Session, models.SET_NULL, null=True, blank=True, related_name="completions")
    completed_on = models.DateField(_("completed on"))

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
