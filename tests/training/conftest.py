from datetime import date
from io import BytesIO

import pytest

from tests.training.roster_files import HEADER
from training import actions


@pytest.fixture
def courses(new_york):
    """New York's two required courses by slug: naloxone administration and the leave-behind program itself."""
    return {course.slug: course for course in actions.load_courses(program=new_york)}


@pytest.fixture
def lapsing(courses):
    """The same courses, each valid for 24 months."""
    for course in courses.values():
        course.validity_months = 24
        course.save()
    return courses


@pytest.fixture
def hire(agency, alice):
    """Put somebody on the roster: `hire("Ruiz", unit="Patrol A")`."""

    def add(last_name, first_name="Kim", **facts):
        return actions.add_person(agency=agency, by=alice, last_name=last_name, first_name=first_name, **facts)

    return add


@pytest.fixture
def hold(agency, alice, courses, today):
    """Record a session: `hold(day, people)`, in all courses unless said otherwise."""

    def record(held_on, people, **given):
        facts = {"courses": courses.values(), "trainer": "Lt. Moreau", "today": today} | given
        return actions.record_session(agency=agency, by=alice, held_on=held_on, people=people, **facts)

    return record


@pytest.fixture
def ruiz(hire, hold):
    """Somebody who completed both courses on November 10."""
    person = hire("Ruiz", unit="Patrol A", rank="Deputy", employee_number="17")
    hold(date(2026, 11, 10), [person])
    return person


@pytest.fixture
def bring(agency, courses, alice, today):
    """Import a roster given as its lines below the header, or as bytes."""

    def bring_in(lines, *, header=HEADER, dry_run=False, of=agency, answers=None):
        data = lines if isinstance(lines, bytes) else (header + lines).encode()
        facts = {"today": today, "by": alice, "answers": answers, "dry_run": dry_run}
        return actions.import_roster(agency=of, file=BytesIO(data), name="roster.csv", **facts)

    return bring_in
