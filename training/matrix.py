"""People beside required courses, and where each stands. Everything is read by querysets before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from training.currency import Standing, overall, standing


@dataclass(frozen=True, slots=True)
class Row:
    """One person: where they stand in each course, in the courses' order, and over all."""

    person: Any
    standings: list[Standing]
    overall: Standing


def matrix(
    people: Iterable[Any], courses: Iterable[Any], latest: Mapping[tuple[UUID, int], date], *, on: date
) -> list[Row]:
    """Return a row per person; `latest` is the last completion by (person id, course id), none of it after `on`."""
    courses = list(courses)
    rows = []
    for person in people:
        stands = [standing(latest.get((person.pk, course.pk)), course.validity_months, on=on) for course in courses]
        rows.append(Row(person, stands, overall(stands)))
    return rows
