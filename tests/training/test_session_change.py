"""A session is corrected afterwards: people come in and go out, its day and its courses follow."""

from datetime import date

import pytest

from agencies.models import AuditEvent
from agencies.trail import what_happened_in
from tests.training.pages import told, url
from training import actions
from training.actions import SessionRefused
from training.models import Completion, Session

DAY, EVE = date(2026, 11, 10), date(2026, 11, 9)


@pytest.fixture
def change(alice, courses, today):
    """Correct a session: `change(session, people)`, on its day and in all courses unless said otherwise."""

    def correct(session, people, **given):
        facts = {"held_on": session.held_on, "courses": courses.values(), "today": today} | given
        return actions.change_session(session=session, people=people, by=alice, **facts)

    return correct


def done():
    rows = Completion.objects.values_list("person__last_name", "course__slug", "completed_on")
    return sorted((name, slug, str(day)) for name, slug, day in rows)


def test_people_come_in_and_go_out(hire, hold, change, courses):
    ruiz, stone, tran = hire("Ruiz"), hire("Stone"), hire("Tran")
    session = hold(DAY, [ruiz, stone])
    before = set(session.completions.filter(person=stone).values_list("pk", flat=True))

    changed = change(session, [stone, tran])

    assert (changed.people, changed.added, changed.removed) == (2, 1, 1)
    assert done() == sorted((name, slug, str(DAY)) for name in ("Stone", "Tran") for slug in courses)
    assert set(session.completions.filter(person=stone).values_list("pk", flat=True)) == before
    assert what_happened_in(AuditEvent.objects.latest("at")) == "Training session recorded: corrected afterwards"


def test_the_day_and_the_courses_follow(hire, hold, change, courses):
    ruiz, stone = hire("Ruiz"), hire("Stone")
    session = hold(DAY, [ruiz, stone])

    change(session, [ruiz, stone], held_on=EVE, courses=[courses["lbn_program"]], trainer="Sgt. Li", format="online")

    stored = Session.objects.get()
    assert (stored.held_on, stored.trainer, stored.format) == (EVE, "Sgt. Li", "online")
    assert done() == [("Ruiz", "lbn_program", str(EVE)), ("Stone", "lbn_program", str(EVE))]


def test_what_was_done_elsewhere_that_day_stays_and_is_not_counted_twice(hire, hold, change, courses):
    ruiz, stone = hire("Ruiz"), hire("Stone")
    other = hold(EVE, [ruiz])
    session = hold(DAY, [ruiz, stone])

    changed = change(session, [ruiz, stone], held_on=EVE)

    assert (changed.people, other.completions.count(), session.completions.count()) == (1, 2, 2)
    assert done() == sorted((name, slug, str(EVE)) for name in ("Ruiz", "Stone") for slug in courses)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"held_on": date(2026, 11, 22)}, "held_on"), ({"courses": []}, "courses"), ({"people": []}, "people")],
)
def test_what_makes_no_session_changes_nothing(hire, hold, change, given, field):
    ruiz = hire("Ruiz")
    session = hold(DAY, [ruiz])
    before, noted = done(), AuditEvent.objects.count()

    with pytest.raises(SessionRefused) as refused:
        change(session, **{"people": [ruiz], **given})

    assert refused.value.field == field
    assert (done(), AuditEvent.objects.count()) == (before, noted)


def test_a_session_that_would_say_nothing_new_is_refused(hire, hold, change):
    ruiz = hire("Ruiz")
    hold(EVE, [ruiz])
    session = hold(DAY, [ruiz])
    before = done()

    with pytest.raises(SessionRefused, match="recorded for that day already"):
        change(session, [ruiz], held_on=EVE)

    assert done() == before


def test_the_page_begins_with_the_session_as_it_stands_and_saves_it(agency, alice, hire, hold, at, courses):
    ruiz, stone = hire("Ruiz"), hire("Stone")
    session = hold(DAY, [ruiz], courses=[courses["lbn_program"]])
    actions.mark_left(person=ruiz, by=alice, today=date(2026, 11, 15))
    browser = at(alice)

    form = browser.get(url("session_change", agency, session=session.pk)).context["form"]
    answer = browser.post(
        url("session_change", agency, session=session.pk),
        {"held_on": "2026-11-10", "format": "roll_call", "courses": list(form["courses"].value())}
        | {"people": [ruiz.pk, stone.pk]},
    )

    assert form["people"].value() == [ruiz.pk]
    assert [str(person) for person in form.fields["people"].queryset] == ["Ruiz, Kim", "Stone, Kim"]
    assert set(form["courses"].value()) == {courses["lbn_program"].pk}
    assert told(answer) == ["The session of Nov 10, 2026 is corrected. 2 people took part: 1 added, 0 taken out."]
