"""The pages of a session: who is ticked, what is recorded, what is taken back."""

import pytest

from tests.training.pages import told, url
from training import actions
from training.models import Completion, Session


def test_nobody_is_ticked_unasked(agency, ruiz, alice, hire, at):
    stone, lee = hire("Stone", unit="Patrol B", rank="Sergeant"), hire("Lee", unit="Patrol B", employee_number="0042")
    browser = at(alice)

    def asked(**given):
        form = browser.get(url("session_record", agency), given).context["form"]
        return [str(person) for person in form.fields["people"].queryset], set(form.initial["people"])

    everyone = ["Lee, Kim", "Ruiz, Kim", "Stone, Kim"]
    assert asked() == (everyone, set())
    assert asked(shown="not_current") == (["Lee, Kim", "Stone, Kim"], set())
    assert asked(unit="Patrol A") == (["Ruiz, Kim"], set())
    assert asked(q="sergeant sto") == (["Stone, Kim"], set())
    assert asked(q="0042", ticking="shown") == (["Lee, Kim"], {lee.pk})
    assert asked(unit="Patrol B", ticking="shown") == (["Lee, Kim", "Stone, Kim"], {stone.pk, lee.pk})


def test_a_mistake_in_a_long_form_loses_no_tick(agency, courses, alice, hire, at):
    people = [hire(f"Family{number}", unit=f"Patrol {number % 3}") for number in range(6)]
    ticked = [str(person.pk) for person in people[::2]]

    answer = at(alice).post(
        url("session_record", agency),
        {"held_on": "2026-12-24", "format": "online", "trainer": "Sgt. Li", "people": ticked, "unit": "Patrol 1"},
    )

    form = answer.context["form"]
    assert set(form.errors) == {"courses"}
    assert (form["trainer"].value(), form["format"].value(), form["people"].value()) == ("Sgt. Li", "online", ticked)
    assert answer.content.decode().count(" checked>") == len(ticked) + 1
    assert not Session.objects.exists()


def test_a_session_is_recorded_for_many_at_once(agency, courses, alice, hire, at):
    people = [hire("Ruiz"), hire("Stone")]

    answer = at(alice).post(
        url("session_record", agency),
        {
            "held_on": "2026-11-20",
            "format": "classroom",
            "courses": [course.pk for course in courses.values()],
            "people": [person.pk for person in people],
            "sop_version": "2",
        },
    )

    session = Session.objects.get()
    assert answer.url == url("session", agency, session=session.pk)
    assert told(answer) == ["The session of Nov 20, 2026 is recorded for 2 people."]
    assert session.completions.count() == 4


def test_a_session_recorded_by_mistake_is_taken_back(agency, ruiz, alice, at):
    session = Session.objects.get()
    looked_at = at(alice).get(url("session_withdraw", agency, session=session.pk)).status_code

    answer = at(alice).post(url("session_withdraw", agency, session=session.pk))

    assert looked_at == 405
    assert answer.url == url("sessions", agency)
    assert not Session.objects.exists()
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"people": []}, "people", "Choose at least one person."),
        ({"courses": []}, "courses", "Choose at least one course."),
        ({"held_on": ""}, "held_on", "Enter the day of the session."),
        ({"held_on": "2026-11-22"}, "held_on", "This day is in the future. Record a session once it was held."),
    ],
)
def test_a_session_that_cannot_be_is_told_at_its_field(agency, courses, alice, hire, at, change, field, sentence):
    facts = {
        "held_on": "2026-11-20",
        "format": "roll_call",
        "courses": [course.pk for course in courses.values()],
        "people": [hire("Ruiz").pk],
    }

    answer = at(alice).post(url("session_record", agency), facts | change)

    assert answer.context["form"].errors == {field: [sentence]}
    assert not Session.objects.exists()


def test_nobody_of_another_roster_can_be_ticked(agency, stranger, courses, alice, at):
    theirs = actions.add_person(agency=stranger, by=None, last_name="Vance", first_name="Lee")
    facts = {"held_on": "2026-11-20", "format": "roll_call", "people": [theirs.pk]}

    answer = at(alice).post(url("session_record", agency), facts | {"courses": [courses["lbn_program"].pk]})

    assert list(answer.context["form"].errors) == ["people"]
    assert "Vance" not in answer.content.decode()
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("pressed", "ticked_now"),
    [({}, {"Ruiz"}), ({"ticking": "shown"}, {"Ruiz", "Stone", "Lee"}), ({"ticking": "nobody"}, set())],
)
def test_choosing_whom_to_show_keeps_what_was_typed_and_ticked(
    agency, courses, ruiz, alice, hire, at, pressed, ticked_now
):
    people = {"Ruiz": ruiz, "Stone": hire("Stone", unit="Patrol B"), "Lee": hire("Lee", unit="Patrol B")}
    course = courses["lbn_program"].pk
    typed = {"held_on": "2026-11-20", "format": "classroom", "trainer": "Dr. Vance", "sop_version": "2"}

    answer = at(alice).post(
        url("session_record", agency),
        typed | {"courses": [course], "people": [ruiz.pk], "show": "yes", "unit": "Patrol B"} | pressed,
    )

    form = answer.context["form"]
    shown = {person.last_name for person in form.fields["people"].queryset}
    assert {name: form[name].value() for name in typed} == typed
    assert form["courses"].value() == [str(course)]
    assert set(form["people"].value()) == {people[name].pk for name in ticked_now}
    assert shown == {"Stone", "Lee"} | ticked_now
    assert form.errors == {}
    assert Session.objects.count() == 1  # the one that Ruiz was in before


def test_people_of_another_unit_than_the_one_shown_are_recorded_too(agency, courses, alice, hire, at):
    ruiz, stone = hire("Ruiz", unit="Patrol A"), hire("Stone", unit="Patrol B")

    at(alice).post(
        url("session_record", agency),
        {
            "held_on": "2026-11-20",
            "format": "classroom",
            "courses": [courses["lbn_program"].pk],
            "people": [ruiz.pk, stone.pk],
            "unit": "Patrol B",
        },
    )

    assert {completion.person for completion in Completion.objects.all()} == {ruiz, stone}
