from datetime import date

import pytest

from agencies.models import AuditEvent
from training import actions
from training.actions import EmployeeNumberTaken, SessionRefused
from training.models import Completion, Course, Person, Session


def test_courses_come_from_the_pack_in_its_order(new_york):
    courses = actions.load_courses(program=new_york)

    assert [(course.slug, course.required, course.validity_months) for course in courses] == [
        ("naloxone_administration", True, None),
        ("lbn_program", True, None),
    ]
    assert list(Course.objects.all()) == courses
    assert courses[0].elements[1] == {"slug": "give", "name": "Giving naloxone"}


def test_loading_courses_again_changes_nothing(new_york, courses):
    before = list(Course.objects.values())

    actions.load_courses(program=new_york)

    assert list(Course.objects.values()) == before


def test_a_course_that_left_the_pack_stays_with_its_completions(new_york, courses, hire, hold, today):
    hold(today, [hire("Ruiz")])
    new_york.pack["courses"] = new_york.pack["courses"][:1]

    actions.load_courses(program=new_york)

    assert dict(Course.objects.values_list("slug", "required")) == {
        "naloxone_administration": True,
        "lbn_program": False,
    }
    assert Completion.objects.filter(course__slug="lbn_program").count() == 1


def test_a_change_is_noted_without_a_name(agency, hire, alice):
    person = hire("Ruiz", employee_number="17")
    actions.change_person(person=person, by=alice, unit="Patrol B", rank="")

    events = AuditEvent.objects.filter(what__startswith="person.").order_by("at", "what")
    assert [(event.what, event.by, event.agency) for event in events] == [
        ("person.added", alice, agency),
        ("person.changed", alice, agency),
    ]
    assert events[1].details == {"person": str(person.pk), "fields": ["unit"]}
    assert "Ruiz" not in str(list(events.values()))


def test_changing_nothing_is_not_noted(hire, alice):
    person = hire("Ruiz")
    noted = AuditEvent.objects.count()

    actions.change_person(person=person, by=alice, last_name="Ruiz", rank="")

    assert AuditEvent.objects.count() == noted


def test_an_employee_number_belongs_to_one_person(hire, alice):
    hire("Ruiz", employee_number="17")
    other = hire("Stone", employee_number="18")

    with pytest.raises(EmployeeNumberTaken):
        hire("Third", employee_number="17")
    with pytest.raises(EmployeeNumberTaken):
        actions.change_person(person=other, by=alice, employee_number="17", rank="Captain")

    assert list(Person.objects.values_list("last_name", "employee_number", "rank")) == [
        ("Ruiz", "17", ""),
        ("Stone", "18", ""),
    ]


def test_people_without_a_number_do_not_collide(hire):
    hire("Ruiz")
    hire("Ruiz")

    assert Person.objects.filter(employee_number="").count() == 2


def test_leaving_and_returning_happen_once(hire, alice, today):
    person = hire("Ruiz")

    actions.mark_left(person=person, by=alice, today=date(2026, 11, 1))
    actions.mark_left(person=person, by=alice, today=today)
    person.refresh_from_db()
    left_on = person.left_on
    actions.bring_back(person=person, by=alice)
    actions.bring_back(person=person, by=alice)
    person.refresh_from_db()

    assert left_on == date(2026, 11, 1)
    assert person.left_on is None
    assert AuditEvent.objects.filter(what="person.left").count() == 1
    assert AuditEvent.objects.filter(what="person.returned").count() == 1


def test_a_session_is_a_completion_for_every_person_and_course(agency, courses, hire, hold):
    people = [hire("Ruiz"), hire("Stone"), hire("Tran")]

    session = hold(date(2026, 11, 10), people, format="classroom", sop_version="3")

    assert session.people == 3
    assert (session.trainer, session.format, session.sop_version) == ("Lt. Moreau", "classroom", "3")
    assert set(session.completions.values_list("person", "course", "completed_on")) == {
        (person.pk, course.pk, date(2026, 11, 10)) for person in people for course in courses.values()
    }
    assert set(Completion.objects.values_list("agency", flat=True)) == {agency.pk}


def test_a_person_completes_a_course_once_a_day(hire, hold, today):
    first, second = hire("Ruiz"), hire("Stone")
    hold(today, [first])

    session = hold(today, [first, second])

    assert session.people == 1
    assert Completion.objects.count() == 4
    assert set(session.completions.values_list("person", flat=True)) == {second.pk}


def test_the_same_session_sent_twice_is_one_session(hire, hold, today):
    people = [hire("Ruiz"), hire("Stone")]
    hold(today, people)

    with pytest.raises(SessionRefused, match="recorded for that day already"):
        hold(today, people)

    assert Session.objects.count() == 1
    assert Completion.objects.count() == 4


def test_a_session_is_taken_back_with_its_completions_only(hire, hold, alice, today):
    person = hire("Ruiz")
    kept = hold(date(2026, 11, 1), [person])
    wrong = hold(today, [person, hire("Stone")])

    actions.withdraw_session(session=wrong, by=alice)

    assert list(Session.objects.all()) == [kept]
    assert set(Completion.objects.values_list("session", flat=True)) == {kept.pk}
    assert AuditEvent.objects.get(what="session.withdrawn").details["completions"] == 4


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("held_on", {"held_on": date(2026, 11, 22)}),
        ("courses", {"courses": []}),
        ("people", {"people": []}),
    ],
)
def test_what_makes_no_session_is_refused_and_nothing_changes(hire, hold, today, field, change):
    facts = {"held_on": today, "people": [hire("Ruiz")]} | change
    noted = AuditEvent.objects.count()

    with pytest.raises(SessionRefused) as refused:
        hold(**facts)

    assert refused.value.field == field
    assert not Session.objects.exists()
    assert not Completion.objects.exists()
    assert AuditEvent.objects.count() == noted


def test_nobody_of_another_roster_takes_part(stranger, alice, hire, hold, today):
    theirs = actions.add_person(agency=stranger, by=None, last_name="Vance", first_name="Lee")

    with pytest.raises(SessionRefused, match="your own roster"):
        hold(today, [hire("Ruiz"), theirs])

    assert not Completion.objects.exists()


def test_reports_count_sessions_and_the_people_trained_in_them(agency, stranger, courses, hire, hold, alice):
    ruiz, stone, tran = hire("Ruiz"), hire("Stone"), hire("Tran")
    hold(date(2026, 9, 30), [ruiz])
    hold(date(2026, 10, 1), [ruiz, stone])
    hold(date(2026, 11, 1), [stone], courses=[courses["lbn_program"]])
    actions.mark_left(person=stone, by=alice, today=date(2026, 11, 2))
    quarter = (date(2026, 10, 1), date(2026, 12, 31))

    held = Session.objects.for_agency(agency).sessions_between(*quarter)
    trained = Person.objects.for_agency(agency).completed_between(*quarter)

    assert [session.held_on for session in held] == [date(2026, 11, 1), date(2026, 10, 1)]
    assert set(trained) == {ruiz, stone}
    assert not Session.objects.for_agency(stranger).sessions_between(*quarter).exists()
    assert tran not in trained
