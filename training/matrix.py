"""People beside required courses, and how current each is. Everything is read by querysets before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from training.currency import Currency, currency_of, overall


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person: how current they are in each course, in the courses' order, and over all."""

    person: Any
    currencies: list[Currency]
    overall: Currency


def matrix(
    people: Iterable[Any], courses: Iterable[Any], latest: Mapping[tuple[UUID, int], date], *, on: date
) -> list[MatrixRow]:
    """Return a row per person; `latest` is the last completion by (person id, course id), none of it after `on`."""
    courses = list(courses)
    rows = []
    for person in people:
        currencies = [
            currency_of(latest.get((person.pk, course.pk)), course.validity_months, on=on) for course in courses
        ]
        rows.append(MatrixRow(person, currencies, overall(currencies)))
    return rows
