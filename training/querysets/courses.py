from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Max


class CourseQuerySet(models.QuerySet):
    def required(self) -> CourseQuerySet:
        """Courses that one must have completed, and that must still be valid, before one leaves kits."""
        return self.filter(required=True)


class SessionQuerySet(models.QuerySet):
    def for_agency(self, agency: Any) -> SessionQuerySet:
        return self.filter(agency=agency)

    def sessions_between(self, first: date, last: date) -> SessionQuerySet:
        """Sessions held from the day `first` to the day `last`, both included."""
        return self.filter(held_on__range=(first, last))

    def with_people(self) -> SessionQuerySet:
        """Each with `people`, the number of people who completed something in it; newest first."""
        people = Count("completions__person", distinct=True)
        return self.annotate(people=people).order_by(*self.model._meta.ordering)


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
