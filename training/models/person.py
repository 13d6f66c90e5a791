"""An agency's people, and who of them may go out. The roster never leaves the agency; counts do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import models
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.retention import Kept
from training.currency import oldest_valid

Courses = Iterable[Any] | None


class TrainedCount(NamedTuple):
    """How many people work at an agency, and how many of them are current in every required course."""

    people: int
    current: int


def required_courses(agency: Any, courses: Courses) -> Iterable[Any]:
    """`courses` if they were read before, else the required courses of the agency's state program."""
    return list(agency.program.training_courses.required_to_leave_kits()) if courses is None else courses


class PersonQuerySet(models.QuerySet):
    def for_agency(self, agency: Any) -> PersonQuerySet:
        return self.filter(agency=agency)

    def working_on(self, day: date) -> PersonQuerySet:
        """People who had not left by `day`."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day))

    def left_by(self, day: date) -> PersonQuerySet:
        return self.filter(left_on__lte=day)

    def with_currency(
        self, agency: Any, *, on: date, courses: Courses = None, also: Iterable[Any] = ()
    ) -> PersonQuerySet:
        """People who work at `agency` on the day `on`, each with `is_current`: every required course is valid then.

        `courses` are the required courses of the agency's state program; without them they are read, in one query.
        `also` are keys of people who are asked for even if they left.
        """
        works_here = Q(left_on=None) | Q(left_on__gt=on)
        people = self.for_agency(agency).filter(works_here | Q(pk__in=also) if also else works_here)
        return people.annotate(is_current=self._valid_in_all(required_courses(agency, courses), day=on, known_on=on))

    def current_on(self, day: date, *, agency: Any, courses: Courses = None) -> PersonQuerySet:
        """People of `agency` whose every required course is valid on `day`."""
        return self.with_currency(agency, on=day, courses=courses).filter(is_current=True)

    def not_current_on(self, day: date, *, agency: Any, courses: Courses = None) -> PersonQuerySet:
        return self.with_currency(agency, on=day, courses=courses).filter(is_current=False)

    def lapsing_before(self, day: date, *, agency: Any, today: date, courses: Courses = None) -> PersonQuerySet:
        """People who are current on `today` and, if they complete nothing more, will not be on the eve of `day`."""
        courses = required_courses(agency, courses)
        still = self._valid_in_all(courses, day=day - timedelta(days=1), known_on=today)
        current = self.current_on(today, agency=agency, courses=courses)
        return current.annotate(stays_current=still).filter(stays_current=False)

    def count_trained(self, agency: Any, *, on: date, courses: Courses = None) -> TrainedCount:
        """Count who works at `agency` on the day `on`, and who of them is current: the trained people of a report."""
        people = self.with_currency(agency, on=on, courses=courses).order_by()
        return TrainedCount(**people.aggregate(people=Count("pk"), current=Count("pk", filter=Q(is_current=True))))

    def completed_between(self, first: date, last: date) -> PersonQuerySet:
        """People, also those who left since, who completed a course from `first` to `last`, each once."""
        done = self._this_person().filter(completions__completed_on__range=(first, last))
        return self.filter(Exists(done))

    def units(self) -> list[str]:
        """The units that people are in, in order; those in none are left out."""
        named = self.exclude(unit="").order_by("unit").values_list("unit", flat=True)
        return list(named.distinct())

    def _this_person(self) -> models.QuerySet:
        return self.model._base_manager.filter(pk=OuterRef("pk"))

    def _valid_in_all(self, courses: Iterable[Any], *, day: date, known_on: date) -> ExpressionWrapper:
        """An expression: by completions up to `known_on`, each of `courses` is valid on `day`; false without any."""
        valid = [Q(Exists(self._people_who_completed(course, day, known_on))) for course in courses]
        return ExpressionWrapper(Q(*valid) if valid else Q(pk__in=[]), output_field=BooleanField())

    def _people_who_completed(self, course: Any, day: date, known_on: date) -> models.QuerySet:
        within = (oldest_valid(day, course.validity_months), known_on)
        return self._this_person().filter(completions__course=course, completions__completed_on__range=within)


class Person(models.Model):
    """Somebody on an agency's roster. From the day `left_on` on they work there no longer."""

    kept = Kept.with_its("agency")

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
                condition=~Q(employee_number=""),
                name="employee_number_once_per_agency",
                violation_error_message=_("Somebody on your roster has this employee number already."),
            )
        ]

    def __str__(self):
        return f"{self.last_name}, {self.first_name}"
